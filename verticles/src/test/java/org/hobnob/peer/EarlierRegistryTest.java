package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.hobnob.bus.Addresses;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.registry.Transcript;
import org.hobnob.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Today's peer at earlier registries (SPEC 4.9): at one from before there were several, and at one from before capabilities
 * and challenges at login. It is told of no other.
 */
@Tag("slow")
class EarlierRegistryTest {
    private Vertx vertx;
    private EarlierRegistry registry;
    private BusPeer dana;

    private void start(String day) {
        vertx = Vertx.vertx();
        registry = new EarlierRegistry(vertx, Transcript.of(day));
        dana = BusPeer.online("dana", registry.port());
    }

    @AfterEach
    void stop() {
        dana.stop();
        Await.await(vertx.close());
    }

    private void looksAround() {
        assertEquals(1, list("rooms", "rooms"));
        assertEquals(1, list("peers", "peers"));
        assertEquals("omar", dana.contactOf("omar").getString("user"));
    }

    private int list(String action, String field) {
        JsonObject reply = dana.ask(Addresses.PEER_REGISTRY, action, new JsonObject());
        return reply.getJsonArray(field).size();
    }

    private List<NativeLine> askedOf(String name) {
        return registry.asked().stream()
                .filter(line -> line.name().equals(name))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22", "2026-11-30"})
    void peerWorksWithAnEarlierRegistryAndReturnsToIt(String day) {
        start(day);
        looksAround();
        registry.stop();
        dana.console().see("state", "state", "retrying");
        registry.startAgain();
        dana.console().see("state", "state", "resumed", "detail", "");
        assertTrue(askedOf("RESUME").get(0).words().get(0).startsWith("AQRk"), "with the token that it was given");
        looksAround();
        dana.ask(Addresses.PEER_REGISTRY, "logout", new JsonObject());
        assertEquals(1, askedOf("LOGOUT").size());
        assertEquals(List.of(), registry.unknown());
    }
}
