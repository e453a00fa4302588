package org.hobnob.protocol.login;

import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.ResumeToken;

/**
 * What a {@link LoginMachine} wants done. Connections, questions and timers bear numbers, which the events that follow from
 * them bear as well; requests bear the numbers that whoever made them chose.
 */
public interface LoginActions {
    /**
     * Connect, check the key and say hello; then {@link LoginMachine#opened} or {@link LoginMachine#openFailed}.
     *
     * @param isOneOfSeveral whether another could be tried in its place, so that patience is shorter
     */
    void open(long connection, HostPort at, boolean isOneOfSeveral);

    /** Close the connection; that it is closed need not be told. */
    void close(long connection);

    /** Ask for the login that is wanted by that request. */
    void askLogin(long question, long connection, long request);

    /** Ask for the session that the token stands for. */
    void askResume(long question, long connection, ResumeToken token);

    /** Say that the user logs out. */
    void askLogout(long question, long connection);

    /** Call {@link LoginMachine#woken} after that many milliseconds, at least 1; it replaces the timer before it. */
    void wake(long timer, long inMs);

    /** Send this session's keep-alives from now on, and no others. */
    void keepAlive(long connection, SessionCredentials credentials);

    /** Send no keep-alives any more. */
    void stopKeepAlive();

    /** The request is fulfilled: there is a connection, a login, or no login any more. */
    void done(long request);

    /** The request is refused; {@code waitMs} is 0 where trying again need not wait. */
    void refuse(long request, Reason reason, long waitMs);

    /** The request fails because a registry showed another key than the trusted one, and none the trusted one. */
    void refuseKey(long request);

    /** Who is told what becomes of the login. */
    LoginNews news();
}
