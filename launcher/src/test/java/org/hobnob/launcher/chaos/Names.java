package org.hobnob.launcher.chaos;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hobnob.launcher.chaos.Operation.Kind;
import org.hobnob.launcher.chaos.Operation.Outcome;

/**
 * Whether what was told of one name that can be taken once is linearizable: there is an order of all that was asked, in
 * keeping with the times of questions and answers, in which each answer is right. Searched after Wing and Gong, 1993.
 */
final class Names {
    private final Kind take;
    private final Kind find;

    /**
     * @param take takes the name
     * @param find looks whether it is taken
     */
    Names(Kind take, Kind find) {
        this.take = take;
        this.find = find;
    }

    /** @param operations all about one name; what is wrong with them, empty where nothing is */
    Optional<String> complaint(List<Operation> operations) {
        List<Operation> relevant = operations.stream()
                .filter(one -> (one.kind() == take || one.kind() == find) && one.outcome() != Outcome.REFUSED)
                .filter(one -> one.kind() != find || one.outcome() != Outcome.UNKNOWN)
                .toList();
        return isLinearizable(relevant, new BitSet(), false, new HashSet<>())
                ? Optional.empty()
                : Optional.of("no order makes these answers right: " + relevant);
    }

    private record Seen(BitSet done, boolean taken) {}

    private boolean isLinearizable(List<Operation> all, BitSet done, boolean taken, Set<Seen> seen) {
        if (!seen.add(new Seen((BitSet) done.clone(), taken))) {
            return false;
        }
        List<Integer> next = next(all, done);
        if (next.stream().allMatch(index -> all.get(index).outcome() == Outcome.UNKNOWN)) {
            // What nobody had an answer to need not have happened.
            return true;
        }
        for (int index : next) {
            for (boolean after : results(all.get(index), taken)) {
                BitSet with = (BitSet) done.clone();
                with.set(index);
                if (isLinearizable(all, with, after, seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What may come next: asked before anything else that is left was answered. */
    private static List<Integer> next(List<Operation> all, BitSet done) {
        long firstAnswerNs = Long.MAX_VALUE;
        for (int i = done.nextClearBit(0); i < all.size(); i = done.nextClearBit(i + 1)) {
            firstAnswerNs = Math.min(firstAnswerNs, answeredNs(all.get(i)));
        }
        List<Integer> next = new ArrayList<>();
        for (int i = done.nextClearBit(0); i < all.size(); i = done.nextClearBit(i + 1)) {
            if (all.get(i).startNs() <= firstAnswerNs) {
                next.add(i);
            }
        }
        return next;
    }

    private static long answeredNs(Operation operation) {
        return operation.outcome() == Outcome.UNKNOWN ? Long.MAX_VALUE : operation.endNs();
    }

    /** Whether the name may be taken after the operation; nothing where its answer is wrong here. */
    private List<Boolean> results(Operation operation, boolean taken) {
        boolean isTake = operation.kind() == take;
        return switch (operation.outcome()) {
            case DONE -> isTake ? (taken ? List.of() : List.of(true)) : (taken ? List.of(true) : List.of());
            case TAKEN -> isTake ? (taken ? List.of(true) : List.of()) : (taken ? List.of() : List.of(false));
            default -> taken ? List.of(true) : List.of(true, false);
        };
    }
}
