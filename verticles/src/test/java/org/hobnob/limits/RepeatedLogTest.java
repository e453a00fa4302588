package org.hobnob.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RepeatedLogTest {
    private static final long NS_PER_S = 1_000_000_000L;

    private final AtomicLong nowNs = new AtomicLong(-5);
    private final List<String> told = new ArrayList<>();
    private final RepeatedLog log = new RepeatedLog(nowNs::get, (count, latest) -> told.add(count + " " + latest));

    @Test
    void firstIsToldAtOnce() {
        log.add("a");
        assertEquals(List.of("1 a"), told);
    }

    @Test
    void furtherOnesAreToldTogetherAfterAMinute() {
        log.add("a");
        log.add("b");
        log.add("c");
        nowNs.addAndGet(59 * NS_PER_S);
        log.tellIfDue();
        assertEquals(List.of("1 a"), told);
        nowNs.addAndGet(NS_PER_S);
        log.tellIfDue();
        log.tellIfDue();
        assertEquals(List.of("1 a", "2 c"), told);
    }

    @Test
    void thousandsMakeOneLineAMinute() {
        for (int i = 0; i < 10_000; i++) {
            log.add("x");
            nowNs.addAndGet(NS_PER_S / 100);
        }
        assertEquals(List.of("1 x", "6000 x"), told);
    }
}
