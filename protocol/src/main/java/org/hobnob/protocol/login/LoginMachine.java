package org.hobnob.protocol.login;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.login.LoginSteps.Wish;
import org.hobnob.protocol.login.Pending.Question;
import org.hobnob.protocol.login.RegistryConnections.Connection;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.UserName;

/**
 * The login of one user at the registries that serve the same users. Decides when and where to connect, and when to log in,
 * resume, move to another registry and wait (SPEC 4.3 and 4.8). Each event returns the effects to carry out, in order. An
 * event with the number of a former connection, question or timer is ignored. At most one question is open at a time. Not
 * thread-safe.
 *
 * <pre>
 * state        event                              next         what is done
 * -----------  ---------------------------------  -----------  --------------------------------------------
 * LOGGED_OUT   login                              LOGGING_IN   connect unless connected, LOGIN
 * LOGGING_IN   logged in                          ONLINE       keep alive, tell online
 *              refused, or nobody answers         LOGGED_OUT   refuse (WAITING if there is a session to resume)
 *              first proof refused                the same     LOGIN with a new proof; likewise of RESUME
 * ONLINE       connection lost, another registry  WAITING      retry within half a second
 *              connection lost, no other          WAITING      back-off, tell retrying
 *              taken over elsewhere               LOGGED_OUT   tell offline and ended
 *              asked to move on, then its timer   MOVING       connect to another registry, RESUME there
 *              logout                             LOGGING_OUT  LOGOUT
 * MOVING       resumed                            ONLINE       close the former connection, tell moved
 *              no registry accepts the session    ONLINE
 *              connection lost, or own takeover   RESUMING     continue with the registry being tried
 *              logout while nothing is asked      LOGGING_OUT  LOGOUT
 * WAITING      timer, or the user's retry         RESUMING     connect, RESUME
 *              login                              LOGGING_IN   connect unless connected, LOGIN
 *              logout                             LOGGED_OUT   tell offline
 * RESUMING     resumed                            ONLINE       keep alive, tell online and resumed or moved
 *              refused for now, nobody answers    RESUMING     try the next registry of the round
 *              the same at the last one           WAITING      back-off, tell retrying
 *              token or user refused, all keys    LOGGED_OUT   tell offline and ended
 *              changed
 *              login or logout, nothing asked     as WAITING
 * LOGGING_OUT  answered, refused, lost            LOGGED_OUT   tell offline
 * any          login, logout while asked          the same     wait for the answer first
 *              stop                               STOPPED      close everything, refuse waiting requests
 * </pre>
 */
public final class LoginMachine {
    private final Pending pending = new Pending();
    private final LoginSession session = new LoginSession();
    private final RegistryChoice choice;
    private final RegistryConnections connections;
    private final LoginSteps steps;

    /**
     * @param registries where to try, in that order; at least one
     * @param isKeyTrusted whether the registry's key is known from the start
     */
    public LoginMachine(List<HostPort> registries, boolean isKeyTrusted, RandomGenerator random) {
        choice = new RegistryChoice(registries, random);
        connections = new RegistryConnections(choice, pending::todo);
        steps = new LoginSteps(pending, session, choice, connections, random);
        if (isKeyTrusted) {
            steps.keyTrusted();
        }
    }

    public LoginState state() {
        return steps.state();
    }

    /** Returns the user who is logged in, whether or not the connection is up. */
    public Optional<UserName> user() {
        return session.user();
    }

    /** Returns the credentials of the last login, while logged in. */
    public Optional<SessionCredentials> credentials() {
        return session.credentials();
    }

    /** Returns the number of the connection in use. */
    public Optional<Long> connection() {
        return connections.line().map(Connection::number);
    }

    /** Returns whether the user is logged in over the connection in use. */
    public boolean isLive() {
        return state().isLive();
    }

    /** Returns whether any registry other than this one is known. */
    public boolean hasOthers(HostPort than) {
        return choice.hasOthers(than);
    }

    /** Adds the addresses of registries; returns whether any of them was unknown. */
    public boolean learn(List<HostPort> registries) {
        return choice.learn(registries);
    }

    /** The registry's key is trusted from now on, in place of an earlier one if there was one. */
    public void keyTrusted() {
        steps.keyTrusted();
    }

    /** Requests a connection; done at once if there is one. */
    public List<LoginEffect> connect(long request) {
        if (state() == LoginState.STOPPED) {
            pending.refuse(request, Reason.UNAVAILABLE);
        } else {
            connections.want(request, session.last());
        }
        return steps.settle();
    }

    /** The user wants to log in. */
    public List<LoginEffect> login(long request, UserName as) {
        steps.take(new Wish(request, Optional.of(as)));
        return steps.settle();
    }

    /** The user wants to log out. */
    public List<LoginEffect> logout(long request) {
        steps.take(new Wish(request, Optional.empty()));
        return steps.settle();
    }

    /** The user does not want to wait for the next try: it is made now, and later delays are short again. */
    public List<LoginEffect> retry() {
        if (state() == LoginState.WAITING) {
            steps.resumeWithoutWaiting();
        }
        return steps.settle();
    }

    /** The connection is up, the hello has been exchanged, and the key is the trusted one if one is trusted. */
    public List<LoginEffect> opened(long connection) {
        connections.opened(connection).ifPresent(steps::opened);
        return steps.settle();
    }

    /** @param otherKey whether a registry answered with a key other than the trusted one */
    public List<LoginEffect> openFailed(long connection, boolean otherKey) {
        if (connections.openFailed(connection, otherKey)) {
            steps.openFailed();
        }
        return steps.settle();
    }

    /**
     * The connection broke, or the registry closed it.
     *
     * @param nowMs a monotonic clock, in milliseconds
     */
    public List<LoginEffect> dropped(long connection, long nowMs) {
        steps.lost(connection, SessionEnd.CLOSED, nowMs);
        return steps.settle();
    }

    /** The registry says that the session of the connection has ended. */
    public List<LoginEffect> ended(long connection, SessionEnd why, long nowMs) {
        if (isLive() && connections.isLine(connection)) {
            pending.todo(by -> by.close(connection));
            steps.lost(connection, why, nowMs);
        }
        return steps.settle();
    }

    /**
     * The registry asks this peer to move to another one.
     *
     * @param withinMs how long this peer may take, in milliseconds, at least 1
     */
    public List<LoginEffect> moveOn(long connection, long withinMs) {
        if (state() == LoginState.ONLINE && connections.isLine(connection)) {
            steps.moveWithin(withinMs);
        }
        return steps.settle();
    }

    /** A login or a resumption was granted; the credentials are empty if the registry has no sessions. */
    public List<LoginEffect> loggedIn(long question, Optional<SessionCredentials> granted) {
        pending.takeQuestion(question).ifPresent(answered -> steps.online(answered.over(), granted));
        return steps.settle();
    }

    /** The registry has logged the user out. */
    public List<LoginEffect> loggedOut(long question) {
        pending.takeQuestion(question).ifPresent(answered -> steps.goodbye());
        return steps.settle();
    }

    /**
     * The registry refused the request. A proof that was refused is made once more, with a new challenge (SPEC 4.3).
     *
     * @param waitMs how long the registry wants the peer to wait before another try, in milliseconds; 0 if it does
     *     not say
     */
    public List<LoginEffect> refused(long question, Reason reason, long waitMs) {
        pending.takeQuestion(question).ifPresent(answered -> {
            if (reason == Reason.BAD_PROOF && !answered.isRepeated()) {
                pending.repeat(answered);
            } else {
                refused(answered, reason, waitMs);
            }
        });
        return steps.settle();
    }

    private void refused(Question answered, Reason reason, long waitMs) {
        switch (answered.kind()) {
            case LOGIN -> steps.loginFailed(request -> by -> by.refuse(request, reason, waitMs));
            case RESUME -> steps.resumeRefused(answered.over(), reason);
            case LOGOUT -> steps.goodbye();
        }
    }

    /** The registry replaced the token of the session over this connection, as it does when the password changes. */
    public void renewed(long connection, ResumeToken token) {
        if (isLive() && connections.isLine(connection)) {
            session.renew(token);
        }
    }

    /** No readable answer arrived in time, so the connection is not used any more. */
    public List<LoginEffect> unanswered(long question, long nowMs) {
        Optional<Question> open = pending.question().filter(asked -> asked.number() == question);
        open.map(asked -> asked.over().number()).ifPresent(connection -> {
            pending.todo(by -> by.close(connection));
            steps.lost(connection, SessionEnd.CLOSED, nowMs);
        });
        return steps.settle();
    }

    /** The timer has expired. */
    public List<LoginEffect> woken(long timer) {
        if (pending.takeTimer(timer)) {
            steps.timeIsOver();
        }
        return steps.settle();
    }

    /** Stops without telling the registry, so that the session is there for the next start. */
    public List<LoginEffect> stop() {
        steps.stop();
        return steps.settle();
    }
}
