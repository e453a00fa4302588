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
import org.hobnob.protocol.message.value.UserName;

/**
 * The login of one person at the registries that serve the same users: decides when to connect where, when to log in, to
 * resume, to move on and to wait (SPEC 4.3 and 4.8). Each event returns what is to be done for it, in order; an event that
 * bears the number of a former connection, question or timer changes nothing. One question is open at a time. Not
 * thread-safe.
 *
 * <pre>
 * state        event                              next         what is done
 * -----------  ---------------------------------  -----------  --------------------------------------------
 * LOGGED_OUT   login                              LOGGING_IN   connect unless connected, LOGIN
 * LOGGING_IN   logged in                          ONLINE       keep alive, tell online
 *              refused, or nobody answers         LOGGED_OUT   refuse (WAITING where a session is to resume)
 * ONLINE       connection lost, another registry  WAITING      half a second at most
 *              connection lost, no other          WAITING      back-off, tell retrying
 *              taken over elsewhere               LOGGED_OUT   tell offline and ended
 *              asked to move on, then its timer   MOVING       connect to another registry, RESUME there
 *              logout                             LOGGING_OUT  LOGOUT
 * MOVING       resumed                            ONLINE       close the former connection, tell moved
 *              nobody takes the session           ONLINE
 *              connection lost, or own takeover   RESUMING     go on with the registry being tried
 *              logout while nothing is asked      LOGGING_OUT  LOGOUT
 * WAITING      timer, or the person's retry       RESUMING     connect, RESUME
 *              login                              LOGGING_IN   connect unless connected, LOGIN
 *              logout                             LOGGED_OUT   tell offline
 * RESUMING     resumed                            ONLINE       keep alive, tell online and resumed or moved
 *              refused for now, nobody answers    RESUMING     try the next registry of the round
 *              the same at the last one           WAITING      back-off, tell retrying
 *              token refused, all keys changed    LOGGED_OUT   tell offline and ended
 *              login or logout, nothing asked     as WAITING
 * LOGGING_OUT  answered, refused, lost            LOGGED_OUT   tell offline
 * any          login, logout while asked          the same     wait for the answer first
 *              stop                               STOPPED      close everything, refuse what waits
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

    /** Who is logged in, whether or not the connection is up. */
    public Optional<UserName> user() {
        return session.user();
    }

    /** What the registry gave at the last login, while logged in. */
    public Optional<SessionCredentials> credentials() {
        return session.credentials();
    }

    /** The number of the connection in use. */
    public Optional<Long> connection() {
        return connections.line().map(Connection::number);
    }

    /** Whether the connection in use bears the login. */
    public boolean isLive() {
        return state().isLive();
    }

    /** Whether there is any other registry than this one. */
    public boolean hasOthers(HostPort than) {
        return choice.hasOthers(than);
    }

    /** Takes note of where the registries are; whether any of them was not known. */
    public boolean learn(List<HostPort> registries) {
        return choice.learn(registries);
    }

    /** From now on a key is trusted for the registry's, whether or not another one was before. */
    public void keyTrusted() {
        steps.keyTrusted();
    }

    /** Somebody wants a connection; done at once where there is one. */
    public List<LoginEffect> connect(long request) {
        if (state() == LoginState.STOPPED) {
            pending.refuse(request, Reason.UNAVAILABLE);
        } else {
            connections.want(request, session.last());
        }
        return steps.settle();
    }

    /** A person wants to log in. */
    public List<LoginEffect> login(long request, UserName as) {
        steps.take(new Wish(request, Optional.of(as)));
        return steps.settle();
    }

    /** A person wants to log out. */
    public List<LoginEffect> logout(long request) {
        steps.take(new Wish(request, Optional.empty()));
        return steps.settle();
    }

    /** A person does not want to wait for the next try: it is made now, and later waits are short again. */
    public List<LoginEffect> retry() {
        if (state() == LoginState.WAITING) {
            steps.resumeWithoutWaiting();
        }
        return steps.settle();
    }

    /** The connection is there, its key is the trusted one where one is trusted, and hello is said. */
    public List<LoginEffect> opened(long connection) {
        connections.opened(connection).ifPresent(steps::opened);
        return steps.settle();
    }

    /** @param otherKey whether a registry answered there with another key than the trusted one */
    public List<LoginEffect> openFailed(long connection, boolean otherKey) {
        if (connections.openFailed(connection, otherKey)) {
            steps.openFailed();
        }
        return steps.settle();
    }

    /**
     * The connection broke, or the registry closed it.
     *
     * @param nowMs by a clock that only goes forward, in milliseconds
     */
    public List<LoginEffect> dropped(long connection, long nowMs) {
        steps.lost(connection, SessionEnd.CLOSED, nowMs);
        return steps.settle();
    }

    /** The registry says that the session of the connection is over. */
    public List<LoginEffect> ended(long connection, SessionEnd why, long nowMs) {
        if (isLive() && connections.isLine(connection)) {
            pending.todo(by -> by.close(connection));
            steps.lost(connection, why, nowMs);
        }
        return steps.settle();
    }

    /**
     * The registry asks to go to another one.
     *
     * @param withinMs how long this peer may take, at least 1
     */
    public List<LoginEffect> moveOn(long connection, long withinMs) {
        if (state() == LoginState.ONLINE && connections.isLine(connection)) {
            steps.moveWithin(withinMs);
        }
        return steps.settle();
    }

    /** A login or a resumption was granted; without credentials by a registry that knows no sessions. */
    public List<LoginEffect> loggedIn(long question, Optional<SessionCredentials> granted) {
        pending.takeQuestion(question).ifPresent(answered -> steps.online(answered.over(), granted));
        return steps.settle();
    }

    /** The user is logged out at the registry. */
    public List<LoginEffect> loggedOut(long question) {
        pending.takeQuestion(question).ifPresent(answered -> steps.goodbye());
        return steps.settle();
    }

    /** @param waitMs how long the registry wants nobody to try again, in milliseconds; 0 where it does not say */
    public List<LoginEffect> refused(long question, Reason reason, long waitMs) {
        pending.takeQuestion(question).ifPresent(answered -> {
            switch (answered.kind()) {
                case LOGIN -> steps.loginFailed(request -> by -> by.refuse(request, reason, waitMs));
                case RESUME -> steps.resumeRefused(answered.over(), reason);
                case LOGOUT -> steps.goodbye();
            }
        });
        return steps.settle();
    }

    /** No answer came in time, or none that can be read: such a connection is not used any more. */
    public List<LoginEffect> unanswered(long question, long nowMs) {
        Optional<Question> open = pending.question().filter(asked -> asked.number() == question);
        open.map(asked -> asked.over().number()).ifPresent(connection -> {
            pending.todo(by -> by.close(connection));
            steps.lost(connection, SessionEnd.CLOSED, nowMs);
        });
        return steps.settle();
    }

    /** The time that was asked for has passed. */
    public List<LoginEffect> woken(long timer) {
        if (pending.takeTimer(timer)) {
            steps.timeIsOver();
        }
        return steps.settle();
    }

    /** Ends everything without a word to the registry: the session is there for the next start. */
    public List<LoginEffect> stop() {
        steps.stop();
        return steps.settle();
    }
}
