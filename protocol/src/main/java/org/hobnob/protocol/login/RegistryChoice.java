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
 * Chooses which of several registries to try next. They are tried in rounds, each once per round. Those announced
 * last come before those known only from earlier, in an order drawn at random by each peer, so that the peers of a
 * registry that dies spread over the others. Not thread-safe.
 */
final class RegistryChoice {
    /** More than any cluster has, and few enough to try all of them. */
    static final int MOST = 32;

    private final RandomGenerator random;
    private final Set<HostPort> known;
    /** Known registries that showed another key when last seen and have not been announced since. */
    private final Set<HostPort> otherKey = new HashSet<>();

    private List<HostPort> told = List.of();
    private Deque<HostPort> round = new ArrayDeque<>();

    /** @param named the order in which to try at first; at least one */
    RegistryChoice(List<HostPort> named, RandomGenerator random) {
        this.random = random;
        known = new LinkedHashSet<>(named);
    }

    /** Sets the announced addresses; returns whether any of them was unknown. */
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

    /** Returns all known registries, those announced last first. */
    List<HostPort> all() {
        List<HostPort> all = new ArrayList<>(told);
        known.stream().filter(address -> !told.contains(address)).forEach(all::add);
        return all;
    }

    /** Starts a round in the order in which they were named. */
    void begin() {
        round = new ArrayDeque<>(known);
    }

    /** Starts a round with all other registries, and the lost one last. */
    void beginWithout(HostPort lost) {
        beginWithOthers(lost);
        if (known.contains(lost)) {
            round.add(lost);
        }
    }

    /** Starts a round with the other announced registries, in case one of them accepts the peer. */
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

    /** Returns the next registry of the round; empty if all have been tried. */
    Optional<HostPort> next() {
        return Optional.ofNullable(round.poll());
    }

    /** Returns whether the round has more registries. */
    boolean hasNext() {
        return !round.isEmpty();
    }

    /** The address shows another key, so it is not tried again unless it is the last one known. */
    void showsOtherKey(HostPort other) {
        if (known.size() > 1) {
            known.remove(other);
            told = told.stream().filter(address -> !address.equals(other)).toList();
        } else {
            otherKey.add(other);
        }
        round.remove(other);
    }

    /** The address shows the registry's key. */
    void showsRightKey(HostPort registry) {
        otherKey.remove(registry);
    }

    /** Another key is trusted now, so earlier observations are void. */
    void keyTrusted() {
        otherKey.clear();
    }

    /** Returns whether every known registry showed another key when last seen. */
    boolean allShowOtherKey() {
        return otherKey.containsAll(known);
    }

    /** Returns whether any registry other than this one is known. */
    boolean hasOthers(HostPort than) {
        return known.stream().anyMatch(address -> !address.equals(than));
    }
}
