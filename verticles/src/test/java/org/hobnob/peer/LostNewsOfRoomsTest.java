package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where the registry does not answer, or its notices get lost, members hear each other all the same. */
@Tag("slow")
class LostNewsOfRoomsTest extends TwoPeers {
    @Test
    void whereAMemberIs() {
        omar.create("lab3");
        omar.loses("contact", 0);
        dana.join("lab3");
        assertOmarHearsDana();
    }

    @Test
    void whoIsInTheRoom() {
        dana.create("lab3");
        // The first question is whether the place was kept.
        omar.loses("members", 1);
        omar.join("lab3");
        assertOmarHearsDana();
    }

    @Test
    void whoHasCome() {
        omar.create("lab3");
        omar.losesNotice();
        dana.join("lab3");
        assertOmarHearsDana();
        assertEquals(1, omar.console().count("room-reader", "room", "lab3", "user", "dana", "otherKey", "false"));
    }

    @Test
    void whoWasSentAway() {
        dana.create("lab3");
        omar.join("lab3");
        omar.console().see("reach", "user", "dana");
        omar.losesNotice();
        dana.ask("peer.room", "kick", BusPeer.room("lab3").put("user", "omar"));
        omar.console().see("room-lost", "room", "lab3", "reason", "not-a-member");
        assertEquals(1, omar.lost());
    }

    private void assertOmarHearsDana() {
        dana.asking("peer.room", "say", BusPeer.room("lab3").put("text", "anybody here?"));
        omar.console().see("room-text", "text", "anybody here?");
        assertEquals(1, omar.lost());
    }
}
