package org.hobnob.protocol.room.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.sim.World;
import org.junit.jupiter.api.Test;

/** SPEC 8.9: a modified program that withholds a datagram, and answers questions for it with others. */
class WithheldDatagramTest {
    private static final long WITHHELD = 2;
    private static final long HALF_A_MINUTE_MS = 30_000;
    private static final long FINDS_OUT_MS = 5_000;

    /** Mallory's program: what is missing at the victim's is answered with what is there already. */
    private static final class Mallory extends SimMember.Plant {
        private final List<byte[]> sent = new ArrayList<>();
        private int asked;

        @Override
        boolean sends(byte[] datagram) {
            if (isData(datagram)) {
                sent.add(datagram);
            }
            return true;
        }

        @Override
        List<byte[]> repairs(List<byte[]> found) {
            asked++;
            return sent.subList(0, 1);
        }
    }

    /** The victim's network: the withheld datagram comes neither by multicast nor over Mallory's line. */
    private static final class Victim extends SimMember.Plant {
        @Override
        boolean takes(byte[] datagram) {
            return !isData(datagram) || RoomHeader.parse(datagram).orElseThrow().sequence() != WITHHELD;
        }
    }

    private static boolean isData(byte[] datagram) {
        return RoomHeader.parse(datagram)
                .filter(header -> header.kind() == RoomHeader.KIND_SEALED)
                .isPresent();
    }

    private final World world = new World(2);
    private final SimRoom room = new SimRoom(world, SimRoom.Mix.ALL_NEW);
    private final Mallory plant = new Mallory();
    private final SimMember mallory = room.user("mallory", plant);
    private final SimMember victim = room.user("anna", new Victim());

    private void malloryWithholdsOneOfThree() {
        world.advance(FINDS_OUT_MS);
        for (int i = 0; i < 3; i++) {
            mallory.say("line " + i);
            world.advance(1);
        }
    }

    private long missingAtTheVictims() {
        return room.ledger.lacking(victim.user()).size();
    }

    @Test
    void answerThatFillsNothingIsAskedForOnce() {
        mallory.join();
        victim.join();
        malloryWithholdsOneOfThree();
        world.advance(HALF_A_MINUTE_MS - FINDS_OUT_MS);
        assertEquals(1, plant.asked);
        assertTrue(missingAtTheVictims() > 0, "the gap is still there");
    }

    @Test
    void anotherHolderFillsTheGap() {
        SimMember ben = room.user("ben");
        mallory.join();
        victim.join();
        ben.join();
        malloryWithholdsOneOfThree();
        world.advance(FINDS_OUT_MS);
        assertEquals(0, missingAtTheVictims());
        assertTrue(plant.asked <= 1, "asked " + plant.asked + " times");
    }
}
