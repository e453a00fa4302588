package org.hobnob.protocol.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OutageTest {
    private final Outage outage = new Outage();

    @Test
    void longOutageIsToldOnce() {
        List<Long> told = LongStream.of(5, 9_000, 10_004, 10_005, 10_006, 90_000)
                .filter(outage::failed)
                .boxed()
                .toList();
        assertEquals(List.of(10_005L), told);
    }

    @Test
    void endOfAnOutageIsToldWhereItWas() {
        outage.failed(0);
        assertFalse(outage.worked());
        outage.failed(1_000);
        assertFalse(outage.failed(10_500), "it begins anew");
        assertTrue(outage.failed(11_000));
        assertTrue(outage.worked());
        assertFalse(outage.worked());
    }
}
