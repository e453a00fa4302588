package org.hobnob.protocol.file;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.retry.Backoff;

/** When whom to tell, and when to fetch from whom: one message at a time to each user, and waits after failures. */
final class Courier<K> {
    private static final class Waiting {
        private final Backoff backoff;
        private long notBeforeMs = Long.MIN_VALUE;

        Waiting(RandomGenerator random) {
            backoff = new Backoff(FileLimits.FIRST_RETRY_MS, FileLimits.LONGEST_RETRY_MS, random);
        }
    }

    private final RandomGenerator random;
    private final Map<K, Waiting> waiting = new HashMap<>();
    private final Set<K> busy = new HashSet<>();

    Courier(RandomGenerator random) {
        this.random = random;
    }

    /** Returns whether it may be tried now. */
    boolean isFree(K whom, long nowMs) {
        Waiting wait = waiting.get(whom);
        return !busy.contains(whom) && (wait == null || nowMs >= wait.notBeforeMs);
    }

    boolean isBusy(K whom) {
        return busy.contains(whom);
    }

    int busy() {
        return busy.size();
    }

    void begun(K whom) {
        busy.add(whom);
    }

    void worked(K whom) {
        busy.remove(whom);
        waiting.remove(whom);
    }

    void failed(K whom, long nowMs) {
        busy.remove(whom);
        Waiting wait = waiting.computeIfAbsent(whom, fresh -> new Waiting(random));
        wait.notBeforeMs = nowMs + wait.backoff.nextMs();
    }

    /** There is a sign that a try would work now. */
    void hurry(K whom) {
        waiting.remove(whom);
    }

    /** Keeps only what is still wanted. */
    void keep(Set<K> wanted) {
        waiting.keySet().retainAll(wanted);
    }
}
