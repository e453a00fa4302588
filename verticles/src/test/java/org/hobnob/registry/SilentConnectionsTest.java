package org.hobnob.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.hobnob.registry.door.DoorLimits;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RawClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that say nothing are closed soon where there are many, though each alone would have minutes. */
@Tag("slow")
class SilentConnectionsTest {
    private static final String PONG = "PONG <SUCCESS> <200>";
    private static final int MOST = 4;
    private static final int SOON_MS = 1;
    private static final int LATER_MS = 60_000;
    private static final long NS_PER_MS = 1_000_000;

    @TempDir
    private Path folder;

    private RegistryFixture start(int patienceMs) {
        return RegistryFixture.start(folder, new TestSettings().crowd(new DoorLimits.Crowd(MOST, patienceMs)));
    }

    private static List<RawClient> crowd(RegistryFixture registry) {
        return IntStream.rangeClosed(0, MOST)
                .mapToObj(i -> registry.closing(RawClient.connect(registry.port(), "127.0.0.2")))
                .toList();
    }

    @Test
    void crowdWithoutAHandshakeIsClosed() {
        try (RegistryFixture registry = start(SOON_MS)) {
            NativeClient speaker = registry.connect("127.0.0.3");
            assertEquals(PONG, speaker.ask("PING"));
            crowd(registry).forEach(RawClient::readToEnd);
            assertEquals(PONG, speaker.ask("PING"));
        }
    }

    /** The hand clock passes the time of the first byte; handshakes have a minute of real time. */
    @Test
    void crowdBehindItsHandshakeIsClosed() {
        try (RegistryFixture registry = start(LATER_MS)) {
            List<RawClient> silent = crowd(registry);
            silent.forEach(RawClient::shakeHands);
            Awaitility.await().until(() -> {
                registry.clock().addAndGet(LATER_MS / 10 * NS_PER_MS);
                return silent.stream().allMatch(RawClient::hasEnded);
            });
        }
    }
}
