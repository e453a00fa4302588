package org.hobnob.protocol.room.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.room.RoomHash;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.RosterClaim;
import org.hobnob.protocol.room.seal.Opened.Rejected;
import org.hobnob.protocol.room.seal.Opened.StatusHeard;
import org.hobnob.protocol.room.seal.Opened.Why;
import org.junit.jupiter.api.Test;

/** SPEC 8.10: what a forged status costs. */
class ControlKeyTest {
    private static final Optional<RoomHash> HASH =
            Optional.of(RoomHash.of(new byte[32], new RoomInstance("12".repeat(16)), Examples.NETWORKS));

    private final Member ada = new Member("ada", 11);
    private final RoomSeal bob;
    private int verified;

    ControlKeyTest() {
        bob = new RoomSeal(
                Member.ROOM,
                new Member("bob", 12).name,
                12,
                Member.signer(ada.key),
                (key, message, signature) -> {
                    verified++;
                    return Member.verifier().verify(key, message, signature);
                },
                new SplittableRandom(5),
                SealBounds.STANDARD);
        bob.members(Map.of(ada.name, ada.key));
        bob.room(HASH, true);
        ada.seal.room(HASH, true);
    }

    private byte[] adasStatus() {
        RoomStatus status = new RoomStatus(ada.name, false, 0, 1, Optional.empty(), List.of());
        return ada.seal.status(7, status, RosterClaim.NONE, List.of());
    }

    private void bobTakesAdasKeys() {
        bob.take(ada.name, ada.stream, ada.seal.chains(1), ada.seal.controlKey(), number -> true);
    }

    private Opened open(byte[] datagram, Object source, long nowMs) {
        return bob.open(RoomHeader.parse(datagram), datagram, Arrival.fromGroup(source), claim -> true, nowMs);
    }

    private static byte[] damaged(byte[] datagram, int at) {
        byte[] changed = datagram.clone();
        changed[at < 0 ? changed.length + at : at] ^= 1;
        return changed;
    }

    @Test
    void wrongMacIsRejectedWithoutASignature() {
        ada.seal.renew(7, 1);
        bobTakesAdasKeys();
        byte[] status = adasStatus();
        assertEquals(new Rejected(Why.BAD_MAC), open(damaged(status, -65), "here", 0));
        assertEquals(new Rejected(Why.BAD_MAC), open(damaged(status, 15), "here", 0), "the header is authenticated");
        assertEquals(0, verified);
        assertInstanceOf(StatusHeard.class, open(status, "here", 0));
        assertEquals(1, verified);
    }

    @Test
    void rightMacDoesNotReplaceTheSignature() {
        ada.seal.renew(7, 1);
        bobTakesAdasKeys();
        assertEquals(new Rejected(Why.BAD_SIGNATURE), open(damaged(adasStatus(), -1), "here", 0));
    }

    @Test
    void memberWithoutAChainIsHeard() {
        assertInstanceOf(StatusHeard.class, open(adasStatus(), "here", 0));
    }

    @Test
    void keyOfTheChainBeforeStillCounts() {
        ada.seal.renew(7, 1);
        bobTakesAdasKeys();
        byte[] before = adasStatus();
        ada.seal.renew(8, 1);
        bobTakesAdasKeys();
        assertEquals(new Rejected(Why.BAD_MAC), open(damaged(before, -65), "here", 0));
        ada.seal.renew(9, 1);
        bobTakesAdasKeys();
        assertInstanceOf(StatusHeard.class, open(damaged(before, -65), "here", 0), "its key is forgotten");
    }

    @Test
    void unknownKeysAreVerifiedWithinABudget() {
        for (int i = 0; i < 100; i++) {
            open(damaged(adasStatus(), -1), "here", 0);
        }
        assertEquals(SignatureBudget.AT_ONCE, verified);
        assertEquals(new Rejected(Why.THROTTLED), open(adasStatus(), "here", 0));
        for (int i = 0; i < 100; i++) {
            open(damaged(adasStatus(), -1), "here", 1_000);
        }
        assertEquals(SignatureBudget.AT_ONCE + SignatureBudget.PER_SECOND, verified);
    }

    @Test
    void forgerElsewhereDoesNotUseUpAMembersBudget() {
        for (int i = 0; i < 100; i++) {
            open(damaged(adasStatus(), -1), "elsewhere", 0);
        }
        assertInstanceOf(StatusHeard.class, open(adasStatus(), "here", 0));
    }

    @Test
    void knownKeyNeedsNoBudget() {
        ada.seal.renew(7, 1);
        bobTakesAdasKeys();
        for (int i = 0; i < 100; i++) {
            assertInstanceOf(StatusHeard.class, open(adasStatus(), "here", 0));
        }
    }

    @Test
    void inventedAddressesShareABudget() {
        for (int i = 0; i < 1_000; i++) {
            open(damaged(adasStatus(), -1), "invented " + i, 0);
        }
        assertEquals(SignatureBudget.ALL_AT_ONCE, verified);
        byte[] status = adasStatus();
        assertEquals(new Rejected(Why.THROTTLED), open(status, "here", 0));
        Opened overLine = bob.open(RoomHeader.parse(status), status, Arrival.OVER_LINE, claim -> true, 0);
        assertInstanceOf(StatusHeard.class, overLine);
    }

    @Test
    void wrongSignaturesUnderARightMacAreBounded() {
        ada.seal.renew(7, 1);
        bobTakesAdasKeys();
        for (int i = 0; i < 100; i++) {
            open(damaged(adasStatus(), -1), "elsewhere", 0);
        }
        assertEquals(SignatureBudget.AT_ONCE, verified);
        assertEquals(new Rejected(Why.THROTTLED), open(adasStatus(), "elsewhere", 0));
        assertInstanceOf(StatusHeard.class, open(adasStatus(), "here", 0));
        for (int i = 0; i < 1_000; i++) {
            open(damaged(adasStatus(), -1), "invented " + i, 0);
        }
        assertEquals(SignatureBudget.ALL_AT_ONCE + 1, verified);
    }

    @Test
    void version1IsLimitedWhereMacsAreExpected() {
        RoomStatus status = new RoomStatus(ada.name, false, 0, 1, Optional.empty(), List.of());
        for (int i = 0; i < SignatureBudget.AT_ONCE; i++) {
            assertInstanceOf(StatusHeard.class, open(ada.seal.status(7, status), "here", 0));
        }
        assertEquals(new Rejected(Why.THROTTLED), open(ada.seal.status(7, status), "here", 0));
        bob.room(HASH, false);
        assertInstanceOf(StatusHeard.class, open(ada.seal.status(7, status), "here", 0));
    }
}
