package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import org.hobnob.bus.Addresses;
import org.hobnob.protocol.message.value.PasswordHash;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rooms over a restart of a peer's program: the registry keeps the place for a while. */
@Tag("slow")
class KeptRoomsTest extends TwoPeers {
    private static JsonObject locked(String room) {
        return BusPeer.room(room)
                .put("title", "")
                .put("password", PasswordHash.ofPassword("sesame").hex());
    }

    @Test
    void restartedPeerIsInItsRoomAgain() {
        dana.ask(Addresses.PEER_ROOM, "create", locked("lab3"));
        omar.ask(Addresses.PEER_ROOM, "join", locked("lab3"));
        omar.say("lab3", "see you");
        omar.quit();
        dana.console().see("room-event", "what", "absent", "user", "omar");
        JsonObject said = dana.say("lab3", "while you were away");
        omar = omar.again(registry.port());
        JsonObject kept = omar.console().see("room-kept", "room", "lab3", "host", "dana");
        assertEquals("[\"dana\"]", kept.getJsonArray("members").encode());
        omar.console().see("room-text", "user", "dana", "text", "while you were away");
        dana.whenAllHave(said);
        omar.say("lab3", "here again");
        dana.console().see("room-text", "user", "omar", "text", "here again");
    }

    @Test
    void aRoomThatWasLeftIsNotTakenUp() {
        dana.create("lab3");
        dana.create("lab4");
        omar.join("lab3");
        omar.join("lab4");
        omar.ask(Addresses.PEER_ROOM, "leave", BusPeer.room("lab3"));
        omar.quit();
        omar = omar.again(registry.port());
        omar.console().see("room-kept", "room", "lab4");
        assertEquals(1, omar.console().count("room-kept"));
    }
}
