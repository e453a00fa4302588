package org.hobnob.protocol.message.value;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.hobnob.protocol.text.SafeText;

/**
 * What a user says about being there (SPEC 4.12).
 *
 * @param away whether the user is away
 * @param text a few words about it, at most {@value #MAX_BYTES} bytes of UTF-8, safe as a title is; may be empty
 */
public record UserStatus(boolean away, String text) {
    /** The longest text, in bytes of UTF-8. */
    public static final int MAX_BYTES = 80;

    /** There, with nothing to say about it: as every session begins. */
    public static final UserStatus HERE = new UserStatus(false, "");

    private static final String NOTHING = "-";
    private static final String STATE_HERE = "here";
    private static final String STATE_AWAY = "away";

    /** @throws IllegalArgumentException if the text breaks the rule; use {@link #of} for text from outside */
    public UserStatus {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not a valid status");
        }
    }

    private static boolean isValid(String text) {
        return SafeText.utf8Length(text) <= MAX_BYTES && SafeText.isSafe(text);
    }

    /** Returns the status, or empty if the state is no word of a status or the text is too long or unsafe. */
    public static Optional<UserStatus> of(String state, String text) {
        return isState(state) && isValid(text)
                ? Optional.of(new UserStatus(state.equals(STATE_AWAY), text))
                : Optional.empty();
    }

    /** Returns whether the word is {@code here} or {@code away}. */
    public static boolean isState(String word) {
        return word.equals(STATE_HERE) || word.equals(STATE_AWAY);
    }

    /** Returns {@code here} or {@code away}. */
    public String state() {
        return away ? STATE_AWAY : STATE_HERE;
    }

    /**
     * Parses the text of {@link #toString}; empty if it is invalid. An unsafe text is neutralised, so that a writer with
     * a newer Unicode table is understood.
     */
    public static Optional<UserStatus> parse(String entry) {
        if (entry.equals(NOTHING)) {
            return Optional.of(HERE);
        }
        String[] parts = entry.split(":", 2);
        try {
            String text = parts.length == 1
                    ? ""
                    : new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            return of(parts[0], SafeText.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the status as lists have it: {@code -}, or the state and, behind a colon, the text in base64url. */
    @Override
    public String toString() {
        if (equals(HERE)) {
            return NOTHING;
        }
        String words = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return text.isEmpty() ? state() : state() + ":" + words;
    }
}
