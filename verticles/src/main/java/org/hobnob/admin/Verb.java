package org.hobnob.admin;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One thing that administrators can ask for.
 *
 * @param name one or two words with a blank between them, as typed
 * @param takes its arguments, in the order typed
 * @param who may ask for it
 * @param effect whether it changes anything, so that it is audited
 * @param question what a person is asked before it is done; empty if it does no harm
 * @param gives how the answer reads
 * @param help one line: what it does
 */
public record Verb(
        String name,
        List<Parameter> takes,
        Who who,
        Effect effect,
        Optional<String> question,
        Answer gives,
        String help) {
    /** Who may ask for a verb. */
    public enum Who {
        /** Whoever owns the registry's data folder, and accounts with the admin role. */
        ADMIN,
        /** Whoever owns the data folder, at the socket. */
        OWNER,
        /** Every user, for oneself. */
        ANYBODY
    }

    /** What a verb does. */
    public enum Effect {
        READS,
        CHANGES
    }

    /**
     * How an answer reads.
     *
     * @param columns of a list: the fields of each row; empty if it is no list
     * @param sentence what is said, with fields of request and answer in braces; empty if the fields are shown
     */
    public record Answer(List<String> columns, Optional<String> sentence) {
        public boolean isList() {
            return !columns.isEmpty();
        }
    }

    public Verb {
        Objects.requireNonNull(name, "name");
        takes = List.copyOf(takes);
        Objects.requireNonNull(help, "help");
    }

    /** A verb that reads and shows the fields of its answer. */
    static Verb reads(String name, String takes, String help) {
        return new Verb(
                name,
                parameters(takes),
                Who.ADMIN,
                Effect.READS,
                Optional.empty(),
                new Answer(List.of(), Optional.empty()),
                help);
    }

    /** A verb that changes something, and the sentence that says so. */
    static Verb changes(String name, String takes, String sentence, String help) {
        return new Verb(
                name,
                parameters(takes),
                Who.ADMIN,
                Effect.CHANGES,
                Optional.empty(),
                new Answer(List.of(), Optional.of(sentence)),
                help);
    }

    private static List<Parameter> parameters(String takes) {
        return takes.isEmpty()
                ? List.of()
                : Arrays.stream(takes.split(" ")).map(Parameter::of).toList();
    }

    /** The same with rows in its answer, of which these fields are shown. */
    Verb rows(String columns) {
        return new Verb(
                name, takes, who, effect, question, new Answer(List.of(columns.split(" ")), Optional.empty()), help);
    }

    /** The same, which asks before it is done. */
    Verb asking(String text) {
        return new Verb(name, takes, who, effect, Optional.of(text), gives, help);
    }

    /** The same, which shows the fields of its answer. */
    Verb fields() {
        return new Verb(name, takes, who, effect, question, new Answer(List.of(), Optional.empty()), help);
    }

    /** The same, for everybody who is logged in. */
    Verb ofAnybody() {
        return new Verb(name, takes, Who.ANYBODY, effect, question, gives, help);
    }

    /** The same, for the owner alone. */
    Verb ofOwner() {
        return new Verb(name, takes, Who.OWNER, effect, question, gives, help);
    }

    /** How it is called in JSON and on the bus: {@code user.list}. */
    public String action() {
        return name.replace(' ', '.');
    }

    public boolean changes() {
        return effect == Effect.CHANGES;
    }

    /** Name and arguments, as they are typed. */
    public String usage() {
        String arguments = takes.stream()
                .filter(one -> one.kind() != Parameter.Kind.HIDDEN)
                .map(one -> " " + one.usage())
                .collect(Collectors.joining());
        return name + arguments + (question.isPresent() ? " [--yes]" : "");
    }

    /** The question with the arguments in their places; empty if nothing is asked. */
    public Optional<String> question(JsonObject args) {
        return question.map(text -> VerbText.filled(text, args));
    }

    /** What is wrong with the arguments; empty if nothing is. */
    public Optional<String> fault(JsonObject args) {
        for (Parameter one : takes) {
            Object value = args.getValue(one.name());
            if (value == null && one.isRequired()) {
                return Optional.of(one.label() + " is missing: " + usage());
            }
            if (value != null && !holds(one, value)) {
                return Optional.of((one.label().isEmpty() ? "--" + one.name() : one.label()) + " must be "
                        + (one.isNumber() ? "a whole number" : "a text") + ": " + usage());
            }
        }
        return args.fieldNames().stream()
                .filter(name -> takes.stream().noneMatch(one -> one.name().equals(name)))
                .findFirst()
                .map(name -> "'" + name + "' is no argument of: " + usage());
    }

    private static boolean holds(Parameter one, Object value) {
        if (one.kind() == Parameter.Kind.FLAG) {
            return value instanceof Boolean;
        }
        return one.isNumber()
                ? value instanceof Number number && number.doubleValue() == number.intValue()
                : value instanceof String;
    }
}
