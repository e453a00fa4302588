package org.hobnob.registry;

import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.hobnob.protocol.keepalive.KeepAliveAsker.Reaction;
import org.hobnob.registry.keepalive.Patience;
import org.hobnob.testing.KeepAlivePeer;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Silence in a whole registry, with little patience. */
@Tag("slow")
class KeepAliveTest {
    private static final long SUSPECT_MS = 300;

    @TempDir
    Path folder;

    @Test
    void theSilentOneIsProbedSavedByAPingAndOfflineWithoutOneAndDatagramsKeepAnother() {
        String dana = name("dana");
        // Time enough to answer on a slow machine: the one who answers must not be lost.
        try (RegistryFixture registry = RegistryFixture.start(
                folder, new TestSettings().patience(new Patience(SUSPECT_MS, SUSPECT_MS, 2_500)))) {
            NativeClient kept = registry.newUser(name("kept"));
            KeepAlivePeer.open(registry.vertx(), registry.udpPort(), kept.credentials(), 30)
                    .ask();
            NativeClient silent = registry.newUser(dana);
            assertEquals("PROBE", silent.notice());
            assertEquals("PONG <SUCCESS> <200>", silent.ask("PING"));
            assertEquals("PROBE", silent.notice(), "alive, and silent again");

            assertEquals("SESSION_ENDED timeout", silent.notice());
            silent.awaitClosed();
            Awaitility.await()
                    .until(
                            () -> kept.ask("SEARCH_USER " + dana),
                            "SEARCH_USER_RESPONSE <NOT_ONLINE> <300> reason=not-online"::equals);
        }
    }

    @Test
    void theTimedOutOneIsToldOverUdpToo() {
        try (RegistryFixture registry = RegistryFixture.start(
                folder, new TestSettings().patience(new Patience(SUSPECT_MS, SUSPECT_MS, 1_500)))) {
            NativeClient client = registry.newUser(name("dana"));
            // Two seconds are the least that a peer can ask for.
            KeepAlivePeer peer = KeepAlivePeer.open(registry.vertx(), registry.udpPort(), client.credentials(), 1);
            assertEquals(Reaction.HEARD, peer.ask());
            assertEquals(Reaction.ENDED, peer.react(), "TIMEOUT");
            assertEquals(Reaction.ENDED, peer.ask(), "404 to a late question");
            client.awaitClosed();
        }
    }
}
