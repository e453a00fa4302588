package org.hobnob.launcher.chaos;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hobnob.launcher.RawPeer;

/** Looks again and again, at one registry, whether a user who never goes is said to be online. One thread's. */
final class Sightings implements Runnable {
    private static final int TIMEOUT_MS = 3_000;
    private static final long LOOK_MS = 100;

    private final String self;
    private final String watched;
    private final int port;
    private final AtomicBoolean over;
    private long offlineSinceNs;
    private boolean isOffline;
    private volatile long seen;
    private volatile long longestOfflineMs;
    private volatile boolean unknown;

    /**
     * @param self as whom it looks; an account that nobody else uses
     * @param port where the registry is
     */
    Sightings(String self, String watched, int port, AtomicBoolean over) {
        this.self = self;
        this.watched = watched;
        this.port = port;
        this.over = over;
    }

    @Override
    public void run() {
        while (!over.get()) {
            try (RawPeer peer = new RawPeer(port, TIMEOUT_MS)) {
                peer.login(self);
                while (!over.get()) {
                    look(peer.ask("SEARCH_USER " + watched));
                    TimeUnit.MILLISECONDS.sleep(LOOK_MS);
                }
            } catch (IOException | GeneralSecurityException e) {
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

    long seen() {
        return seen;
    }

    long longestOfflineMs() {
        return longestOfflineMs;
    }

    /** Whether it was ever said that there is no such account. */
    boolean wasUnknown() {
        return unknown;
    }
}
