package org.hobnob.protocol.login;

import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.ResumeToken;

/**
 * The actions that a {@link LoginMachine} can request. Connections, questions and timers have numbers, which the
 * resulting events repeat; requests have the numbers that their callers chose.
 */
public interface LoginActions {
    /**
     * Connect, check the key and exchange the hello; then call {@link LoginMachine#opened} or {@link
     * LoginMachine#openFailed}.
     *
     * @param isOneOfSeveral whether another registry could be tried instead, so that timeouts should be shorter
     */
    void open(long connection, HostPort at, boolean isOneOfSeveral);

    /** Close the connection; this need not be reported. */
    void close(long connection);

    /** Send the LOGIN or KEY_LOGIN that the request asks for, with a proof where the registry takes them. */
    void askLogin(long question, long connection, long request);

    /** Send RESUME with the token, and with a proof where the registry takes them. */
    void askResume(long question, long connection, ResumeToken token);

    /** Send LOGOUT. */
    void askLogout(long question, long connection);

    /** Call {@link LoginMachine#woken} after {@code inMs} milliseconds, at least 1. Replaces the previous timer. */
    void wake(long timer, long inMs);

    /** Start to send this session's keep-alives, instead of any others. */
    void keepAlive(long connection, SessionCredentials credentials);

    /** Stop sending keep-alives. */
    void stopKeepAlive();

    /** The request is fulfilled: there is a connection or a login, or the user is logged out. */
    void done(long request);

    /** The request is refused; {@code waitMs} is how long to wait before another try, 0 if that does not matter. */
    void refuse(long request, Reason reason, long waitMs);

    /**
     * The request fails because a registry showed a key other than the trusted one, and none showed the trusted
     * one.
     */
    void refuseKey(long request);

    /** Returns the listener for changes of the login. */
    LoginNews news();
}
