package org.hobnob.protocol.login;

/** Where a {@link LoginMachine} stands. */
public enum LoginState {
    /** Nobody is logged in. */
    LOGGED_OUT,
    /** A person's login is under way: connecting, or asked. */
    LOGGING_IN,
    /** Logged in over the present connection. */
    ONLINE,
    /** Logged in over the present connection, and trying to resume at another registry, as the present one asked. */
    MOVING,
    /** The session has lost its connection, and a timer runs until it is tried again. */
    WAITING,
    /** The session has lost its connection, and is being resumed: connecting, or asked. */
    RESUMING,
    /** The registry was asked to log the user out. */
    LOGGING_OUT,
    /** Over, whatever comes. */
    STOPPED;

    /** Whether the present connection bears a login. */
    boolean isLive() {
        return this == ONLINE || this == MOVING || this == LOGGING_OUT;
    }
}
