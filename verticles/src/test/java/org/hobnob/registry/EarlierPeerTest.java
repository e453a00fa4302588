package org.hobnob.registry;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.registry.store.embedded.StoreRefusedException;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Earlier peers at one of several registries that then closes (SPEC 4.9): one from before there were several, and one from
 * before capabilities and challenges at login.
 */
@Tag("slow")
class EarlierPeerTest {
    @TempDir
    Path folder;

    private EmbeddedStore store;
    private RegistryFixture here;
    private RegistryFixture there;

    @BeforeEach
    void start() throws StoreRefusedException {
        store = EmbeddedStore.open(folder, "127.0.0.1", 0);
        here = RegistryFixture.sharing(store, folder);
        there = RegistryFixture.sharing(store, folder);
    }

    @AfterEach
    void stop() {
        here.close();
        there.close();
        store.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22", "2026-11-30"})
    void itIsServedThroughADrainAndGoesOnAtAnother(String day) {
        NativeClient line = here.connect();
        EarlierPeer dana = new EarlierPeer(Transcript.of(day), line);
        dana.play("signs up and logs in").play("makes a room");
        NativeClient omar = here.newUser("omar");
        assertTrue(omar.ask("JOIN_CHAT_ROOM lab3 - 1").startsWith("JOIN <SUCCESS>"));
        dana.play("omar joins").play("looks around");
        Awaitility.await().until(() -> line.registries().contains(":" + there.port()));

        Future<Void> drained = here.registry().drain();
        omar.ask("ROOM_EXIT omar lab3");
        omar.ask("JOIN_CHAT_ROOM lab3 - 1");
        dana.play("omar leaves and joins again").play("looks around").play("removes omar");
        assertEquals(List.of("MOVE_ON"), dana.passedOver());
        assertFalse(drained.isComplete(), "it waits for those who do not move on");

        await(here.registry().stop());
        dana.play("is told that the registry closes");
        line.awaitClosed();
        // On a busy machine it may be mute for a moment.
        String resume = "RESUME " + omar.credentials().token().text();
        Awaitility.await().until(() -> there.connect().ask(resume).startsWith("AUTH <SUCCESS>"));
        dana.over(there.connect());
        dana.play("resumes").play("leaves, and logs in once more");
    }
}
