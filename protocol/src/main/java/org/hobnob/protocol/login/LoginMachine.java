package org.hobnob.protocol.login;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.login.RegistryConnections.Connection;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.retry.Backoff;

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
    private static final long FIRST_RETRY_MS = 500;
    /** Not longer, so that all are back within ten seconds of the registry. */
    static final long LONGEST_RETRY_MS = 8_000;
    /** The peers of a registry that dies do not all come at once. */
    private static final long SPREAD_MS = 500;
    /** A registry that grants more time than this to move on is taken to grant this. */
    private static final long LONGEST_MOVE_MS = 3_600_000;
    /** How long a registry may take to act on a RESUME whose answer never came. */
    static final long LATE_RESUME_MS = 60_000;
    /** More than anybody leaves unanswered within that time. */
    private static final int MOST_LATE_RESUMES = 8;
    /** More requests than any person makes while one answer is awaited. */
    private static final int MOST_WISHES = 16;

    private enum Kind {
        LOGIN,
        RESUME,
        LOGOUT
    }

    private record Question(long number, Connection over, Kind kind) {}

    /** What a person wants: a login as that user, or else a logout. */
    private record Wish(long request, Optional<UserName> login) {}

    private final RegistryChoice choice;
    private final RegistryConnections connections;
    private final RandomGenerator random;
    private final Backoff backoff;
    /** What has to wait for an answer, in order. */
    private final Deque<Wish> wishes = new ArrayDeque<>();

    private List<LoginEffect> effects = new ArrayList<>();
    private LoginState state = LoginState.LOGGED_OUT;
    private boolean isKeyTrusted;
    private long lastNumber;
    private Optional<Question> asked = Optional.empty();
    private Optional<Long> timer = Optional.empty();
    /** What LOGGING_IN and LOGGING_OUT are about. */
    private Optional<Wish> underWay = Optional.empty();

    private Optional<UserName> user = Optional.empty();
    private Optional<SessionCredentials> credentials = Optional.empty();
    /** Where the login was last. */
    private Optional<HostPort> last = Optional.empty();
    /** Whether the registry asked the session to go where it goes now. */
    private boolean isAskedToMove;
    /** Why the session lost its connection. */
    private SessionEnd lostBy = SessionEnd.CLOSED;
    /** Until when each RESUME whose answer never came may still take the session over; the oldest first. */
    private final Deque<Long> lateResumesUntilMs = new ArrayDeque<>();

    /**
     * @param registries where to try, in that order; at least one
     * @param isKeyTrusted whether the registry's key is known from the start
     */
    public LoginMachine(List<HostPort> registries, boolean isKeyTrusted, RandomGenerator random) {
        choice = new RegistryChoice(registries, random);
        connections = new RegistryConnections(choice, this::todo);
        this.isKeyTrusted = isKeyTrusted;
        this.random = random;
        backoff = new Backoff(FIRST_RETRY_MS, LONGEST_RETRY_MS, random);
    }

    public LoginState state() {
        return state;
    }

    /** Who is logged in, whether or not the connection is up. */
    public Optional<UserName> user() {
        return user;
    }

    /** What the registry gave at the last login, while logged in. */
    public Optional<SessionCredentials> credentials() {
        return credentials;
    }

    /** The number of the connection in use. */
    public Optional<Long> connection() {
        return connections.line().map(Connection::number);
    }

    /** Whether the connection in use bears the login. */
    public boolean isLive() {
        return state.isLive();
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
        isKeyTrusted = true;
        choice.keyTrusted();
    }

    /** Somebody wants a connection; done at once where there is one. */
    public List<LoginEffect> connect(long request) {
        if (state == LoginState.STOPPED) {
            refuse(request, Reason.UNAVAILABLE);
        } else {
            connections.want(request, last);
        }
        return settled();
    }

    /** A person wants to log in. */
    public List<LoginEffect> login(long request, UserName as) {
        take(new Wish(request, Optional.of(as)));
        return settled();
    }

    /** A person wants to log out. */
    public List<LoginEffect> logout(long request) {
        take(new Wish(request, Optional.empty()));
        return settled();
    }

    /** A person does not want to wait for the next try: it is made now, and later waits are short again. */
    public List<LoginEffect> retry() {
        if (state == LoginState.WAITING) {
            backoff.reset();
            resume();
        }
        return settled();
    }

    /** The connection is there, its key is the trusted one where one is trusted, and hello is said. */
    public List<LoginEffect> opened(long connection) {
        connections.opened(connection).ifPresent(fresh -> {
            if (state == LoginState.MOVING) {
                ask(Kind.RESUME, fresh);
            } else {
                connections.use(fresh);
                goOn();
            }
        });
        return settled();
    }

    /** @param otherKey whether a registry answered there with another key than the trusted one */
    public List<LoginEffect> openFailed(long connection, boolean otherKey) {
        if (connections.openFailed(connection, otherKey)) {
            if (state == LoginState.MOVING) {
                moveToNext();
            } else if (choice.hasNext()) {
                connections.openNext();
            } else {
                nobodyAnswered(connections.nobodyAnswered());
            }
        }
        return settled();
    }

    /**
     * The connection broke, or the registry closed it.
     *
     * @param nowMs by a clock that only goes forward, in milliseconds
     */
    public List<LoginEffect> dropped(long connection, long nowMs) {
        lost(connection, SessionEnd.CLOSED, nowMs);
        return settled();
    }

    /** The registry says that the session of the connection is over. */
    public List<LoginEffect> ended(long connection, SessionEnd why, long nowMs) {
        if (isLive() && connections.isLine(connection)) {
            todo(by -> by.close(connection));
            lost(connection, why, nowMs);
        }
        return settled();
    }

    /** The registry asks to go to another one, within that time. */
    public List<LoginEffect> moveOn(long connection, long withinMs) {
        boolean can = state == LoginState.ONLINE
                && timer.isEmpty()
                && credentials.isPresent()
                && connections.isLine(connection)
                && choice.hasOthers(connections.line().get().at());
        if (can) {
            wakeIn(1 + random.nextLong(Math.min(withinMs, LONGEST_MOVE_MS)));
        }
        return settled();
    }

    /** A login or a resumption was granted; without credentials by a registry that knows no sessions. */
    public List<LoginEffect> loggedIn(long question, Optional<SessionCredentials> granted) {
        answered(question).ifPresent(answered -> online(answered, granted));
        return settled();
    }

    /** The user is logged out at the registry. */
    public List<LoginEffect> loggedOut(long question) {
        answered(question).ifPresent(answered -> goodbye());
        return settled();
    }

    /** @param waitMs how long the registry wants nobody to try again, in milliseconds; 0 where it does not say */
    public List<LoginEffect> refused(long question, Reason reason, long waitMs) {
        answered(question).ifPresent(answered -> {
            switch (answered.kind()) {
                case LOGIN -> loginFailed(request -> by -> by.refuse(request, reason, waitMs));
                case RESUME -> resumeRefused(answered.over(), reason);
                case LOGOUT -> goodbye();
            }
        });
        return settled();
    }

    /** No answer came in time, or none that can be read: such a connection is not used any more. */
    public List<LoginEffect> unanswered(long question, long nowMs) {
        asked.filter(open -> open.number() == question).ifPresent(open -> {
            long connection = open.over().number();
            todo(by -> by.close(connection));
            lost(connection, SessionEnd.CLOSED, nowMs);
        });
        return settled();
    }

    /** The time that was asked for has passed. */
    public List<LoginEffect> woken(long number) {
        if (timer.filter(one -> one == number).isPresent()) {
            timer = Optional.empty();
            if (state == LoginState.WAITING) {
                resume();
            } else if (state == LoginState.ONLINE) {
                move();
            }
        }
        return settled();
    }

    /** Ends everything without a word to the registry: the session is there for the next start. */
    public List<LoginEffect> stop() {
        asked.ifPresent(open -> todo(by -> by.close(open.over().number())));
        asked = Optional.empty();
        todo(LoginActions::stopKeepAlive);
        connections.stop();
        underWay.ifPresent(wish -> refuse(wish.request(), Reason.UNAVAILABLE));
        wishes.forEach(wish -> refuse(wish.request(), Reason.UNAVAILABLE));
        wishes.clear();
        become(LoginState.STOPPED);
        return settled();
    }

    private void todo(LoginEffect effect) {
        effects.add(effect);
    }

    private void refuse(long request, Reason reason) {
        todo(by -> by.refuse(request, reason, 0));
    }

    /** What is to be done, behind what waited for the answer that has come. */
    private List<LoginEffect> settled() {
        while (!isBusy() && !wishes.isEmpty()) {
            take(wishes.poll());
        }
        if (state == LoginState.WAITING && timer.isEmpty()) {
            retryLater();
        }
        List<LoginEffect> done = effects;
        effects = new ArrayList<>();
        return done;
    }

    private boolean isBusy() {
        return asked.isPresent() || state == LoginState.LOGGING_IN;
    }

    /** Every state is entered here, and takes no timer and no wish with it. */
    private void become(LoginState next) {
        if (state == LoginState.MOVING && next.isLive()) {
            connections.abandonOpening();
        }
        isAskedToMove &= next == LoginState.RESUMING;
        state = next;
        timer = Optional.empty();
        underWay = Optional.empty();
    }

    private void wakeIn(long ms) {
        lastNumber++;
        long number = lastNumber;
        timer = Optional.of(number);
        todo(by -> by.wake(number, ms));
    }

    private void ask(Kind kind, Connection over) {
        lastNumber++;
        Question question = new Question(lastNumber, over, kind);
        asked = Optional.of(question);
        switch (kind) {
            case LOGIN -> {
                long request = underWay.orElseThrow().request();
                todo(by -> by.askLogin(question.number(), over.number(), request));
            }
            case RESUME -> {
                SessionCredentials own = credentials.orElseThrow();
                todo(by -> by.askResume(question.number(), over.number(), own.token()));
            }
            case LOGOUT -> todo(by -> by.askLogout(question.number(), over.number()));
        }
    }

    private Optional<Question> answered(long number) {
        Optional<Question> answered = asked.filter(open -> open.number() == number);
        if (answered.isPresent()) {
            asked = Optional.empty();
        }
        return answered;
    }

    private void take(Wish wish) {
        if (state == LoginState.STOPPED || wishes.size() >= MOST_WISHES) {
            refuse(wish.request(), Reason.UNAVAILABLE);
        } else if (isBusy()) {
            wishes.add(wish);
        } else if (wish.login().isPresent()) {
            beginLogin(wish);
        } else {
            beginLogout(wish);
        }
    }

    private void beginLogin(Wish wish) {
        if (!isKeyTrusted) {
            refuse(wish.request(), Reason.NOT_YOURS);
        } else if (isLive()) {
            refuse(wish.request(), Reason.ALREADY_LOGGED_IN);
        } else {
            become(LoginState.LOGGING_IN);
            underWay = Optional.of(wish);
            goOn();
        }
    }

    private void beginLogout(Wish wish) {
        if (user.isEmpty()) {
            refuse(wish.request(), Reason.NOT_LOGGED_IN);
        } else if (isLive()) {
            become(LoginState.LOGGING_OUT);
            underWay = Optional.of(wish);
            ask(Kind.LOGOUT, connections.line().orElseThrow());
        } else {
            forget();
            todo(by -> by.done(wish.request()));
        }
    }

    private void goodbye() {
        long request = underWay.orElseThrow().request();
        forget();
        todo(by -> by.done(request));
    }

    /** Nobody is logged in any more. */
    private void forget() {
        user = Optional.empty();
        credentials = Optional.empty();
        todo(LoginActions::stopKeepAlive);
        become(LoginState.LOGGED_OUT);
        todo(by -> by.news().offline());
    }

    private void end(SessionEnd why) {
        forget();
        todo(by -> by.news().ended(why));
    }

    private void resume() {
        become(LoginState.RESUMING);
        goOn();
    }

    /** Asks what this state asks, over a connection that is opened first where there is none. */
    private void goOn() {
        boolean asks = state == LoginState.LOGGING_IN || state == LoginState.RESUMING;
        if (asks) {
            Kind kind = state == LoginState.LOGGING_IN ? Kind.LOGIN : Kind.RESUME;
            connections.line().ifPresentOrElse(open -> ask(kind, open), () -> connections.open(last));
        }
    }

    private void nobodyAnswered(boolean otherKey) {
        if (state == LoginState.LOGGING_IN) {
            loginFailed(request -> RegistryConnections.failure(otherKey, request));
        } else if (state == LoginState.RESUMING) {
            resumeAtNext();
        }
    }

    private void loginFailed(LongFunction<LoginEffect> refusal) {
        todo(refusal.apply(underWay.orElseThrow().request()));
        become(user.isPresent() ? LoginState.WAITING : LoginState.LOGGED_OUT);
    }

    private void resumeRefused(Connection over, Reason reason) {
        if (state == LoginState.MOVING) {
            todo(by -> by.close(over.number()));
            moveToNext();
        } else if (reason == Reason.BAD_TOKEN) {
            end(SessionEnd.TOKEN_REFUSED);
        } else {
            connections.giveUp();
            resumeAtNext();
        }
    }

    private void resumeAtNext() {
        if (choice.allShowOtherKey()) {
            end(SessionEnd.KEY_CHANGED);
        } else if (choice.hasNext() && wishes.isEmpty()) {
            connections.openNext();
        } else {
            become(LoginState.WAITING);
        }
    }

    private void retryLater() {
        long waitMs = backoff.nextMs();
        SessionEnd why = lostBy;
        wakeIn(waitMs);
        todo(by -> by.news().retrying(waitMs, why));
    }

    private void move() {
        choice.beginWithOthers(connections.line().orElseThrow().at());
        become(LoginState.MOVING);
        isAskedToMove = true;
        moveToNext();
    }

    /** Stays where no other registry takes this peer. */
    private void moveToNext() {
        if (choice.hasNext() && wishes.isEmpty()) {
            connections.openNext();
        } else {
            become(LoginState.ONLINE);
        }
    }

    private void online(Question answered, Optional<SessionCredentials> granted) {
        boolean isLost = !isAskedToMove;
        Optional<HostPort> from = last;
        Connection over = answered.over();
        if (!connections.isLine(over.number())) {
            connections.giveUp();
            connections.use(over);
        }
        Optional<Wish> login = underWay;
        user = granted.map(SessionCredentials::user)
                .or(() -> login.flatMap(Wish::login))
                .or(() -> user);
        credentials = granted;
        last = Optional.of(over.at());
        backoff.reset();
        become(LoginState.ONLINE);
        granted.ifPresentOrElse(
                own -> todo(by -> by.keepAlive(over.number(), own)), () -> todo(LoginActions::stopKeepAlive));
        UserName who = user.orElseThrow();
        todo(by -> by.news().online(who, granted.map(SessionCredentials::ip)));
        login.ifPresentOrElse(wish -> todo(by -> by.done(wish.request())), () -> tellResumed(from, over.at(), isLost));
    }

    private void tellResumed(Optional<HostPort> from, HostPort to, boolean isLost) {
        from.filter(former -> !former.equals(to))
                .ifPresentOrElse(
                        former -> todo(by -> by.news().moved(former, to, isLost)),
                        () -> todo(by -> by.news().resumed()));
    }

    /** A connection is gone, and with it the answer that was awaited over it. */
    private void lost(long connection, SessionEnd why, long nowMs) {
        Optional<Question> failed = asked.filter(open -> open.over().number() == connection);
        boolean wasLine = connections.isLine(connection);
        Optional<HostPort> at = connections.line().map(Connection::at);
        if (wasLine) {
            connections.lose();
        }
        if (failed.isPresent()) {
            asked = Optional.empty();
            lostWithQuestion(failed.get(), nowMs);
        } else if (wasLine) {
            choice.beginWithout(at.get());
            lostLine(at.get(), why, nowMs);
        }
    }

    private void lostWithQuestion(Question failed, long nowMs) {
        switch (failed.kind()) {
            case LOGIN -> {
                loginFailed(request -> by -> by.refuse(request, Reason.UNAVAILABLE, 0));
                tellDisconnected();
            }
            case RESUME -> {
                noteLateResume(nowMs);
                if (state == LoginState.MOVING) {
                    moveToNext();
                } else {
                    resumeAtNext();
                }
            }
            case LOGOUT -> {
                goodbye();
                tellDisconnected();
            }
        }
    }

    private void tellDisconnected() {
        if (user.isEmpty()) {
            todo(by -> by.news().disconnected());
        }
    }

    private void lostLine(HostPort at, SessionEnd why, long nowMs) {
        boolean isOver = isLive() && (credentials.isEmpty() || why.isForGood() && !isOwnTakeover(why, nowMs));
        lostBy = why.isForGood() ? SessionEnd.CLOSED : why;
        if (isOver) {
            connections.abandonOpening();
            end(why);
        } else if (state == LoginState.ONLINE) {
            loseSession(at);
        } else if (state == LoginState.MOVING) {
            goOnMoving();
        }
        tellDisconnected();
    }

    /** At once where there is another registry; that one is lost is told when no other takes this peer either. */
    private void loseSession(HostPort at) {
        todo(LoginActions::stopKeepAlive);
        become(LoginState.WAITING);
        if (choice.hasOthers(at)) {
            wakeIn(1 + random.nextLong(SPREAD_MS));
        }
    }

    /** The registry that asked to go did not wait: what is under way elsewhere goes on as a resumption. */
    private void goOnMoving() {
        todo(LoginActions::stopKeepAlive);
        become(LoginState.RESUMING);
        asked.ifPresent(open -> connections.use(open.over()));
    }

    private void noteLateResume(long nowMs) {
        lateResumesUntilMs.add(nowMs + LATE_RESUME_MS);
        if (lateResumesUntilMs.size() > MOST_LATE_RESUMES) {
            lateResumesUntilMs.remove();
        }
    }

    /** Whether a RESUME of this peer itself took the session over; each accounts for one takeover (SPEC 4.8). */
    private boolean isOwnTakeover(SessionEnd why, long nowMs) {
        lateResumesUntilMs.removeIf(untilMs -> untilMs <= nowMs);
        return why == SessionEnd.TAKEN_OVER && (asked.isPresent() || lateResumesUntilMs.poll() != null);
    }
}
