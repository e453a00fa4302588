package org.hobnob.protocol.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a session ended. One list for both sides: the registry tells some of them to the peer (SPEC 4.7), the registries tell
 * each other (BUS.md 5.1), and the peer tells the person (BUS.md 6.4).
 */
public enum SessionEnd {
    /** The user logged out. */
    LOGOUT,
    /** The same user resumed at another place. */
    TAKEN_OVER,
    /** No sign of life came in time. */
    TIMEOUT,
    /** The registry is closing. */
    SHUTDOWN,
    /** The peer sent what it may not, or took too long to read. */
    PROTOCOL,
    /** The connection broke, or the reason is not one of these. */
    CLOSED,
    /** The registry died. */
    NODE_LOST,
    /** The registry does not accept the resume token any more. */
    TOKEN_REFUSED,
    /** Every registry that the peer knows shows another key than the trusted one. */
    KEY_CHANGED;

    /** The end as the wire and the bus spell it: lower case, hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The end that the word spells; {@link #CLOSED}, a plain end, where this version does not know the word.
     *
     * @param word not null
     */
    public static SessionEnd ofWord(String word) {
        return known(word).orElse(CLOSED);
    }

    private static Optional<SessionEnd> known(String word) {
        return Arrays.stream(values()).filter(end -> end.word().equals(word)).findFirst();
    }

    /** Whether the peer is logged out by it; after any other end it resumes by itself. */
    public boolean isForGood() {
        return switch (this) {
            case LOGOUT, TAKEN_OVER, TOKEN_REFUSED, KEY_CHANGED -> true;
            case TIMEOUT, SHUTDOWN, PROTOCOL, CLOSED, NODE_LOST -> false;
        };
    }

    /** Whether a registry tells it to the peer; the others have nobody to tell, or the peer finds them out for itself. */
    public boolean isTold() {
        return switch (this) {
            case TAKEN_OVER, TIMEOUT, SHUTDOWN, PROTOCOL, CLOSED -> true;
            case LOGOUT, NODE_LOST, TOKEN_REFUSED, KEY_CHANGED -> false;
        };
    }
}
