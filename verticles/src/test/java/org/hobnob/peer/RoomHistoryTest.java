package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.hobnob.bus.Addresses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was said in a room comes from whoever has it, though the speaker is gone (SPEC 15). */
@Tag("slow")
class RoomHistoryTest extends TwoPeers {
    private BusPeer fay;

    /** Dana hosts a standing room; Omar and Fay are members. */
    @BeforeEach
    void meet() {
        fay = BusPeer.online("fay", registry.port());
        dana.ask(
                Addresses.PEER_ROOM,
                "create",
                BusPeer.room("lab3").put("title", "").put("standing", true));
        omar.join("lab3");
        fay.join("lab3");
        dana.console().see("room-event", "user", "fay", "what", "joined");
    }

    @AfterEach
    void part() {
        fay.stop();
    }

    private void say(BusPeer speaker, String name, String text) {
        speaker.say("lab3", text);
        fay.console().see("room-text", "user", name, "text", text);
    }

    @Test
    void absentMemberGetsWhatWasMissedFromAnother() {
        omar.quit();
        dana.console().see("room-event", "user", "omar", "what", "absent");
        say(dana, "dana", "while omar is away");
        dana.quit();
        fay.console().see("room-event", "user", "dana", "what", "absent");
        omar = omar.again(registry.port());
        omar.console().see("room-text", "user", "dana", "text", "while omar is away", "path", "history");
        assertEquals(1, omar.console().count("room-text"));
        dana = dana.again(registry.port());
        dana.console().see("room-kept", "room", "lab3");
        dana.say("lab3", "back again");
        omar.console().see("room-text", "user", "dana", "text", "back again");
        assertEquals(1, omar.console().count("room-text", "text", "while omar is away"), "shown once");
    }

    @Test
    void newcomerGetsWhatTheRoomLetsItHave() {
        say(dana, "dana", "for those who are here");
        dana.ask(Addresses.PEER_ROOM, "set", BusPeer.room("lab3").put("history", "7d"));
        fay.console().see("room-event", "what", "changed");
        say(dana, "dana", "for those who come, too");
        BusPeer gus = BusPeer.online("gus", registry.port());
        try {
            gus.join("lab3");
            gus.console().see("room-text", "user", "dana", "text", "for those who come, too", "path", "history");
            assertEquals(1, gus.console().count("room-text"));
        } finally {
            gus.stop();
        }
    }
}
