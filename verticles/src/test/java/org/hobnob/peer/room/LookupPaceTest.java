package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import java.util.Set;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

class LookupPaceTest {
    private static final UserName DANA = new UserName("dana");
    private static final UserName OMAR = new UserName("omar");

    private long nowMs = 5;
    private final LookupPace pace = new LookupPace(1_000, () -> nowMs);

    @Test
    void firstLookupIsAtOnce() {
        assertEquals(Set.of(DANA, OMAR), pace.due(Set.of(DANA, OMAR)));
        assertEquals(OptionalLong.of(0), pace.nextMs(Set.of(DANA)));
    }

    @Test
    void sameMemberWaitsForTheEndOfTheInterval() {
        pace.begun(DANA);
        nowMs += 300;
        assertEquals(Set.of(OMAR), pace.due(Set.of(DANA, OMAR)), "another member does not wait");
        assertEquals(OptionalLong.of(700), pace.nextMs(Set.of(DANA)));
        nowMs += 700;
        assertEquals(Set.of(DANA), pace.due(Set.of(DANA)));
    }

    @Test
    void nobodyWantedIsNeverDue() {
        assertEquals(OptionalLong.empty(), pace.nextMs(Set.of()));
    }
}
