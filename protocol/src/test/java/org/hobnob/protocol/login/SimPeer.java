package org.hobnob.protocol.login;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.login.SimRegistries.Answer;
import org.hobnob.protocol.login.SimRegistries.Question;
import org.hobnob.protocol.login.SimRegistries.Wire;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.value.Challenge;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.sim.World;

/** Carries out what a {@link LoginMachine} wants, as the peer does, and checks what must hold at every step. */
final class SimPeer implements LoginActions, LoginNews, SimRegistries.Caller {
    private static final UserName USER = new UserName("dana");
    private static final long ANSWER_MS = 25_000;
    private static final int REGISTRIES = 3;
    private static final int FIRST_ROUNDS = 8;
    private static final long LEAST_WAIT_MS = 4_000;
    private static final long NEVER_MS = Long.MIN_VALUE / 2;

    private final World world;
    private final SimRegistries registries;
    private final RandomGenerator random;
    private final LoginMachine machine;
    private final Deque<LoginEffect> todo = new ArrayDeque<>();
    private final Map<Long, Wire> wires = new HashMap<>();
    private final Map<Long, Wire> openQuestions = new HashMap<>();
    private final Set<Long> resumptions = new HashSet<>();
    private final Map<Long, HostPort> opening = new HashMap<>();
    private final Set<Long> logins = new HashSet<>();
    private final Set<Long> logouts = new HashSet<>();
    private final Map<Long, Integer> loginsSent = new HashMap<>();
    private final Map<Long, Integer> resumesSent = new HashMap<>();
    /** How often challenges had been forgotten when the last LOGIN was sent. */
    private int forgettings;

    private final Set<Long> connects = new HashSet<>();
    private final List<Long> usedNumbers = new ArrayList<>();
    private final List<Long> questions = new ArrayList<>();
    private final TreeSet<Long> timers = new TreeSet<>();
    private final Set<HostPort> sawOtherKey = new HashSet<>();
    private boolean isRunning;
    private long lastRequest;
    private long lastTimer;
    /** Whether the person is logged in, as far as the person was told. */
    private boolean isIn;

    private long takenOverMs = NEVER_MS;
    private long resumeUnansweredMs = NEVER_MS;
    private long opens;
    private long quietSinceMs;
    private int personsTries;
    private int onlines;

    SimPeer(World world) {
        this.world = world;
        registries = new SimRegistries(world, REGISTRIES, this);
        random = world.random("peer");
        machine = new LoginMachine(registries.addresses(), true, world.random("machine"));
    }

    SimRegistries registries() {
        return registries;
    }

    boolean isIn() {
        return isIn;
    }

    int onlines() {
        return onlines;
    }

    private void check(boolean holds, String what) {
        world.check(holds, () -> what + "; " + machine.state());
    }

    private void run(List<LoginEffect> effects) {
        todo.addAll(effects);
        if (!isRunning) {
            isRunning = true;
            while (!todo.isEmpty()) {
                todo.poll().carryOut(this);
            }
            isRunning = false;
            world.mark(machine.state().ordinal());
        }
    }

    /** Something that a person does. */
    void person() {
        lastRequest++;
        switch (random.nextInt(8)) {
            case 0 -> logout();
            case 1 -> {
                world.trace(() -> "the person tries again");
                personsTries++;
                run(machine.retry());
            }
            case 2 -> {
                connects.add(lastRequest);
                personsTries++;
                run(machine.connect(lastRequest));
            }
            default -> login();
        }
    }

    private void logout() {
        lastRequest++;
        world.trace(() -> "the person logs out");
        logouts.add(lastRequest);
        run(machine.logout(lastRequest));
    }

    void login() {
        lastRequest++;
        world.trace(() -> "the person logs in");
        logins.add(lastRequest);
        personsTries++;
        run(machine.login(lastRequest, USER));
    }

    void tellRegistries() {
        sawOtherKey.clear();
        machine.learn(registries.addresses());
    }

    /** Whatever was over before changes nothing. */
    void outdatedEvents() {
        LoginState before = machine.state();
        Optional<Long> connection = machine.connection();
        for (long number : usedNumbers) {
            boolean isOver = !wires.containsKey(number);
            if (isOver) {
                nothing(machine.dropped(number, world.nowMs()));
                nothing(machine.ended(number, SessionEnd.TAKEN_OVER, world.nowMs()));
                nothing(machine.moveOn(number, 10));
                nothing(machine.openFailed(number, true));
            }
        }
        questions.stream().filter(number -> !openQuestions.containsKey(number)).forEach(number -> {
            nothing(machine.loggedIn(number, Optional.empty()));
            nothing(machine.loggedOut(number));
            nothing(machine.refused(number, Reason.BAD_TOKEN, 0));
            nothing(machine.unanswered(number, world.nowMs()));
        });
        timers.headSet(lastTimer).forEach(number -> nothing(machine.woken(number)));
        check(
                before == machine.state() && connection.equals(machine.connection()),
                "an outdated event changed the state");
    }

    private void nothing(List<LoginEffect> effects) {
        check(effects.isEmpty(), "an outdated event had an effect");
    }

    void checkAtRest() {
        check(logins.isEmpty() && logouts.isEmpty() && connects.isEmpty(), "a request was never answered");
        check(isIn == machine.user().isPresent(), "the person was told otherwise");
        check(wires.size() == machine.connection().stream().count(), "a connection was left open");
        if (isIn) {
            check(machine.state() == LoginState.ONLINE, "a login is lost while a registry is reachable");
            check(
                    registries.isPresentAt(machine.connection().orElseThrow()),
                    "the registry knows nothing of the login");
        }
    }

    @Override
    public void open(long connection, HostPort at, boolean isOneOfSeveral) {
        world.trace(() -> "connecting to " + at + " (" + connection + "), " + machine.state());
        opens++;
        double rounds = FIRST_ROUNDS * (1 + personsTries) + (world.nowMs() - quietSinceMs) / (double) LEAST_WAIT_MS;
        check(opens <= REGISTRIES * rounds, "it connects too often: " + opens);
        check(wires.size() <= 1, "a connection was left open");
        opening.put(connection, at);
        if (machine.state() == LoginState.MOVING && random.nextInt(8) == 0) {
            world.in(random.nextLong(100), this::logout);
        }
        registries.open(connection, at);
    }

    @Override
    public void opened(Wire wire) {
        wires.put(wire.number, wire);
        sawOtherKey.remove(wire.site.at);
        run(machine.opened(wire.number));
    }

    @Override
    public void openFailed(long connection, boolean otherKey) {
        usedNumbers.add(connection);
        if (otherKey) {
            sawOtherKey.add(opening.get(connection));
        }
        run(machine.openFailed(connection, otherKey));
    }

    @Override
    public void close(long connection) {
        Wire wire = wires.remove(connection);
        if (wire != null) {
            usedNumbers.add(connection);
            registries.closed(wire);
            world.in(1, () -> gone(wire));
        }
    }

    @Override
    public void dropped(Wire wire) {
        world.trace(() -> "connection " + wire.number + " is gone");
        wires.remove(wire.number);
        gone(wire);
        usedNumbers.add(wire.number);
    }

    /** As a channel does: first its questions fail, then it is told to be closed. */
    private void gone(Wire wire) {
        openQuestions.entrySet().stream()
                .filter(entry -> entry.getValue() == wire)
                .map(Map.Entry::getKey)
                .sorted()
                .toList()
                .forEach(this::unanswered);
        run(machine.dropped(wire.number, world.nowMs()));
    }

    private void unanswered(long question) {
        if (openQuestions.remove(question) != null) {
            if (resumptions.contains(question)) {
                resumeUnansweredMs = world.nowMs();
            }
            run(machine.unanswered(question, world.nowMs()));
        }
    }

    @Override
    public void ended(Wire wire, SessionEnd why, boolean byAnotherPeer) {
        world.trace(() -> "session of " + wire.number + " ended: " + why + (byAnotherPeer ? " by another peer" : ""));
        boolean bears = machine.isLive() && isLine(wire);
        boolean inDoubt = machine.state() == LoginState.MOVING
                || world.nowMs() - resumeUnansweredMs < LoginSession.LATE_RESUME_MS;
        takenOverMs = byAnotherPeer ? world.nowMs() : takenOverMs;
        run(machine.ended(wire.number, why, world.nowMs()));
        if (bears && byAnotherPeer && !inDoubt) {
            check(machine.user().isEmpty() || !logins.isEmpty(), "a takeover did not end the login");
        }
    }

    private boolean isLine(Wire wire) {
        return machine.connection().filter(one -> one == wire.number).isPresent();
    }

    @Override
    public void moveOn(Wire wire, long withinMs) {
        if (wire.isOpenAtPeer) {
            run(machine.moveOn(wire.number, withinMs));
        }
    }

    private void ask(long question, long connection, boolean isLogout, boolean isLogin, long tokenEpoch) {
        Wire wire = wires.get(connection);
        check(wire != null, "asked over a connection that is closed");
        check(openQuestions.values().stream().noneMatch(other -> other.isOpenAtPeer), "two questions at once");
        check(isLogout || !wire.isGranted, "a second login over a connection that bears one");
        check(isLogout || mayLogIn(isLogin), "a login that nobody wants");
        openQuestions.put(question, wire);
        questions.add(question);
        if (isLogout) {
            send(question, wire, new Question(true, false, 0, Optional.empty()));
        } else {
            prove(question, wire, isLogin, tokenEpoch);
        }
        world.in(ANSWER_MS, () -> {
            if (wire.isOpenAtPeer) {
                unanswered(question);
            }
        });
    }

    /** Says hello first where no challenge is held any more. */
    private void prove(long question, Wire wire, boolean isLogin, long tokenEpoch) {
        Optional<Challenge> challenge = wire.held.take(world.nowMs());
        if (challenge.isPresent()) {
            send(question, wire, new Question(false, isLogin, tokenEpoch, challenge));
        } else {
            registries.hello(wire, () -> {
                if (openQuestions.containsKey(question)) {
                    prove(question, wire, isLogin, tokenEpoch);
                }
            });
        }
    }

    private void send(long question, Wire wire, Question what) {
        registries.ask(wire, what, answer -> answered(question, wire, answer));
    }

    private boolean mayLogIn(boolean isLogin) {
        return isLogin ? !logins.isEmpty() : isIn;
    }

    private void answered(long question, Wire wire, Answer answer) {
        if (!wire.isOpenAtPeer || openQuestions.remove(question) == null) {
            return;
        }
        if (answer.refusal().isPresent()) {
            run(machine.refused(question, answer.refusal().get(), 0));
        } else if (answer.granted().isPresent()) {
            wire.isGranted = true;
            run(machine.loggedIn(question, answer.granted()));
        } else {
            wire.isGranted = false;
            run(machine.loggedOut(question));
        }
    }

    @Override
    public void askLogin(long question, long connection, long request) {
        check(logins.contains(request), "a login that nobody waits for");
        check(loginsSent.merge(request, 1, Integer::sum) <= 2, "a refused proof is made again and again");
        forgettings = registries.forgettings();
        ask(question, connection, false, true, 0);
    }

    @Override
    public void askResume(long question, long connection, ResumeToken token) {
        resumptions.add(question);
        check(resumesSent.merge(connection, 1, Integer::sum) <= 2, "a refused proof is made again and again");
        ask(question, connection, false, false, SimRegistries.epochOf(token));
    }

    @Override
    public void askLogout(long question, long connection) {
        ask(question, connection, true, false, 0);
    }

    @Override
    public void wake(long timer, long inMs) {
        boolean isToMove = machine.state() == LoginState.ONLINE;
        check(inMs >= 1 && (isToMove || inMs <= LoginSteps.LONGEST_RETRY_MS), "a wait of " + inMs + " ms");
        timers.add(timer);
        lastTimer = timer;
        world.in(inMs, () -> run(machine.woken(timer)));
    }

    @Override
    public void keepAlive(long connection, SessionCredentials credentials) {
        check(wires.containsKey(connection) && wires.get(connection).isGranted, "keep-alives of no session");
    }

    @Override
    public void stopKeepAlive() {
        // Nothing is kept alive here.
    }

    @Override
    public void done(long request) {
        boolean isLogin = logins.remove(request);
        boolean isLogout = logouts.remove(request);
        check(isLogin || isLogout || connects.remove(request), "a request was answered twice");
        if (isLogout) {
            check(!isIn, "logged out, and still logged in");
        }
    }

    @Override
    public void refuse(long request, Reason reason, long waitMs) {
        boolean known = logins.remove(request) | logouts.remove(request) | connects.remove(request);
        check(known, "a request was answered twice");
        boolean secondForgotten = loginsSent.getOrDefault(request, 0) == 2 && registries.forgettings() > forgettings;
        check(reason != Reason.BAD_PROOF || secondForgotten, "a login ended with its first proof");
    }

    @Override
    public void refuseKey(long request) {
        refuse(request, Reason.WRONG_KEY, 0);
    }

    @Override
    public LoginNews news() {
        return this;
    }

    @Override
    public void online(UserName user, Optional<String> ip) {
        world.trace(() -> "online over " + machine.connection());
        isIn = true;
        onlines++;
        opens = 0;
        personsTries = 0;
        quietSinceMs = world.nowMs();
    }

    @Override
    public void offline() {
        isIn = false;
    }

    @Override
    public void disconnected() {
        check(machine.user().isEmpty(), "a lost connection is not told while somebody is logged in");
    }

    @Override
    public void retrying(long inMs, SessionEnd why) {
        world.trace(() -> "retrying in " + inMs + " ms: " + why);
    }

    @Override
    public void resumed() {
        world.trace(() -> "resumed");
    }

    @Override
    public void moved(HostPort from, HostPort to, boolean isLost) {
        check(!from.equals(to), "moved to where it was");
        world.trace(() -> "moved to " + to + (isLost ? "" : " as asked"));
    }

    @Override
    public void ended(SessionEnd why) {
        world.trace(() -> "ended for good: " + why);
        // Where both happen within a minute, nobody can tell which takeover was whose.
        boolean byAnotherPeer = world.nowMs() - takenOverMs < LoginSession.LATE_RESUME_MS;
        check(why != SessionEnd.TAKEN_OVER || byAnotherPeer, "it took itself for another peer");
        boolean allChanged = sawOtherKey.containsAll(registries.addresses());
        check(why != SessionEnd.KEY_CHANGED || allChanged, "it did not look at every registry");
        check(why.isForGood(), "ended for " + why);
    }
}
