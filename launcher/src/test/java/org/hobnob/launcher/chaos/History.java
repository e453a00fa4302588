package org.hobnob.launcher.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hobnob.launcher.chaos.Operation.Kind;
import org.hobnob.launcher.chaos.Operation.Outcome;

/** All that clients asked of the registries, and what they were told. Thread-safe. */
final class History {
    private final Collection<Operation> operations = new ConcurrentLinkedQueue<>();

    void add(Operation operation) {
        operations.add(operation);
    }

    List<Operation> where(Predicate<Operation> condition) {
        return operations.stream().filter(condition).toList();
    }

    /** What was acknowledged so, by what it was about. */
    List<String> acknowledged(Kind kind) {
        return where(one -> one.is(kind, Outcome.DONE)).stream()
                .map(Operation::key)
                .distinct()
                .toList();
    }

    /** What no right registry can have told; empty where all is in order. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        Names accounts = new Names(Kind.REGISTER, Kind.FIND_ACCOUNT);
        by(one -> one.kind() == Kind.REGISTER || one.kind() == Kind.FIND_ACCOUNT, Operation::key)
                .forEach((name, about) -> accounts.complaint(about).ifPresent(complaints::add));
        Names rooms = new Names(Kind.CREATE, Kind.FIND_ROOM);
        by(one -> one.kind() == Kind.CREATE || one.kind() == Kind.FIND_ROOM, Operation::key)
                .forEach((name, about) -> rooms.complaint(about).ifPresent(complaints::add));
        by(one -> one.kind() == Kind.LOGIN || !one.user().isEmpty(), History::userOf)
                .forEach((user, about) -> Logins.complaint(user, about).ifPresent(complaints::add));
        return complaints;
    }

    private static String userOf(Operation operation) {
        return operation.kind() == Kind.LOGIN ? operation.key() : operation.user();
    }

    private Map<String, List<Operation>> by(Predicate<Operation> condition, Function<Operation, String> key) {
        return operations.stream()
                .filter(condition)
                .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
    }

    /** How much of what was told how often. */
    String summary() {
        return by(one -> true, one -> one.kind() + " " + one.outcome()).entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().size())
                .collect(Collectors.joining(", "));
    }
}
