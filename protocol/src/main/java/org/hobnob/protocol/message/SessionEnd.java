package org.hobnob.protocol.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a session ended. One list for both sides: registries tell peers some of the reasons (SPEC 4.7), registries
 * tell each other (BUS.md 5.1), and the peer tells the user (BUS.md 6.4).
 */
public enum SessionEnd {
    /** The user logged out. */
    LOGOUT,
    /** The same user resumed the session elsewhere. */
    TAKEN_OVER,
    /** No sign of life arrived in time. */
    TIMEOUT,
    /** The registry is shutting down. */
    SHUTDOWN,
    /** The peer violated the protocol, or read too slowly. */
    PROTOCOL,
    /** The account's password was changed. */
    PASSWORD_CHANGED,
    /** The user logged this session out from elsewhere. */
    LOGGED_OUT,
    /** The user is banned from the registry. */
    BANNED,
    /** The account is disabled. */
    DISABLED,
    /** The connection broke, or the reason is not one of these. */
    CLOSED,
    /** The registry died. */
    NODE_LOST,
    /** The registry no longer accepts the resume token. */
    TOKEN_REFUSED,
    /** Every known registry shows a key other than the trusted one. */
    KEY_CHANGED;

    /** Returns the word of the wire and the bus: lower case, with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns the end with this word; {@link #CLOSED} if this version does not know the word.
     *
     * @param word not null
     */
    public static SessionEnd ofWord(String word) {
        return known(word).orElse(CLOSED);
    }

    private static Optional<SessionEnd> known(String word) {
        return Arrays.stream(values()).filter(end -> end.word().equals(word)).findFirst();
    }

    /** Returns whether it logs the user out; after any other end the peer resumes by itself. */
    public boolean isForGood() {
        return switch (this) {
            case LOGOUT, TAKEN_OVER, PASSWORD_CHANGED, LOGGED_OUT, BANNED, DISABLED, TOKEN_REFUSED, KEY_CHANGED -> true;
            case TIMEOUT, SHUTDOWN, PROTOCOL, CLOSED, NODE_LOST -> false;
        };
    }

    /** Returns whether the user gives up all places in rooms at once; otherwise they are kept for a grace period. */
    public boolean givesUpPlaces() {
        return switch (this) {
            case LOGOUT, LOGGED_OUT, BANNED, DISABLED -> true;
            case TAKEN_OVER,
                    TIMEOUT,
                    SHUTDOWN,
                    PROTOCOL,
                    PASSWORD_CHANGED,
                    CLOSED,
                    NODE_LOST,
                    TOKEN_REFUSED,
                    KEY_CHANGED -> false;
        };
    }

    /**
     * Returns whether registries send it to the peer. For the other reasons there is nobody to send to, or the peer
     * finds out by itself.
     */
    public boolean isTold() {
        return switch (this) {
            case TAKEN_OVER, TIMEOUT, SHUTDOWN, PROTOCOL, PASSWORD_CHANGED, LOGGED_OUT, BANNED, DISABLED, CLOSED ->
                true;
            case LOGOUT, NODE_LOST, TOKEN_REFUSED, KEY_CHANGED -> false;
        };
    }
}
