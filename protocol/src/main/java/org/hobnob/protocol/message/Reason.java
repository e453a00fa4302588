package org.hobnob.protocol.message;

import java.util.Locale;
import java.util.Optional;

/**
 * Why a request was refused (SPEC 2.5). The wire and the bus carry the code; the native dialect adds the word, so
 * that the user can be told what to do.
 */
public enum Reason {
    NAME_TAKEN(300),
    ALREADY_ONLINE(300),
    NOT_ONLINE(300),
    MALFORMED(400),
    TOO_LONG(400),
    BAD_NAME(404),
    BAD_CREDENTIALS(404),
    /** The account is disabled. */
    DISABLED(404),
    BAD_TOKEN(404),
    BAD_PROOF(404),
    OLD_DIGEST(404),
    NOT_LOGGED_IN(404),
    ALREADY_LOGGED_IN(404),
    NOT_YOURS(404),
    NO_SUCH_USER(404),
    NO_SUCH_ROOM(404),
    ROOM_EXISTS(404),
    WRONG_PASSWORD(404),
    ROOM_FULL(404),
    NOT_A_MEMBER(404),
    NOT_HOST(404),
    BANNED(404),
    TOO_MANY_BANS(404),
    TOO_MANY_ROOMS(404),
    NOT_ALLOWED(404),
    /** The room is closed to users whose programs run on another machine than theirs. */
    CLOSED_TO_HOSTED(404),
    NOBODY_ELSE(404),
    WRONG_KEY(404),
    KEY_CHANGED(404),
    QUEUE_FULL(404),
    /** The registry's answer has words of a later version; only a peer tells this to its own user. */
    LATER_VERSION(404),
    OTHER_KIND(404),
    NO_PREKEY(404),
    MAILBOX_FULL(404),
    /** Accounts are made for those only who have an invitation. */
    NEEDS_INVITATION(404),
    /** The invitation is unknown, used up, revoked or over. */
    BAD_INVITATION(404),
    /** Nobody may make an account by themselves. */
    REGISTRATION_CLOSED(404),
    /** It would leave the registry without an account that may administer it. */
    LAST_ADMIN(404),
    UNKNOWN_COMMAND(404),
    SLOW_DOWN(429),
    INTERNAL(500),
    UNAVAILABLE(503);

    private final int code;

    Reason(int code) {
        this.code = code;
    }

    /** Returns the status code: 300, 400, 404, 429, 500 or 503. */
    public int code() {
        return code;
    }

    /** Returns the word of the native dialect and the bus: lower case, with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the reason with this word, or empty if there is none or the word is null. */
    public static Optional<Reason> ofWord(String word) {
        for (Reason reason : values()) {
            if (reason.word().equals(word)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    /** Returns the most general reason with this code, for use when only the code is known. */
    public static Reason ofCode(int code) {
        return switch (code) {
            case 300 -> NAME_TAKEN;
            case 400 -> MALFORMED;
            case 404 -> BAD_CREDENTIALS;
            case 429 -> SLOW_DOWN;
            case 503 -> UNAVAILABLE;
            default -> INTERNAL;
        };
    }

    /** Returns the reason to assume when only the code and the refused command are known (SPEC 2.5). */
    public static Reason ofCode(int code, Command command) {
        return switch (code) {
            case 300 ->
                switch (command) {
                    case LOGIN, RESUME, KEY_LOGIN -> ALREADY_ONLINE;
                    case SEARCH_USER -> NOT_ONLINE;
                    default -> ofCode(code);
                };
            case 404 ->
                switch (command) {
                    case REGISTER, CHECK_NAME -> BAD_NAME;
                    case LOGIN, KEY_LOGIN, CHANGE_PASSWORD -> BAD_CREDENTIALS;
                    case RESUME -> BAD_TOKEN;
                    case LOGOUT, LIST_SESSIONS, SET_STATUS, FETCH_LETTERS, DROP_LETTERS, ALLOW_MAIL -> NOT_LOGGED_IN;
                    case PUT_PREKEYS -> BAD_PROOF;
                    case REPORT -> BAD_PROOF;
                    case ADMINISTER -> NOT_ALLOWED;
                    case TAKE_PREKEY -> NO_PREKEY;
                    case PUT_LETTER -> MAILBOX_FULL;
                    case CREATE_ROOM -> ROOM_EXISTS;
                    case JOIN_ROOM, LIST_ROOMS, LIST_ROOM_PEERS, SET_TOPIC, SET_ROOM, LIST_BANS -> NO_SUCH_ROOM;
                    case EXIT_ROOM, KICK_MEMBER, ADD_HOST, DROP_HOST -> NOT_A_MEMBER;
                    case SEARCH_USER, BAN_USER, UNBAN_USER, INVITE_USER -> NO_SUCH_USER;
                    case LIST_PEERS -> NOBODY_ELSE;
                    case HELLO, PING, UNKNOWN -> UNKNOWN_COMMAND;
                };
            default -> ofCode(code);
        };
    }
}
