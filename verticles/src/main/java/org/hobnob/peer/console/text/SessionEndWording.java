package org.hobnob.peer.console.text;

import org.hobnob.protocol.message.SessionEnd;

/** Describes why a session ended, in words that say what to do next. */
public final class SessionEndWording {
    private SessionEndWording() {}

    /** Returns whole sentences, for an end that logs the user out. */
    public static String loggedOut(SessionEnd why) {
        return switch (why) {
            case LOGOUT -> "You are logged out.";
            case TAKEN_OVER ->
                "You logged in at another place; this one is logged out. To log in here, log out there first.";
            case TOKEN_REFUSED -> "The registry does not know this login any more; you are logged out. Log in again.";
            case KEY_CHANGED ->
                "The registry shows another key than the one you trust; you are logged out. Nothing was sent to it."
                        + " Ask whoever runs it; if its key did change, give the new one by --pin at the next start.";
            case PASSWORD_CHANGED ->
                "The password of this account was changed; you are logged out. Log in with the new one. If it was not"
                        + " you who changed it, tell whoever runs the registry.";
            case LOGGED_OUT -> "You were logged out from another place. Log in again to go on here.";
            case BANNED ->
                "You are banned from this registry, and logged out. What waits to be sent is kept. Ask whoever runs it"
                        + " if you do not know why.";
            case DISABLED ->
                "This account is disabled; you are logged out. What waits to be sent is kept. Ask whoever runs the"
                        + " registry.";
            case TIMEOUT, SHUTDOWN, PROTOCOL, CLOSED, NODE_LOST ->
                "You are logged out: " + lost(why) + ", and it cannot resume a login. Log in again.";
        };
    }

    /** Returns a clause, for an end after which the peer resumes by itself. */
    public static String lost(SessionEnd why) {
        return switch (why) {
            case TIMEOUT -> "the registry heard nothing from here in time";
            case SHUTDOWN -> "the registry is closing";
            case PROTOCOL -> "the registry closed the connection, because it could not use what it was sent";
            case LOGOUT,
                    TAKEN_OVER,
                    PASSWORD_CHANGED,
                    LOGGED_OUT,
                    BANNED,
                    DISABLED,
                    CLOSED,
                    NODE_LOST,
                    TOKEN_REFUSED,
                    KEY_CHANGED -> "registry lost";
        };
    }
}
