package org.hobnob.launcher.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hobnob.testing.NativeClient;

/** Looks again and again, at one registry, whether a user who never goes is said to be online. One thread's. */
final class Sightings implements Runnable {
    private static final int TIMEOUT_MS = 3_000;
    private static final long LOOK_MS = 100;

    private final String self;
    private final String watched;
    private final Registries registries;
    private final int node;
    private final AtomicBoolean over;
    private long offlineSinceNs;
    private boolean isOffline;
    private volatile long seen;
    private volatile long longestOfflineMs;
    private volatile boolean unknown;

    /**
     * @param self as whom it looks; an account that nobody else uses
     * @param node which of the registries it asks
     */
    Sightings(String self, String watched, Registries registries, int node, AtomicBoolean over) {
        this.self = self;
        this.watched = watched;
        this.registries = registries;
        this.node = node;
        this.over = over;
    }

    @Override
    public void run() {
        while (!over.get()) {
            try (NativeClient peer = registries.connect(node, TIMEOUT_MS)) {
                // A registry in trouble may refuse the login, and is asked again.
                boolean in = peer.login(self).contains("<200>");
                while (in && !over.get()) {
                    look(peer.ask("SEARCH_USER " + watched));
                    TimeUnit.MILLISECONDS.sleep(LOOK_MS);
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            } catch (UncheckedIOException e) {
                // The registry is in trouble: what it would say counts when it says it.
                isOffline = false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void look(String reply) {
        if (reply.contains("<200>")) {
            seen++;
            isOffline = false;
        } else if (reply.contains("reason=not-online")) {
            long nowNs = System.nanoTime();
            offlineSinceNs = isOffline ? offlineSinceNs : nowNs;
            isOffline = true;
            longestOfflineMs = Math.max(longestOfflineMs, TimeUnit.NANOSECONDS.toMillis(nowNs - offlineSinceNs));
        } else if (reply.contains("reason=no-such-user")) {
            unknown = true;
        }
    }

    @Override
    public String toString() {
        return watched + " seen " + seen + " times at " + node + ", said to be offline for " + longestOfflineMs
                + " ms at most";
    }

    /** Fails where the user was never seen, said to be unknown, or said to be offline for longer than that. */
    void assertNeverOfflineFor(long ms) {
        assertTrue(seen > 0, () -> watched + " never seen");
        assertTrue(!unknown, () -> watched + ", an account that exists, was said not to");
        assertTrue(longestOfflineMs <= ms, () -> watched + " offline for " + longestOfflineMs + " ms");
    }
}
