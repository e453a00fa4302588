package org.hobnob.protocol.login;

/** The states of a {@link LoginMachine}. */
public enum LoginState {
    /** Nobody is logged in. */
    LOGGED_OUT,
    /** A login is in progress: connecting, or waiting for the answer. */
    LOGGING_IN,
    /** Logged in over the current connection. */
    ONLINE,
    /**
     * Logged in over the current connection, and trying to resume at another registry because the current one asked
     * for that.
     */
    MOVING,
    /** The session has lost its connection, and a timer runs until the next try. */
    WAITING,
    /** The session has lost its connection and is being resumed: connecting, or waiting for the answer. */
    RESUMING,
    /** Waiting for the registry's answer to LOGOUT. */
    LOGGING_OUT,
    /** The final state. */
    STOPPED;

    /** Returns whether the user is logged in over the current connection. */
    boolean isLive() {
        return this == ONLINE || this == MOVING || this == LOGGING_OUT;
    }
}
