package org.hobnob.peer.console.text;

import java.time.Clock;
import org.hobnob.protocol.message.Particulars;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.text.SafeText;

/** Explains refusals in a line that says what to do next. */
public final class Explanations {
    private Explanations() {}

    /** Returns what went wrong, as one line. */
    public static String of(Throwable cause) {
        if (cause instanceof OtherKeyException other) {
            return "the registry shows another key than the one you trust, so nothing was sent to it. Ask whoever runs it; if its"
                    + " key did change to " + other.shown() + ", give that by --pin at the next start";
        }
        if (cause instanceof RefusalException refusal) {
            return of(refusal);
        }
        return "something went wrong inside: " + cause;
    }

    /** Returns what went wrong with something that concerns the user, who is named where that helps. */
    public static String of(Throwable cause, String user) {
        Reason reason = cause instanceof RefusalException refusal ? refusal.reason() : Reason.INTERNAL;
        return switch (reason) {
            case NOT_ONLINE -> user + " is not online now; /who lists who is";
            case NO_SUCH_USER -> "there is no user " + user + "; /who lists who is online";
            case KEY_CHANGED ->
                "the key of " + user + " has changed; nothing was sent: /verify " + user + " shows more, /trust " + user
                        + " accepts the new key";
            case QUEUE_FULL -> "too much waits to be sent already; /queue lists it, /cancel " + user + " drops it";
            default -> of(cause);
        };
    }

    private static String of(RefusalException refusal) {
        return switch (refusal.reason()) {
            case NAME_TAKEN -> "that name is taken; choose another, or log in";
            case ALREADY_ONLINE -> "that user is online already; log out there first";
            case NOT_ONLINE -> "that user is not online now; /who lists who is";
            case MALFORMED -> "that could not be read; see /help";
            case TOO_LONG -> "that is too long";
            case BAD_NAME ->
                "a name is 1 to 32 letters, digits, - or _, begins with a letter or digit, is not all digits"
                        + " and no reserved word";
            case BAD_CREDENTIALS -> "wrong name or password";
            case DISABLED -> "the account is disabled; ask whoever runs the registry";
            case BAD_TOKEN -> "the login has run out; log in again";
            case BAD_PROOF -> "the registry did not take the proof of your key; try again";
            case OLD_DIGEST ->
                "the registry wants the password in its earlier form, which opens every account with the same password; it was"
                        + " not sent. Login and Signup in the menu ask whether to send it; --pin names a registry's key"
                        + " that you know";
            case NOT_LOGGED_IN -> "log in first: /login, or /signup for a new account";
            case ALREADY_LOGGED_IN -> "logged in already; /logout first";
            case NOT_YOURS -> "that is not yours to do, or the registry's key is not trusted yet";
            case NO_SUCH_USER -> "there is no such user; /who lists who is online";
            case NO_SUCH_ROOM -> "there is no such room; /rooms lists them, /create makes one";
            case ROOM_EXISTS -> "a room of that name exists; /join it, or choose another name";
            case WRONG_PASSWORD -> "wrong room password; /join ROOM PASSWORD";
            case ROOM_FULL -> "the room is full; try again later";
            case NOT_A_MEMBER -> "you are not in that room; /join enters one, /switch lists where you are";
            case NOT_HOST -> "only a host of the room can do that; /names tells who is";
            case BANNED -> banned(refusal.particulars());
            case TOO_MANY_BANS -> "that room has as many bans as it may have; /unban NAME lifts one";
            case TOO_MANY_ROOMS ->
                "you are in too many rooms, or there are as many as there may be; /leave one, or join one of /rooms";
            case NOT_ALLOWED -> "neither the registry nor the room allows that";
            case CLOSED_TO_HOSTED ->
                "that room is closed to hosted users: the machine of this console could read it. A host of the room can say"
                        + " /room hosted on";
            case NOBODY_ELSE -> "nobody else is online";
            case WRONG_KEY ->
                "somebody else answers where that user should be; nothing was sent. Try again in a moment; if it stays"
                        + " so, somebody may be in between";
            case KEY_CHANGED ->
                "that user's key has changed; nothing was sent: /verify NAME shows more, /trust NAME"
                        + " accepts the new key";
            case QUEUE_FULL -> "too much waits to be sent already; /queue lists it, /cancel NAME drops it";
            case LATER_VERSION -> "only a later version of Hobnob knows what that is; update it";
            case OTHER_KIND ->
                "the registry says that the room is of another kind than it was to be, and anyone can read and forge"
                        + " what is said in an open one. You left it, and nothing was said. If its members confirm the"
                        + " kind, /join ROOM open (or sealed) enters it";
            case NO_PREKEY -> "that user takes no letters; what you write waits here until you are both online";
            case MAILBOX_FULL -> "that user's mailbox is full; what you write waits here";
            case NEEDS_INVITATION ->
                "at this registry you need an invitation to make an account; ask whoever runs it for one";
            case BAD_INVITATION ->
                "that invitation is unknown, used up, revoked or over; ask whoever runs the registry for another";
            case REGISTRATION_CLOSED ->
                "nobody can make an account here; ask whoever runs the registry for one, then /login";
            case LAST_ADMIN -> "that is the only account that may administer the registry; make another one first";
            case UNKNOWN_COMMAND -> "the registry does not know that command";
            case SLOW_DOWN -> "too many tries; wait " + Math.max(1, (refusal.waitMs() + 999) / 1_000) + " s";
            case INTERNAL -> "the registry had a fault; try again, and tell whoever runs it";
            case UNAVAILABLE -> "no answer; try again in a moment";
        };
    }

    /** Only the registry says more than that. */
    private static String banned(Particulars said) {
        if (said.equals(Particulars.NONE)) {
            return "that user is banned, by the room's host, or, at a login, by whoever runs the registry: ask there";
        }
        String until = said.until().isPresent()
                ? " until " + Moment.of(said.until().getAsLong(), Clock.systemDefaultZone())
                : "";
        String why =
                said.words().isEmpty() ? "; ask whoever runs it" : ". The registry says: " + SafeText.of(said.words());
        return "that user is banned from this registry" + until + why;
    }

    public static String of(Reason reason) {
        return of(new RefusalException(reason));
    }
}
