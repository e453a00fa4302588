package org.hobnob.peer.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

class RequestNewsTest {
    private static final UserName OMAR = new UserName("omar");
    private static final UserName DANA = new UserName("dana");

    private final List<String> told = new ArrayList<>();
    private long nowMs = 1_000;
    private final RequestNews news =
            new RequestNews(() -> nowMs, user -> told.add(user + " asks"), user -> told.add(user + " is gone"));

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            nowMs += 1_000;
            news.tellDue();
        }
    }

    @Test
    void requestIsToldAtOnce() {
        news.requested(OMAR);
        news.requested(DANA);
        assertEquals(List.of("omar asks", "dana asks"), told);
    }

    @Test
    void endOfARequestIsToldAtOnce() {
        news.requested(OMAR);
        news.dropped(OMAR);
        assertEquals(List.of("omar asks", "omar is gone"), told);
        pass(600);
        assertEquals(2, told.size(), told::toString);
    }

    @Test
    void whoAsksAndGoesAllTheTimeIsToldOnceAMinute() {
        for (int second = 0; second < 600; second++) {
            news.requested(OMAR);
            news.dropped(OMAR);
            pass(1);
        }
        assertTrue(told.size() <= 12, () -> told.size() + " lines in ten minutes: " + told);
    }

    @Test
    void whoStaysInTheEndIsTold() {
        news.requested(OMAR);
        news.dropped(OMAR);
        news.requested(OMAR);
        assertEquals(List.of("omar asks", "omar is gone"), told);
        pass(60);
        assertEquals(List.of("omar asks", "omar is gone", "omar asks"), told);
    }

    @Test
    void whoIsGoneInTheEndIsToldToo() {
        news.requested(OMAR);
        news.dropped(OMAR);
        pass(60);
        told.clear();
        news.requested(OMAR);
        news.dropped(OMAR);
        pass(59);
        assertEquals(List.of("omar asks"), told);
        pass(1);
        assertEquals(List.of("omar asks", "omar is gone"), told);
    }

    @Test
    void requestAfterAnAnswerIsToldAtOnce() {
        news.requested(OMAR);
        news.answered(OMAR);
        news.requested(OMAR);
        assertEquals(List.of("omar asks", "omar asks"), told);
    }

    @Test
    void oneUsersLinesDoNotHoldBackAnothers() {
        for (int i = 0; i < 100; i++) {
            news.requested(OMAR);
            news.dropped(OMAR);
        }
        news.requested(DANA);
        assertEquals(List.of("omar asks", "omar is gone", "dana asks"), told);
    }
}
