package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.hobnob.bus.Addresses;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Today's peer at a registry of a later version (SPEC 4.9): what it does not know costs it nothing else. */
@Tag("slow")
class LaterRegistryTest {
    private static final String FIRST_PAGE = "PEER_LIST <SUCCESS> <200> nour - 0 127.0.0.1 5001 native -"
            + " omar - 0 127.0.0.1 5002 klingon - more=yes";
    private static final String LAST_PAGE = "PEER_LIST <SUCCESS> <200> zaid - 0 127.0.0.1 5003 native - more=no";

    private Vertx vertx;
    private LaterRegistry registry;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        registry = new LaterRegistry(vertx);
    }

    @AfterEach
    void stop() {
        Await.await(vertx.close());
    }

    private JsonObject list(BusPeer peer, String what) {
        return peer.ask(Addresses.PEER_REGISTRY, what, new JsonObject());
    }

    private void stillServes(BusPeer peer) {
        registry.answers("DISCOVER_PEERS", LAST_PAGE);
        assertEquals(1, list(peer, "peers").getJsonArray("peers").size());
        assertEquals(1, registry.askedOf("LOGIN").size());
        assertEquals(0, registry.askedOf("RESUME").size());
    }

    @Test
    void unknownNoticeIsIgnored() {
        BusPeer dana = BusPeer.online("dana", registry.port());
        registry.say(
                "@! WEATHER sunny until=noon",
                "@! USER_LEFT omar lab host=dana version=3 port=0 capacity=9 kind=ajar",
                "@! USER_LEFT omar",
                "@! REGISTRIES at=moon",
                "no line at all",
                "@9 PONG <SUCCESS> <200>");
        stillServes(dana);
        assertEquals(0, dana.console().count("room-event"));
        dana.stop();
    }

    @Test
    void unknownReasonIsTakenFromTheCode() {
        BusPeer dana = BusPeer.online("dana", registry.port());
        registry.answers("SHOW_ROOMS_LIST", "ROOMS_LIST <NOT_FOUND> <404> reason=full-moon");
        assertEquals(Reason.NO_SUCH_ROOM, dana.refusal(Addresses.PEER_REGISTRY, "rooms", new JsonObject()));
        stillServes(dana);
        dana.stop();
    }

    @Test
    void unknownStatusCodeIsARefusal() {
        BusPeer dana = BusPeer.online("dana", registry.port());
        registry.answers("SHOW_ROOMS_LIST", "ROOMS_LIST <LATER> <799> reason=full-moon");
        assertEquals(Reason.INTERNAL, dana.refusal(Addresses.PEER_REGISTRY, "rooms", new JsonObject()));
        stillServes(dana);
        dana.stop();
    }

    @Test
    void listGoesOnBehindASkippedEntry() {
        BusPeer dana = BusPeer.online("dana", registry.port());
        registry.answers("DISCOVER_PEERS", FIRST_PAGE);
        JsonObject page = list(dana, "peers");
        assertEquals(List.of("nour"), names(page.getJsonArray("peers")));
        assertEquals("omar", page.getString("next"));
        dana.stop();
    }

    private static List<String> names(JsonArray peers) {
        return peers.stream().map(peer -> ((JsonObject) peer).getString("user")).toList();
    }

    @Test
    void membersGoOnBehindASkippedEntry() {
        BusPeer dana = BusPeer.online("dana", registry.port());
        String state = " host=dana version=3 port=0 capacity=9 kind=sealed";
        String own = "PEER_LIST <SUCCESS> <200> lab dana lab 0 127.0.0.1 0 native -";
        registry.answers("CREATE_CHAT_ROOM", "CREATION <SUCCESS> <200> lab" + state);
        registry.answers(
                "DISCOVER_PEERS",
                own + " omar lab 0 127.0.0.1 5002 klingon - more=yes" + state,
                "PEER_LIST <SUCCESS> <200> lab zaid - 0 - 0 native - more=no" + state);
        JsonObject created = dana.create("lab");
        assertEquals(List.of("zaid"), BusPeer.names(created.getJsonArray("members")));
        assertEquals(List.of(Optional.empty(), Optional.of("omar")), afters());
        dana.stop();
    }

    private List<Optional<String>> afters() {
        return registry.askedOf("DISCOVER_PEERS").stream()
                .map(NativeLine::params)
                .map(params -> Optional.ofNullable(params.get("after")))
                .toList();
    }

    @Test
    void peopleSeeTheEntriesThatAreKnown() {
        try (PersonFixture dana = PersonFixture.online("dana", registry.port())) {
            registry.answers("DISCOVER_PEERS", FIRST_PAGE, LAST_PAGE);
            dana.type("/who", "zaid");
            assertEquals(List.of(Optional.empty(), Optional.of("omar")), afters());
            assertEquals(1, dana.from("nour  ").size());
            assertEquals(0, dana.from("omar").size());
            registry.answers("SEARCH_USER", "SEARCH_USER_RESPONSE <SUCCESS> <200> omar - 0 127.0.0.1 5002 klingon -");
            dana.type("/whois omar", "only a later version of Hobnob knows what that is");
        }
    }

    @Test
    void unknownEndOfASessionIsAPlainEnd() {
        try (PersonFixture dana = PersonFixture.online("dana", registry.port())) {
            // The registry leaves the connection open: it is the notice that ends the session.
            registry.say("@! SESSION_ENDED moonrise reason=tides until=1");
            dana.see("registry lost");
            dana.see("registry back; logged in again");
            assertEquals(1, registry.askedOf("RESUME").size());
        }
    }
}
