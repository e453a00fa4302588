package org.hobnob.launcher.chaos;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hobnob.launcher.Launched;

/** One peer goes on talking to another, whatever becomes of the registries. One thread's. */
final class Talk implements Runnable {
    private static final long PAUSE_MS = 250;

    private final Launched peer;
    private final String to;
    private final AtomicBoolean over;
    private volatile int said;

    Talk(Launched peer, String to, AtomicBoolean over) {
        this.peer = peer;
        this.to = to;
        this.over = over;
    }

    @Override
    public void run() {
        try {
            while (!over.get()) {
                peer.type("/msg " + to + " line " + said);
                said++;
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
        } catch (IOException e) {
            throw new AssertionError("the peer takes no input any more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int said() {
        return said;
    }
}
