package org.hobnob.admin;

import java.util.Locale;
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

    public Parameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
    }

    /** A whole number is what is labelled {@code N}. */
    public boolean isNumber() {
        return label.equals("N");
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
