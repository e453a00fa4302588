package org.hobnob.registry.rules.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Two registries that want one user, a store that is right and slow, pauses at any step, clocks that run at different
 * speeds: nobody acknowledges anything for the user once another has taken it over. Each planted fault is found.
 */
class LeaseSimulationTest {
    private static final int SEEDS = 500;
    private static final long STEP_MS = 50;
    private static final int STEPS = 2_400;

    /** What is built wrongly. */
    private enum Fault {
        NONE,
        LEASE_NOT_CHECKED_AFTER_A_PAUSE,
        LEASE_FROM_THE_ANSWER_ON,
        LEASE_LONGER_THAN_THE_OTHERS_WAIT,
        TAKEN_WITHOUT_REMOVING_THE_NODE
    }

    /** The truth. */
    private static final class Store {
        private final Map<String, Long> beats = new HashMap<>();
        private String holder = "a";
        private int takeovers;
    }

    /** A write on its way: taken by the store at one time, answered at a later one. */
    private static final class Renewal {
        private final long sentNs;
        private final long takenMs;
        private final long answeredMs;
        private boolean isTaken;
        private boolean isKnown;

        Renewal(long sentNs, long takenMs, long answeredMs) {
            this.sentNs = sentNs;
            this.takenMs = takenMs;
            this.answeredMs = answeredMs;
        }
    }

    private static final class Registry {
        private final String name;
        private final String other;
        private final Store store;
        private final Random random;
        private final Fault fault;
        private final double clockSpeed;
        private final OwnLease lease;
        private final NodeLeases others = new NodeLeases(ns(5_000), ns(2_500));
        private Optional<Renewal> renewal = Optional.empty();
        private long pausedUntilMs;
        private long beatDueMs;
        private long lookDueMs;
        private boolean begun;
        private boolean acts;

        Registry(String name, String other, Store store, Random random, Fault fault) {
            this.name = name;
            this.other = other;
            this.store = store;
            this.random = random;
            this.fault = fault;
            clockSpeed = 0.95 + random.nextDouble() / 10;
            lease = new OwnLease(ns(fault == Fault.LEASE_LONGER_THAN_THE_OTHERS_WAIT ? 8_000 : 4_000));
            acts = name.equals("a");
            store.beats.put(name, 1L);
            lease.renewed(nowNs(0));
        }

        private static long ns(long ms) {
            return ms * 1_000_000;
        }

        private long nowNs(long nowMs) {
            return (long) (ns(nowMs) * clockSpeed);
        }

        /** The store goes on while a registry is paused. */
        void storeStep(long nowMs) {
            renewal.filter(sent -> !sent.isTaken && nowMs >= sent.takenMs).ifPresent(sent -> {
                sent.isTaken = true;
                sent.isKnown = store.beats.computeIfPresent(name, (node, beat) -> beat + 1) != null;
            });
        }

        /** One step; what was acknowledged wrongly, where anything was. */
        Optional<String> step(long nowMs) {
            if (nowMs < pausedUntilMs) {
                return Optional.empty();
            }
            // A change begun before a pause is acknowledged behind it, before anything else happens.
            Optional<String> wrong = acknowledge(nowMs);
            if (random.nextInt(200) == 0) {
                pausedUntilMs = nowMs + random.nextInt(12_000);
            } else {
                hear(nowMs);
                send(nowMs);
                look(nowMs);
            }
            return wrong;
        }

        private Optional<String> acknowledge(long nowMs) {
            boolean acknowledged =
                    begun && (fault == Fault.LEASE_NOT_CHECKED_AFTER_A_PAUSE || lease.holds(nowNs(nowMs)));
            begun = acts && lease.holds(nowNs(nowMs));
            return acknowledged && !store.holder.equals(name)
                    ? Optional.of(name + " acknowledged at " + nowMs + " ms what was not its own any more")
                    : Optional.empty();
        }

        private void hear(long nowMs) {
            renewal.filter(sent -> sent.isTaken && nowMs >= sent.answeredMs).ifPresent(sent -> {
                renewal = Optional.empty();
                if (sent.isKnown) {
                    lease.renewed(fault == Fault.LEASE_FROM_THE_ANSWER_ON ? nowNs(nowMs) : sent.sentNs);
                } else {
                    acts = store.holder.equals(name);
                    store.beats.put(name, 1L);
                    lease.renewed(nowNs(nowMs));
                }
            });
        }

        private void send(long nowMs) {
            if (nowMs >= beatDueMs && renewal.isEmpty()) {
                long takenMs = nowMs + random.nextInt(random.nextInt(20) == 0 ? 6_000 : 100);
                renewal = Optional.of(new Renewal(nowNs(nowMs), takenMs, takenMs + random.nextInt(2_000)));
                beatDueMs = nowMs + 1_000;
            }
        }

        private void look(long nowMs) {
            if (nowMs < lookDueMs) {
                return;
            }
            lookDueMs = nowMs + 1_000;
            Map<String, Long> seen = new HashMap<>(store.beats);
            seen.remove(name);
            others.observe(seen, nowNs(nowMs));
            boolean dead = others.newlyDead(nowNs(nowMs)).contains(other);
            if (dead && lease.holds(nowNs(nowMs))) {
                takeOver();
            }
        }

        private void takeOver() {
            if (fault != Fault.TAKEN_WITHOUT_REMOVING_THE_NODE) {
                store.beats.remove(other);
            }
            if (store.holder.equals(other)) {
                store.holder = name;
                store.takeovers++;
                acts = true;
            }
        }
    }

    /** What went wrong first in the world of that seed; the number of takeovers is added. */
    private static Optional<String> run(long seed, Fault fault, int[] takeovers) {
        Random random = new Random(seed);
        Store store = new Store();
        Registry a = new Registry("a", "b", store, random, fault);
        Registry b = new Registry("b", "a", store, random, fault);
        Optional<String> wrong = Optional.empty();
        for (int step = 0; step < STEPS && wrong.isEmpty(); step++) {
            long nowMs = step * STEP_MS;
            a.storeStep(nowMs);
            b.storeStep(nowMs);
            wrong = a.step(nowMs).or(() -> b.step(nowMs));
        }
        takeovers[0] += store.takeovers;
        return wrong;
    }

    @Test
    void nobodyAcknowledgesWhatAnotherHasTakenOver() {
        int[] takeovers = new int[1];
        for (long seed = 0; seed < SEEDS; seed++) {
            assertEquals(Optional.empty(), run(seed, Fault.NONE, takeovers), "seed " + seed);
        }
        assertTrue(takeovers[0] > SEEDS, "too few takeovers to say anything: " + takeovers[0]);
    }

    @Test
    void everyPlantedFaultIsFound() {
        for (Fault fault : Fault.values()) {
            Optional<Long> found = LongStream.range(0, SEEDS)
                    .boxed()
                    .filter(seed -> run(seed, fault, new int[1]).isPresent())
                    .findFirst();
            assertEquals(fault != Fault.NONE, found.isPresent(), fault.name());
            found.ifPresent(seed -> System.out.println(fault + ": seed " + seed + ", "
                    + run(seed, fault, new int[1]).orElseThrow()));
        }
    }
}
