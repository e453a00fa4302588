package org.hobnob.protocol.login;

import java.util.Optional;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.UserName;

/** Receives changes of the login. */
public interface LoginNews {
    /** The user is logged in, or back; {@code ip} is this peer's address as the registry sees it, if it says so. */
    void online(UserName user, Optional<String> ip);

    /** The user is logged out. */
    void offline();

    /** The connection was lost while nobody was logged in. */
    void disconnected();

    /**
     * The session lost its connection for that reason and will be resumed; the next try is in {@code inMs}
     * milliseconds.
     */
    void retrying(long inMs, SessionEnd why);

    /** The session was resumed at the same registry. */
    void resumed();

    /**
     * The session was resumed at another registry.
     *
     * @param isLost whether the former one was lost; otherwise it asked the peer to move
     */
    void moved(HostPort from, HostPort to, boolean isLost);

    /** The session has ended and will not be resumed. */
    void ended(SessionEnd why);
}
