package org.hobnob.launcher.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hobnob.launcher.chaos.Operation.Kind;
import org.hobnob.launcher.chaos.Operation.Outcome;

/**
 * Whether a user was logged in twice. A login certainly held from its acknowledgement until the last change that was
 * asked for in it and acknowledged; two such times must not overlap. When a registry dies, its logins end unnoticed, and
 * no change is acknowledged in them any more.
 */
final class Logins {
    private record Held(int client, long fromNs, long toNs) {
        boolean overlaps(Held other) {
            return fromNs < other.toNs && other.fromNs < toNs;
        }
    }

    private Logins() {}

    /** @param operations all that concerns one user; what is wrong with them, empty where nothing is */
    static Optional<String> complaint(String user, List<Operation> operations) {
        List<Held> held = held(user, operations);
        for (int i = 0; i < held.size(); i++) {
            for (int j = i + 1; j < held.size(); j++) {
                if (held.get(i).overlaps(held.get(j))) {
                    return Optional.of(user + " was logged in twice: " + held.get(i) + ", " + held.get(j));
                }
            }
        }
        return Optional.empty();
    }

    private static List<Held> held(String user, List<Operation> operations) {
        List<Held> all = new ArrayList<>();
        Map<Integer, Held> open = new HashMap<>();
        operations.stream().sorted(Comparator.comparingLong(Operation::startNs)).forEach(one -> {
            if (one.is(Kind.LOGIN, Outcome.DONE) && one.key().equals(user)) {
                all.add(new Held(one.client(), one.endNs(), one.endNs()));
                open.put(one.client(), all.get(all.size() - 1));
            } else if (one.outcome() == Outcome.DONE && one.user().equals(user) && open.containsKey(one.client())) {
                Held before = open.get(one.client());
                Held longer = new Held(one.client(), before.fromNs(), Math.max(before.toNs(), one.startNs()));
                all.set(all.indexOf(before), longer);
                open.put(one.client(), longer);
            }
        });
        return all;
    }
}
