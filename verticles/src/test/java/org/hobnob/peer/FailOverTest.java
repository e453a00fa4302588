package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.peer.profile.KnownRegistries;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.registry.store.embedded.StoreRefusedException;
import org.hobnob.testing.Await;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two peers at one of two registries: it goes, asks them to go, or cannot reach the store; and they go on at the other. */
@Tag("slow")
class FailOverTest {
    @TempDir
    Path folder;

    private EmbeddedStore store;
    private RegistryFixture first;
    private RegistryFixture second;
    private BusPeer dana;
    private BusPeer omar;

    @BeforeEach
    void start() throws StoreRefusedException {
        store = EmbeddedStore.open(folder, "127.0.0.1", 0);
        first = RegistryFixture.sharing(store, folder);
        second = RegistryFixture.sharing(store, folder);
        dana = BusPeer.online("dana", first.port());
        omar = BusPeer.online("omar", first.port());
        dana.create("lab3");
        omar.join("lab3");
        dana.console().see("reach", "user", "omar");
        omar.console().see("reach", "user", "dana");
        bothKnow(second);
    }

    @AfterEach
    void stop() {
        dana.stop();
        omar.stop();
        first.close();
        second.close();
        store.close();
    }

    private static HostPort at(RegistryFixture registry) {
        return new HostPort("127.0.0.1", registry.port());
    }

    /** What a peer was told it also keeps. */
    private void bothKnow(RegistryFixture registry) {
        for (BusPeer peer : List.of(dana, omar)) {
            Awaitility.await()
                    .until(() -> new KnownRegistries(peer.profileFolder())
                            .of(registry.registry().pin())
                            .contains(at(registry)));
        }
    }

    private void bothResumed(String how) {
        for (BusPeer peer : List.of(dana, omar)) {
            peer.console()
                    .see(
                            "state",
                            "state",
                            "resumed",
                            "detail",
                            how,
                            "from",
                            at(first).toString(),
                            "registry",
                            at(second).toString());
            assertEquals(0, peer.console().count("state", "state", "ended"));
            assertEquals(0, peer.console().count("state", "state", "offline"));
            assertEquals(0, peer.console().count("room-lost"));
        }
    }

    private void allIsAsItWas() {
        assertEquals(
                1, dana.sayToAll("lab3", "still here").getJsonArray("confirmed").size());
        omar.console().see("room-text", "text", "still here");
        dana.message("omar", "and here");
        omar.console().see("direct", "text", "and here");
        JsonObject members = dana.ask(Addresses.PEER_REGISTRY, "members", BusPeer.room("lab3"));
        assertEquals(2, members.getJsonArray("members").size());
        assertEquals("omar", dana.contactOf("omar").getString("user"));
    }

    @Test
    void whenTheRegistryGoesItsPeersResumeAtTheOther() {
        Await.await(first.registry().stop());
        bothResumed("gone");
        assertEquals(0, dana.console().count("state", "state", "retrying"), "one line is enough");
        allIsAsItWas();
    }

    @Test
    void peerMovesOnWithoutLosingMessages() {
        Await.await(first.registry().drain());
        bothResumed("closing");
        assertEquals(0, dana.console().count("state", "state", "retrying"));
        allIsAsItWas();
        Await.await(first.registry().stop());
        allIsAsItWas();
    }

    @Test
    void registryWithoutStoreSendsItsPeersOn() {
        first.link().freeze();
        bothResumed("closing");
        allIsAsItWas();
    }

    @Test
    void peersStayIfNoOtherRegistryTakesThem() {
        Await.await(second.registry().stop());
        first.link().freeze();
        Awaitility.await().until(() -> first.isMute());
        assertEquals(
                1,
                dana.sayToAll("lab3", "nobody is disturbed")
                        .getJsonArray("confirmed")
                        .size());
        first.link().mend();
        Awaitility.await().until(() -> !first.isMute());
        Awaitility.await().ignoreExceptions().until(() -> {
            assertTrue(dana.create("another").containsKey("room"));
            return true;
        });
        assertEquals(0, dana.console().count("state", "state", "ended"));
    }
}
