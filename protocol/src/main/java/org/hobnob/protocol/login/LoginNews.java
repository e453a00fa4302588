package org.hobnob.protocol.login;

import java.util.Optional;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.UserName;

/** Who is told what becomes of the login. */
public interface LoginNews {
    /** The user is logged in, or back; {@code ip} is where the registry sees this peer, where it tells. */
    void online(UserName user, Optional<String> ip);

    /** Nobody is logged in any more. */
    void offline();

    /** The connection is gone, and nobody was logged in. */
    void disconnected();

    /** The session lost its connection for that reason, and is resumed; the next try is in so many milliseconds. */
    void retrying(long inMs, SessionEnd why);

    /** The session is resumed where it was. */
    void resumed();

    /**
     * The session is resumed at another registry.
     *
     * @param isLost whether the former one was lost; else it asked to go
     */
    void moved(HostPort from, HostPort to, boolean isLost);

    /** The session is over, and is not resumed. */
    void ended(SessionEnd why);
}
