package org.hobnob.protocol.login;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.message.value.HostPort;

/**
 * Which of several registries to try next. They are tried in rounds, each once; those that were told last come before those
 * that were only known earlier, in an order drawn for this peer, so that the peers of one that dies spread over the others.
 * Not thread-safe.
 */
final class RegistryChoice {
    /** More than any cluster has, and few enough to be tried. */
    static final int MOST = 32;

    private final RandomGenerator random;
    private final Set<HostPort> known;
    /** Those of the known that showed another key when they were last seen, and were not told since. */
    private final Set<HostPort> otherKey = new HashSet<>();

    private List<HostPort> told = List.of();
    private Deque<HostPort> round = new ArrayDeque<>();

    /** @param named in the order to be tried first; at least one */
    RegistryChoice(List<HostPort> named, RandomGenerator random) {
        this.random = random;
        known = new LinkedHashSet<>(named);
    }

    /** Takes note of where the registries are now; whether any of them was not known. */
    boolean learn(List<HostPort> addresses) {
        told = List.copyOf(addresses);
        boolean news = known.addAll(told);
        List<HostPort> oldest =
                known.stream().filter(address -> !told.contains(address)).toList();
        oldest.stream().limit(Math.max(0, known.size() - MOST)).forEach(known::remove);
        otherKey.retainAll(known);
        told.forEach(otherKey::remove);
        return news;
    }

    /** All that are known, those told last first. */
    List<HostPort> all() {
        List<HostPort> all = new ArrayList<>(told);
        known.stream().filter(address -> !told.contains(address)).forEach(all::add);
        return all;
    }

    /** Begins a round in the order in which they were named. */
    void begin() {
        round = new ArrayDeque<>(known);
    }

    /** Begins a round with all others than the one that is lost, and that one at last. */
    void beginWithout(HostPort lost) {
        beginWithOthers(lost);
        if (known.contains(lost)) {
            round.add(lost);
        }
    }

    /** Begins a round with those others that were told last, in case one of them takes the peer. */
    void beginWithOthers(HostPort left) {
        List<HostPort> present = new ArrayList<>(told);
        List<HostPort> earlier = new ArrayList<>(known);
        earlier.removeAll(told);
        shuffle(present);
        shuffle(earlier);
        round = new ArrayDeque<>(present);
        round.addAll(earlier);
        round.remove(left);
    }

    private void shuffle(List<HostPort> addresses) {
        for (int i = addresses.size() - 1; i > 0; i--) {
            Collections.swap(addresses, i, random.nextInt(i + 1));
        }
    }

    /** The next of the round; empty where each has been tried. */
    Optional<HostPort> next() {
        return Optional.ofNullable(round.poll());
    }

    /** Whether the round has more. */
    boolean hasNext() {
        return !round.isEmpty();
    }

    /** It shows another key, so it is another registry and is not tried again, unless it is the last one known. */
    void showsOtherKey(HostPort other) {
        if (known.size() > 1) {
            known.remove(other);
            told = told.stream().filter(address -> !address.equals(other)).toList();
        } else {
            otherKey.add(other);
        }
        round.remove(other);
    }

    /** It shows the registry's key. */
    void showsRightKey(HostPort registry) {
        otherKey.remove(registry);
    }

    /** Another key is trusted from now on: what was seen before says nothing any more. */
    void keyTrusted() {
        otherKey.clear();
    }

    /** Whether every registry that is known showed another key when it was last seen. */
    boolean allShowOtherKey() {
        return otherKey.containsAll(known);
    }

    /** Whether there is any other than this one. */
    boolean hasOthers(HostPort than) {
        return known.stream().anyMatch(address -> !address.equals(than));
    }
}
