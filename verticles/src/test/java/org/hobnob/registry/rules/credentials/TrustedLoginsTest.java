package org.hobnob.registry.rules.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.value.FamilyId;
import org.hobnob.protocol.message.value.KeyHash;
import org.hobnob.protocol.message.value.PublicKey;
import org.junit.jupiter.api.Test;

class TrustedLoginsTest {
    private static final long HOUR_MS = TrustedLogins.USE_RECORDED_EVERY_MS;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final PublicKey KEY = key(1);

    private static PublicKey key(int number) {
        return new PublicKey("%02x".formatted(number).repeat(32));
    }

    private static Family family(int number, long begunMs) {
        return new Family(FamilyId.ofBits(number), Optional.empty(), begunMs, begunMs, "10.0.0.1");
    }

    private static TrustedLogins begun(int families) {
        TrustedLogins logins = TrustedLogins.NONE;
        for (int number = 1; number <= families; number++) {
            logins = logins.begin(family(number, number), number);
        }
        return logins;
    }

    private static List<Long> ids(TrustedLogins logins) {
        return logins.families().stream().map(family -> family.id().bits()).toList();
    }

    @Test
    void familyIsOverAfter30DaysHoweverOftenItIsUsed() {
        TrustedLogins logins = TrustedLogins.NONE.begin(family(1, 1_000), 1_000);
        FamilyId id = FamilyId.ofBits(1);
        for (int day = 1; day < 30; day++) {
            logins = logins.used(id, "10.0.0.2", 1_000 + day * DAY_MS);
        }
        assertTrue(logins.family(id, 1_000 + 30 * DAY_MS - 1).isPresent());
        assertEquals(Optional.empty(), logins.family(id, 1_000 + 30 * DAY_MS));
        assertEquals(List.of(), logins.families(1_000 + 30 * DAY_MS));
    }

    @Test
    void familyBegunWhileTheClockWasAheadIsNotGood() {
        TrustedLogins logins = TrustedLogins.NONE.begin(family(1, 100 * DAY_MS), 100 * DAY_MS);
        FamilyId id = FamilyId.ofBits(1);
        assertEquals(Optional.empty(), logins.family(id, 99 * DAY_MS - 1));
        assertEquals(List.of(), logins.families(99 * DAY_MS - 1));
        assertEquals(List.of(2L), ids(logins.begin(family(2, 0), 0)), "nor does it take another's place");
    }

    @Test
    void familyStaysGoodIfTheClockIsSetBackBySomeHours() {
        TrustedLogins logins = TrustedLogins.NONE.begin(family(1, 100 * DAY_MS), 100 * DAY_MS);
        assertTrue(logins.family(FamilyId.ofBits(1), 99 * DAY_MS).isPresent());
    }

    @Test
    void familyUsedLongestAgoMakesRoom() {
        TrustedLogins full = begun(TrustedLogins.MAX_FAMILIES).used(FamilyId.ofBits(1), "::1", 2 * HOUR_MS);
        TrustedLogins more = full.begin(family(99, 3 * HOUR_MS), 3 * HOUR_MS);
        assertEquals(TrustedLogins.MAX_FAMILIES, more.families().size());
        assertFalse(ids(more).contains(2L));
        assertTrue(ids(more).containsAll(List.of(1L, 3L, 99L)));
    }

    @Test
    void familiesThatAreOverMakeRoomFirst() {
        TrustedLogins full = begun(TrustedLogins.MAX_FAMILIES);
        long laterMs = 5 + Family.LIFE_MS;
        TrustedLogins more = full.begin(family(99, laterMs), laterMs);
        assertEquals(List.of(6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L, 99L), ids(more));
    }

    @Test
    void useIsRecordedAtMostOnceAnHour() {
        TrustedLogins logins = TrustedLogins.NONE.begin(family(1, 0), 0);
        FamilyId id = FamilyId.ofBits(1);
        assertEquals(logins, logins.used(id, "10.0.0.2", HOUR_MS - 1));
        Family used = logins.used(id, "10.0.0.2", HOUR_MS).families().get(0);
        assertEquals(new Family(id, Optional.empty(), 0, HOUR_MS, "10.0.0.2"), used);
    }

    @Test
    void endedFamilyIsGone() {
        assertEquals(List.of(1L, 3L), ids(begun(3).end(FamilyId.ofBits(2))));
    }

    @Test
    void familyIsBoundToAKey() {
        Family bound =
                begun(2).bind(FamilyId.ofBits(2), KeyHash.of(KEY)).families().get(1);
        assertEquals(Optional.of(KeyHash.of(KEY)), bound.key());
    }

    @Test
    void onlyTheOwnLoginStays() {
        TrustedLogins logins = begun(3).trust(KEY, 1).trust(key(2), 2);
        TrustedLogins own = logins.only(Optional.of(family(2, 2)), Optional.of(KeyHash.of(KEY)));
        assertEquals(List.of(2L), ids(own));
        assertTrue(own.trusts(KEY));
        assertFalse(own.trusts(key(2)));
        assertEquals(TrustedLogins.NONE, logins.only(Optional.empty(), Optional.empty()));
    }

    @Test
    void keyUsedWhileTheClockWasAheadMakesRoom() {
        TrustedLogins logins = TrustedLogins.NONE.trust(KEY, 1_000 * DAY_MS);
        for (int number = 2; number <= TrustedLogins.MAX_KEYS + 1; number++) {
            logins = logins.trust(key(number), number);
        }
        assertFalse(logins.trusts(KEY));
        assertTrue(logins.trusts(key(2)));
    }

    @Test
    void keyUsedLongestAgoMakesRoom() {
        TrustedLogins logins = TrustedLogins.NONE;
        for (int number = 1; number <= TrustedLogins.MAX_KEYS; number++) {
            logins = logins.trust(key(number), number);
        }
        logins = logins.trust(key(1), 50).trust(key(99), 60);
        assertEquals(TrustedLogins.MAX_KEYS, logins.keys().size());
        assertTrue(logins.trusts(key(1)));
        assertFalse(logins.trusts(key(2)));
        assertTrue(logins.trusts(key(99)));
    }
}
