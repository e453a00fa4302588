package org.hobnob.registry.bridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What programs at the bridge may do: nothing but this (BUS.md 7.3).
 *
 * @param rules may be empty
 */
public record BridgeAccess(List<Rule> rules) {
    /** Nothing is allowed. */
    public static final BridgeAccess NOTHING = new BridgeAccess(List.of());

    /** What a rule allows. */
    enum Verb {
        /** To answer the requests at an address, as its only service. */
        SERVE(false),
        /** To be told what is published at an address. */
        HEAR(false),
        /** To send to an address, and to be answered. */
        SEND(true),
        /** To publish at an address. */
        PUBLISH(true);

        private final boolean namesActions;

        Verb(boolean namesActions) {
            this.namesActions = namesActions;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One rule.
     *
     * @param actions those allowed; {@code *} among them allows all; empty if the verb names none
     */
    record Rule(Verb verb, String address, Set<String> actions) {
        private static final Pattern TEXT =
                Pattern.compile("([a-z]+)\\s+(registry\\.[a-z.]+)(?::([a-z-]+(?:\\+[a-z-]+)*|\\*))?");

        /** Reads {@code VERB ADDRESS} or {@code VERB ADDRESS:ACTION+ACTION}; empty if it is neither. */
        static Optional<Rule> of(String text) {
            Matcher parts = TEXT.matcher(text);
            return parts.matches()
                    ? Arrays.stream(Verb.values())
                            .filter(verb -> verb.word().equals(parts.group(1)))
                            .filter(verb -> verb.namesActions == (parts.group(3) != null))
                            .findFirst()
                            .map(verb -> new Rule(verb, parts.group(2), actions(parts.group(3))))
                    : Optional.empty();
        }

        private static Set<String> actions(String text) {
            return text == null ? Set.of() : Arrays.stream(text.split("\\+")).collect(Collectors.toUnmodifiableSet());
        }

        boolean allows(String action) {
            return !verb.namesActions || actions.contains("*") || actions.contains(action);
        }
    }

    public BridgeAccess {
        rules = List.copyOf(rules);
    }

    /**
     * Reads the rules.
     *
     * @throws IllegalArgumentException if one breaks the grammar; the message says which
     */
    public static BridgeAccess of(List<String> texts) {
        List<Rule> rules = new ArrayList<>();
        for (String text : texts) {
            rules.add(Rule.of(text)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'" + text + "' is none of serve ADDRESS, hear ADDRESS, send ADDRESS:ACTION+ACTION,"
                                    + " publish ADDRESS:ACTION+ACTION")));
        }
        return new BridgeAccess(rules);
    }

    boolean allows(Verb verb, String address, String action) {
        return rules.stream().anyMatch(rule -> {
            return rule.verb() == verb && rule.address().equals(address) && rule.allows(action);
        });
    }

    /** The addresses at which a program may be the service. */
    public Set<String> served() {
        return rules.stream()
                .filter(rule -> rule.verb() == Verb.SERVE)
                .map(Rule::address)
                .collect(Collectors.toUnmodifiableSet());
    }
}
