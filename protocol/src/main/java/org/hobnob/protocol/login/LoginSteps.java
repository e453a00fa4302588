package org.hobnob.protocol.login;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.login.Pending.Question;
import org.hobnob.protocol.login.RegistryConnections.Connection;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.retry.Backoff;

/** The transitions of a {@link LoginMachine}; its table says which event causes which. Not thread-safe. */
final class LoginSteps {
    private static final long FIRST_RETRY_MS = 500;
    /** Short enough that all peers are back within ten seconds of the registry, in milliseconds. */
    static final long LONGEST_RETRY_MS = 8_000;
    /** Spreads the reconnects when a registry with many peers dies, in milliseconds. */
    private static final long SPREAD_MS = 500;
    /** A longer time to move on is reduced to this, in milliseconds. */
    private static final long LONGEST_MOVE_MS = 3_600_000;
    /** More requests than a person makes while waiting for one answer. */
    private static final int MOST_WISHES = 16;

    /** What the user wants: to log in as {@code login}, or to log out if that is empty. */
    record Wish(long request, Optional<UserName> login) {}

    private final Pending pending;
    private final LoginSession session;
    private final RegistryChoice choice;
    private final RegistryConnections connections;
    private final RandomGenerator random;
    private final Backoff backoff;
    /** Requests that wait for an answer to an earlier one, in order. */
    private final Deque<Wish> wishes = new ArrayDeque<>();

    private LoginState state = LoginState.LOGGED_OUT;
    private boolean isKeyTrusted;
    /** The request that LOGGING_IN or LOGGING_OUT is serving. */
    private Optional<Wish> underWay = Optional.empty();
    /** Whether the registry asked for the move in progress. */
    private boolean isAskedToMove;
    /** Why the session lost its connection. */
    private SessionEnd lostBy = SessionEnd.CLOSED;

    LoginSteps(
            Pending pending,
            LoginSession session,
            RegistryChoice choice,
            RegistryConnections connections,
            RandomGenerator random) {
        this.pending = pending;
        this.session = session;
        this.choice = choice;
        this.connections = connections;
        this.random = random;
        backoff = new Backoff(FIRST_RETRY_MS, LONGEST_RETRY_MS, random);
    }

    LoginState state() {
        return state;
    }

    void keyTrusted() {
        isKeyTrusted = true;
        choice.keyTrusted();
    }

    /** Returns the pending effects, after starting the next waiting request if nothing is being asked. */
    List<LoginEffect> settle() {
        while (!isBusy() && !wishes.isEmpty()) {
            take(wishes.poll());
        }
        if (state == LoginState.WAITING && !pending.isTimerSet()) {
            retryLater();
        }
        return pending.takeEffects();
    }

    private boolean isBusy() {
        return pending.isAsked() || state == LoginState.LOGGING_IN;
    }

    /** Changes the state; the timer and the served request end with the old state. */
    private void become(LoginState next) {
        if (state == LoginState.MOVING && next.isLive()) {
            connections.abandonOpening();
        }
        isAskedToMove &= next == LoginState.RESUMING;
        state = next;
        pending.cancelTimer();
        underWay = Optional.empty();
    }

    /** Starts the request now, or queues it behind the current question. */
    void take(Wish wish) {
        if (state == LoginState.STOPPED || wishes.size() >= MOST_WISHES) {
            pending.refuse(wish.request(), Reason.UNAVAILABLE);
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
            pending.refuse(wish.request(), Reason.NOT_YOURS);
        } else if (state.isLive()) {
            pending.refuse(wish.request(), Reason.ALREADY_LOGGED_IN);
        } else {
            become(LoginState.LOGGING_IN);
            underWay = Optional.of(wish);
            goOn();
        }
    }

    private void beginLogout(Wish wish) {
        if (!session.isThere()) {
            pending.refuse(wish.request(), Reason.NOT_LOGGED_IN);
        } else if (state.isLive()) {
            become(LoginState.LOGGING_OUT);
            underWay = Optional.of(wish);
            pending.askLogout(connections.line().orElseThrow());
        } else {
            forget();
            pending.todo(by -> by.done(wish.request()));
        }
    }

    void goodbye() {
        long request = underWay.orElseThrow().request();
        forget();
        pending.todo(by -> by.done(request));
    }

    /** Drops the login: nobody is logged in any more. */
    private void forget() {
        session.forget();
        pending.todo(LoginActions::stopKeepAlive);
        become(LoginState.LOGGED_OUT);
        pending.todo(by -> by.news().offline());
    }

    private void end(SessionEnd why) {
        forget();
        pending.todo(by -> by.news().ended(why));
    }

    void resumeWithoutWaiting() {
        backoff.reset();
        resume();
    }

    void timeIsOver() {
        if (state == LoginState.WAITING) {
            resume();
        } else if (state == LoginState.ONLINE) {
            move();
        }
    }

    private void resume() {
        become(LoginState.RESUMING);
        goOn();
    }

    /** Asks the question of the current state, opening a connection first if there is none. */
    private void goOn() {
        if (state == LoginState.LOGGING_IN || state == LoginState.RESUMING) {
            connections.line().ifPresentOrElse(this::askOver, () -> connections.open(session.last()));
        }
    }

    private void askOver(Connection open) {
        if (state == LoginState.LOGGING_IN) {
            pending.askLogin(open, underWay.orElseThrow().request());
        } else {
            pending.askResume(open, session.credentials().orElseThrow().token());
        }
    }

    /** The requested connection is up. */
    void opened(Connection fresh) {
        if (state == LoginState.MOVING) {
            askOver(fresh);
        } else {
            connections.use(fresh);
            goOn();
        }
    }

    /** The requested connection could not be opened. */
    void openFailed() {
        if (state == LoginState.MOVING) {
            moveToNext();
        } else if (choice.hasNext()) {
            connections.openNext();
        } else {
            nobodyAnswered(connections.nobodyAnswered());
        }
    }

    private void nobodyAnswered(boolean otherKey) {
        if (state == LoginState.LOGGING_IN) {
            loginFailed(request -> RegistryConnections.failure(otherKey, request));
        } else if (state == LoginState.RESUMING) {
            resumeAtNext();
        }
    }

    void loginFailed(LongFunction<LoginEffect> refusal) {
        pending.todo(refusal.apply(underWay.orElseThrow().request()));
        become(session.isThere() ? LoginState.WAITING : LoginState.LOGGED_OUT);
    }

    void resumeRefused(Connection over, Reason reason) {
        if (state == LoginState.MOVING) {
            pending.todo(by -> by.close(over.number()));
            moveToNext();
        } else if (reason == Reason.BAD_TOKEN) {
            end(SessionEnd.TOKEN_REFUSED);
        } else if (reason == Reason.BANNED) {
            end(SessionEnd.BANNED);
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
        pending.wakeIn(waitMs);
        pending.todo(by -> by.news().retrying(waitMs, why));
    }

    /** Schedules a move at a random moment within that time, if there is another registry. */
    void moveWithin(long ms) {
        boolean can = !pending.isTimerSet()
                && session.credentials().isPresent()
                && choice.hasOthers(connections.line().orElseThrow().at());
        if (can) {
            pending.wakeIn(1 + random.nextLong(Math.min(ms, LONGEST_MOVE_MS)));
        }
    }

    private void move() {
        choice.beginWithOthers(connections.line().orElseThrow().at());
        become(LoginState.MOVING);
        isAskedToMove = true;
        moveToNext();
    }

    /** Tries the next registry; stays with the current one if no other accepts this peer. */
    private void moveToNext() {
        if (choice.hasNext() && wishes.isEmpty()) {
            connections.openNext();
        } else {
            become(LoginState.ONLINE);
        }
    }

    /** The session was granted over that connection. */
    void online(Connection over, Optional<SessionCredentials> granted) {
        boolean isLost = !isAskedToMove;
        Optional<Wish> login = underWay;
        Optional<HostPort> from = session.last();
        if (!connections.isLine(over.number())) {
            connections.giveUp();
            connections.use(over);
        }
        UserName asked = login.flatMap(Wish::login).or(session::user).orElseThrow();
        session.begin(asked, granted, over.at());
        backoff.reset();
        become(LoginState.ONLINE);
        granted.ifPresentOrElse(
                own -> pending.todo(by -> by.keepAlive(over.number(), own)),
                () -> pending.todo(LoginActions::stopKeepAlive));
        UserName user = session.user().orElseThrow();
        pending.todo(by -> by.news().online(user, granted.map(SessionCredentials::ip)));
        login.ifPresentOrElse(
                wish -> pending.todo(by -> by.done(wish.request())), () -> tellResumed(from, over.at(), isLost));
    }

    private void tellResumed(Optional<HostPort> from, HostPort to, boolean isLost) {
        from.filter(former -> !former.equals(to))
                .ifPresentOrElse(
                        former -> pending.todo(by -> by.news().moved(former, to, isLost)),
                        () -> pending.todo(by -> by.news().resumed()));
    }

    /** A connection was lost, and with it the answer awaited over it. */
    void lost(long connection, SessionEnd why, long nowMs) {
        Optional<Question> failed = pending.question()
                .filter(open -> open.over().number() == connection)
                .flatMap(open -> pending.takeQuestion(open.number()));
        Optional<HostPort> at =
                connections.line().filter(open -> open.number() == connection).map(Connection::at);
        at.ifPresent(lost -> connections.lose());
        if (failed.isPresent()) {
            lostWithQuestion(failed.get(), nowMs);
        } else if (at.isPresent()) {
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
                session.resumeUnanswered(nowMs);
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
        if (!session.isThere()) {
            pending.todo(by -> by.news().disconnected());
        }
    }

    private void lostLine(HostPort at, SessionEnd why, long nowMs) {
        boolean isOver =
                state.isLive() && (session.credentials().isEmpty() || why.isForGood() && !isOwnTakeover(why, nowMs));
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

    /**
     * Retries at once if there is another registry. The loss is reported only if no other accepts this peer either.
     */
    private void loseSession(HostPort at) {
        pending.todo(LoginActions::stopKeepAlive);
        become(LoginState.WAITING);
        if (choice.hasOthers(at)) {
            pending.wakeIn(1 + random.nextLong(SPREAD_MS));
        }
    }

    /** The registry that asked for the move did not wait: continue the move as a resumption. */
    private void goOnMoving() {
        pending.todo(LoginActions::stopKeepAlive);
        become(LoginState.RESUMING);
        pending.question().ifPresent(open -> connections.use(open.over()));
    }

    /** Returns whether a RESUME of this peer itself took over the session (SPEC 4.8). */
    private boolean isOwnTakeover(SessionEnd why, long nowMs) {
        return why == SessionEnd.TAKEN_OVER && (pending.isAsked() || session.takeLateResume(nowMs));
    }

    void stop() {
        pending.question()
                .flatMap(open -> pending.takeQuestion(open.number()))
                .ifPresent(open -> pending.todo(by -> by.close(open.over().number())));
        pending.todo(LoginActions::stopKeepAlive);
        connections.stop();
        underWay.ifPresent(wish -> pending.refuse(wish.request(), Reason.UNAVAILABLE));
        wishes.forEach(wish -> pending.refuse(wish.request(), Reason.UNAVAILABLE));
        wishes.clear();
        become(LoginState.STOPPED);
    }
}
