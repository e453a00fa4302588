package org.hobnob.admin;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What a verb takes.
 *
 * @param name in JSON
 * @param label how its value is called in a usage line; empty for a flag
 */
public record Parameter(String name, String label, Kind kind, boolean isRequired) {
    /** How it is typed. */
    public enum Kind {
        /** One word, by its place. */
        WORD,
        /** The rest of the line, or several words of a command line, joined by blanks. */
        REST,
        /** {@code --name VALUE}. */
        OPTION,
        /** {@code --name}. */
        FLAG,
        /** A word that no person types: a program puts it in, such as the hash of a password. */
        HIDDEN
    }

    /** By label, of what stands by its place; by name, of options. */
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("USER", "the name of an account"),
            Map.entry("ROOM", "the name of a room, with or without #"),
            Map.entry("N", "a whole number"),
            Map.entry("TEXT", "the words; the rest of the line"),
            Map.entry("MODE", "open, invite or closed"),
            Map.entry("ID", "as the list shows it"),
            Map.entry("TOKEN", "the token that was printed"),
            Map.entry("after", "begins behind this row"),
            Map.entry("limit", "shows at most so many rows; without it, the command shows all"),
            Map.entry("reason", "is told to the user"),
            Map.entry("room", "only from this room"),
            Map.entry("node", "of this registry, as node list names it, instead of the one that is asked; or of all"),
            Map.entry("follow", "goes on until it is stopped"),
            Map.entry("clear", "nothing any more"),
            Map.entry("uses", "how many accounts it makes (1)"),
            Map.entry("days", "for how many days it is good (7)"),
            Map.entry("note", "what it is for; shown in the list"));

    public Parameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
    }

    /** Whether it must not be written down. */
    public boolean isSecret() {
        return kind == Kind.HIDDEN || label.equals("TOKEN");
    }

    /** A whole number is what is labelled {@code N}. */
    public boolean isNumber() {
        return label.equals("N");
    }

    /** What it is for, in a few words, as help shows it. */
    public String meaning() {
        return MEANINGS.getOrDefault(kind == Kind.WORD || kind == Kind.REST ? label : name, "");
    }

    /** How it looks in a usage line. */
    public String usage() {
        String shown = switch (kind) {
            case WORD, HIDDEN -> label;
            case REST -> label + "…";
            case OPTION -> "--" + name + " " + label;
            case FLAG -> "--" + name;
        };
        return isRequired ? shown : "[" + shown + "]";
    }

    /** Reads {@code USER}, {@code [USER]}, {@code TEXT…}, {@code [--reason:TEXT]}, {@code [--all]} or {@code <password>}. */
    static Parameter of(String spelt) {
        boolean isRequired = !spelt.startsWith("[");
        String bare = isRequired ? spelt : spelt.substring(1, spelt.length() - 1);
        if (bare.startsWith("<")) {
            return new Parameter(bare.substring(1, bare.length() - 1), "VALUE", Kind.HIDDEN, isRequired);
        }
        if (bare.startsWith("--")) {
            String[] sides = bare.substring(2).split(":", 2);
            return sides.length == 1
                    ? new Parameter(sides[0], "", Kind.FLAG, false)
                    : new Parameter(sides[0], sides[1], Kind.OPTION, isRequired);
        }
        boolean isRest = bare.endsWith("…");
        String label = isRest ? bare.substring(0, bare.length() - 1) : bare;
        String name = label.equals("N") ? "number" : label.toLowerCase(Locale.ROOT);
        return new Parameter(name, label, isRest ? Kind.REST : Kind.WORD, isRequired);
    }
}
