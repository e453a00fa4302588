package org.hobnob.protocol.wire;

import java.util.HexFormat;
import java.util.Optional;

/** Encodes any text as one word of a native line, and decodes it (SPEC 3.3). */
final class Escapes {
    private static final String EMPTY = "\\z";

    private Escapes() {}

    static String escape(String text) {
        if (text.isEmpty()) {
            return EMPTY;
        }
        if (isPlain(text)) {
            return text;
        }
        StringBuilder word = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> word.append("\\\\");
                case ' ' -> word.append("\\s");
                case '=' -> word.append("\\e");
                case '\n' -> word.append("\\n");
                case '\r' -> word.append("\\r");
                case '\t' -> word.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        word.append(String.format("\\x%02x", (int) c));
                    } else {
                        word.append(c);
                    }
                }
            }
        }
        return word.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == '=' || c == '\\' || c == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Returns the decoded word, or empty if it contains an unknown or incomplete escape. */
    static Optional<String> unescape(String word) {
        if (word.equals(EMPTY)) {
            return Optional.of("");
        }
        if (word.indexOf('\\') < 0) {
            return Optional.of(word);
        }
        StringBuilder text = new StringBuilder(word.length());
        int i = 0;
        while (i < word.length()) {
            char c = word.charAt(i++);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            if (i == word.length()) {
                return Optional.empty();
            }
            char escaped = word.charAt(i++);
            int plain = escaped == 'x' ? hexAt(word, i) : plainOf(escaped);
            if (plain < 0) {
                return Optional.empty();
            }
            i += escaped == 'x' ? 2 : 0;
            text.append((char) plain);
        }
        return Optional.of(text.toString());
    }

    private static int plainOf(char escaped) {
        return switch (escaped) {
            case '\\' -> '\\';
            case 's' -> ' ';
            case 'e' -> '=';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> -1;
        };
    }

    /** Returns the value of an ASCII digit; -1 for others, digits of other scripts among them. */
    private static int hexDigit(char c) {
        return HexFormat.isHexDigit(c) ? HexFormat.fromHexDigit(c) : -1;
    }

    private static int hexAt(String word, int index) {
        if (index + 2 > word.length()) {
            return -1;
        }
        int high = hexDigit(word.charAt(index));
        int low = hexDigit(word.charAt(index + 1));
        int value = high * 16 + low;
        boolean control = value < ' ' || value == 0x7f;
        return high >= 0 && low >= 0 && control ? value : -1;
    }
}
