package org.hobnob.registry;

import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.hobnob.protocol.keepalive.KeepAliveAsker.Reaction;
import org.hobnob.registry.keepalive.Patience;
import org.hobnob.testing.KeepAlivePeer;
import org.hobnob.testing.ManualClock;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Silence in a whole registry, with little patience. */
@Tag("slow")
class KeepAliveTest {
    private static final long SUSPECT_MS = 3_000;
    private static final long PROBE_MS = 2_000;

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private RegistryFixture registry;
    private String dana;
    private NativeClient silent;

    @BeforeEach
    void start() {
        Patience patience = new Patience(SUSPECT_MS, SUSPECT_MS, PROBE_MS);
        registry = RegistryFixture.start(
                folder, new TestSettings().patience(patience).clock(clock));
        dana = name("dana");
        silent = registry.newUser(dana);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void silentPeerIsProbed() {
        clock.advance(SUSPECT_MS - 50);
        assertTrue(silent.hasNoNotice());
        clock.advance(100);
        assertEquals("PROBE", silent.notice());
    }

    @Test
    void pingAnswersTheProbe() {
        clock.advance(SUSPECT_MS + 50);
        assertEquals("PROBE", silent.notice());
        assertEquals("PONG <SUCCESS> <200>", silent.ask("PING"));
        clock.advance(SUSPECT_MS - 50);
        assertTrue(silent.hasNoNotice());
        clock.advance(100);
        assertEquals("PROBE", silent.notice(), "alive, and silent again");
    }

    @Test
    void unansweredProbeMeansOffline() {
        NativeClient kept = keptByDatagrams();
        clock.advance(SUSPECT_MS + 50);
        assertEquals("PROBE", silent.notice());
        clock.advance(PROBE_MS + 50);
        assertEquals("SESSION_ENDED timeout", silent.notice());
        silent.awaitClosed();
        Awaitility.await()
                .until(
                        () -> kept.ask("SEARCH_USER " + dana),
                        "SEARCH_USER_RESPONSE <NOT_ONLINE> <300> reason=not-online"::equals);
    }

    @Test
    void datagramSetsHowLongAPeerMayBeSilent() {
        NativeClient kept = keptByDatagrams();
        clock.advance(SUSPECT_MS + 50);
        assertEquals("PROBE", silent.notice());
        assertTrue(kept.hasNoNotice());
    }

    /** A peer that may be silent for 30 s. */
    private NativeClient keptByDatagrams() {
        NativeClient kept = registry.newUser(name("kept"));
        KeepAlivePeer.open(registry.vertx(), registry.udpPort(), kept.credentials(), 30)
                .ask();
        return kept;
    }

    @Test
    void timedOutPeerIsToldByDatagramToo() {
        // Two seconds are the least that a peer can ask for.
        KeepAlivePeer peer = KeepAlivePeer.open(registry.vertx(), registry.udpPort(), silent.credentials(), 1);
        assertEquals(Reaction.HEARD, peer.ask());
        clock.advance(2_050);
        clock.advance(PROBE_MS + 50);
        assertEquals(Reaction.ENDED, peer.react(), "TIMEOUT");
        assertEquals(Reaction.ENDED, peer.ask(), "404 to a late question");
        silent.awaitClosed();
    }
}
