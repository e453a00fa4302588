package org.hobnob.launcher.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Does something bad to a registry, or to the store, waits, and makes it good again; by a seed. */
final class Troubles {
    private static final long KILLED_S = 4;
    private static final long PAUSED_S = 9;
    private static final long STORE_PAUSED_S = 3;
    private static final long QUIET_S = 4;
    private static final long ISOLATED_S = 9;
    /** The last one only where registries can be cut from each other. */
    private static final int SORTS = 5;

    private final Registries registries;
    private final RandomGenerator random;
    private final List<String> done = new ArrayList<>();

    Troubles(Registries registries, long seed) {
        this.registries = registries;
        random = new SplittableRandom(seed);
    }

    /** Each sort of trouble comes once before one comes again. */
    void make(long seconds) throws IOException, InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int i = 0; System.nanoTime() < endNs; i++) {
            TimeUnit.SECONDS.sleep(QUIET_S);
            int sorts = registries.site().canCut() ? SORTS : SORTS - 1;
            one(i % sorts, random.nextInt(registries.count()));
        }
        TimeUnit.SECONDS.sleep(QUIET_S);
    }

    private void one(int sort, int node) throws IOException, InterruptedException {
        switch (sort) {
            case 0 -> {
                done.add("kill " + node);
                registries.kill(node);
                TimeUnit.SECONDS.sleep(KILLED_S);
                registries.start(node);
                registries.awaitReady(node);
            }
            case 1 -> pause(node);
            case 2 -> {
                done.add("cut off " + node);
                registries.cutOff(node);
                TimeUnit.SECONDS.sleep(PAUSED_S);
                registries.reconnect(node);
            }
            case 3 -> {
                done.add("pause the store");
                registries.pauseStore();
                TimeUnit.SECONDS.sleep(STORE_PAUSED_S);
                registries.wakeStore();
            }
            default -> {
                done.add("cut " + node + " off from the other registries");
                registries.isolate(node);
                TimeUnit.SECONDS.sleep(ISOLATED_S);
                registries.site().heal();
            }
        }
    }

    void pause(int node) throws IOException, InterruptedException {
        done.add("pause " + node);
        registries.pause(node);
        TimeUnit.SECONDS.sleep(PAUSED_S);
        registries.wake(node);
        TimeUnit.SECONDS.sleep(QUIET_S);
    }

    /** No trouble at all. */
    void none(long seconds) throws InterruptedException {
        TimeUnit.SECONDS.sleep(seconds);
    }

    List<String> done() {
        return done;
    }
}
