package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.hobnob.bus.Addresses;
import org.hobnob.protocol.message.Reason;
import org.hobnob.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A registry that calls a sealed room open, to have what is said there in the clear (SPEC 4.4). */
@Tag("slow")
class RoomKindTest {
    private static final String STATE = " host=ghost version=1 port=4242 capacity=9 kind=";
    private static final String GHOST = " ghost lab3 0 127.0.0.1 4242 original -";

    private Vertx vertx;
    private FakeRegistry registry;
    private BusPeer dana;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        registry = new FakeRegistry(vertx).on("ROOM_EXIT", "ROOM_EXIT_RESPONSE <SUCCESS> <200>");
        tellsRooms("-");
        dana = BusPeer.online("dana", registry.port());
    }

    @AfterEach
    void stop() {
        dana.stop();
        Await.await(vertx.close());
    }

    /** From now on the registry says that lab3 is of that kind. */
    private void tellsKind(String kind) {
        registry.on("CREATE_CHAT_ROOM", "CREATION <SUCCESS> <200> lab3" + STATE + kind)
                .on("JOIN_CHAT_ROOM", "JOIN <SUCCESS> <200> lab3" + STATE + kind)
                .on("DISCOVER_PEERS", "PEER_LIST <SUCCESS> <200> lab3" + GHOST + STATE + kind);
    }

    /** From now on the registry says that the user is in these rooms. */
    private void tellsRooms(String rooms) {
        registry.on("SEARCH_USER", "SEARCH_USER_RESPONSE <SUCCESS> <200> dana " + rooms + " 0 127.0.0.1 0 native -");
    }

    private Reason refused(String action, JsonObject body) {
        return dana.refusal(Addresses.PEER_ROOM, action, body);
    }

    private static JsonObject lab3() {
        return BusPeer.room("lab3");
    }

    private void restarts() {
        dana.quit();
        dana = dana.again(registry.port());
    }

    @Test
    void roomMadeOpenInsteadOfSealedIsLeftUnspoken() {
        tellsKind("open");
        assertEquals(Reason.OTHER_KIND, refused("create", lab3().put("title", "")));
        assertEquals(1, registry.asked("ROOM_EXIT").size());
        assertEquals(Reason.NOT_A_MEMBER, refused("say", lab3().put("text", "a secret")));
    }

    @Test
    void roomMadeSealedInsteadOfOpenIsLeftToo() {
        tellsKind("sealed");
        assertEquals(
                Reason.OTHER_KIND, refused("create", lab3().put("title", "").put("kind", "open")));
    }

    @Test
    void onlyTheKindAskedForIsJoined() {
        tellsKind("open");
        assertEquals(Reason.OTHER_KIND, refused("join", lab3().put("kind", "sealed")));
        assertEquals("open", dana.join("lab3").getString("kind"));
    }

    @Test
    void sealedRoomToldOpenAfterARestartIsRefusedUntilAskedFor() {
        tellsKind("sealed");
        dana.create("lab3");
        restarts();
        tellsKind("open");
        assertEquals(Reason.OTHER_KIND, refused("join", lab3()));
        assertEquals(Reason.NOT_A_MEMBER, refused("say", lab3().put("text", "a secret")));
        dana.ask(Addresses.PEER_ROOM, "join", lab3().put("kind", "open"));
        assertEquals(List.of("ghost"), BusPeer.names(dana.say("lab3", "for all").getJsonArray("open")));
        restarts();
        assertEquals("open", dana.join("lab3").getString("kind"));
    }

    @Test
    void keptPlaceInASealedRoomToldOpenIsGivenUp() {
        tellsKind("sealed");
        dana.create("lab3");
        tellsRooms("lab3");
        tellsKind("open");
        restarts();
        dana.console().see("room-lost", "room", "lab3", "reason", "other-kind");
        assertEquals(1, registry.asked("ROOM_EXIT").size());
    }
}
