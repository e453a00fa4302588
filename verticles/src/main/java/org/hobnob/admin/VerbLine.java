package org.hobnob.admin;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A verb with its arguments, as a person types it in one line: {@code user disable dana --yes}. Words that hold blanks stand in
 * quotation marks.
 *
 * @param args by the names of the verb's parameters
 * @param isConfirmed whether {@code --yes} was given
 */
public record VerbLine(Verb verb, JsonObject args, boolean isConfirmed) {
    /** Thrown for a line that is no verb; the message says what is wrong, for the person who typed it. */
    public static final class NoVerbException extends Exception {
        private static final long serialVersionUID = 1L;

        NoVerbException(String message) {
            super(message);
        }
    }

    private static final String YES = "--yes";

    /**
     * Reads a line.
     *
     * @throws NoVerbException if there is no such verb, or its arguments are wrong
     */
    public static VerbLine read(String line) throws NoVerbException {
        Deque<String> words = new ArrayDeque<>(words(line));
        Verb verb = verb(words);
        boolean isConfirmed = words.remove(YES);
        JsonObject args = arguments(verb, words);
        Optional<String> fault = verb.fault(args);
        if (fault.isPresent()) {
            throw new NoVerbException(fault.get());
        }
        return new VerbLine(verb, args, isConfirmed);
    }

    private static Verb verb(Deque<String> words) throws NoVerbException {
        if (words.isEmpty()) {
            throw new NoVerbException("the verbs are: " + names());
        }
        String first = words.removeFirst();
        Optional<Verb> two = words.isEmpty() ? Optional.empty() : VerbTable.find(first + " " + words.getFirst());
        if (two.isPresent()) {
            words.removeFirst();
            return two.get();
        }
        return VerbTable.find(first)
                .filter(verb -> !first.contains("."))
                .orElseThrow(
                        () -> new NoVerbException("no such verb: " + first + "; the verbs are: " + beginning(first)));
    }

    /** The verbs of that first word, if there are any; else all. */
    private static String beginning(String first) {
        String some = VerbTable.ROWS.stream()
                .map(Verb::name)
                .filter(name -> name.startsWith(first + " "))
                .collect(Collectors.joining(", "));
        return some.isEmpty() ? names() : some;
    }

    private static String names() {
        return VerbTable.ROWS.stream().map(Verb::name).collect(Collectors.joining(", "));
    }

    private static JsonObject arguments(Verb verb, Deque<String> words) throws NoVerbException {
        JsonObject args = new JsonObject();
        Deque<Parameter> places = new ArrayDeque<>(verb.takes().stream()
                .filter(one -> one.kind() == Parameter.Kind.WORD || one.kind() == Parameter.Kind.REST)
                .toList());
        while (!words.isEmpty()) {
            String word = words.removeFirst();
            Optional<Parameter> named = named(verb, word);
            if (named.isPresent()) {
                args.put(named.get().name(), value(verb, named.get(), words));
            } else if (places.isEmpty() || word.startsWith("--")) {
                throw new NoVerbException("'" + word + "' is too much: " + verb.usage());
            } else {
                put(verb, args, places, word);
            }
        }
        return args;
    }

    private static void put(Verb verb, JsonObject args, Deque<Parameter> places, String word) throws NoVerbException {
        Parameter place = places.getFirst();
        if (place.kind() == Parameter.Kind.REST) {
            args.put(place.name(), args.containsKey(place.name()) ? args.getString(place.name()) + " " + word : word);
        } else {
            args.put(place.name(), typed(verb, place, word));
            places.removeFirst();
        }
    }

    private static Optional<Parameter> named(Verb verb, String word) {
        return verb.takes().stream()
                .filter(one -> one.kind() == Parameter.Kind.OPTION || one.kind() == Parameter.Kind.FLAG)
                .filter(one -> word.equals("--" + one.name()))
                .findFirst();
    }

    private static Object value(Verb verb, Parameter named, Deque<String> words) throws NoVerbException {
        if (named.kind() == Parameter.Kind.FLAG) {
            return true;
        }
        if (words.isEmpty()) {
            throw new NoVerbException("--" + named.name() + " needs a value: " + verb.usage());
        }
        return typed(verb, named, words.removeFirst());
    }

    private static Object typed(Verb verb, Parameter one, String word) throws NoVerbException {
        if (!one.isNumber()) {
            return word;
        }
        if (!word.matches("[0-9]{1,9}")) {
            throw new NoVerbException("'" + word + "' must be a whole number: " + verb.usage());
        }
        return Integer.valueOf(word);
    }

    private static List<String> words(String line) throws NoVerbException {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean isQuoted = false;
        boolean isWord = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                isQuoted = !isQuoted;
                isWord = true;
            } else if (c == ' ' && !isQuoted) {
                if (isWord) {
                    words.add(word.toString());
                }
                word.setLength(0);
                isWord = false;
            } else {
                word.append(c);
                isWord = true;
            }
        }
        if (isQuoted) {
            throw new NoVerbException("a quotation mark is missing");
        }
        if (isWord) {
            words.add(word.toString());
        }
        return words;
    }
}
