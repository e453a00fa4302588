package org.hobnob.protocol.login;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.hobnob.protocol.keepalive.KeepAliveKey;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.value.Challenge;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.sim.World;

/**
 * Several registries with one store, as a peer sees them: they crash with and without a word, answer late, refuse for a
 * while, show another key, refuse tokens, and send their peers on.
 */
final class SimRegistries {
    private static final UserName USER = new UserName("dana");
    private static final long SLOWEST_HELLO_MS = 4_000;
    private static final long CHALLENGE_MS = 60_000;
    private static final long NOTICED_AT_LATEST_MS = 12_000;
    private static final long NOTICED_AT_EARLIEST_MS = 7_000;

    /** What a peer is asked to be told over its connection. */
    interface Caller {
        void opened(Wire wire);

        void openFailed(long connection, boolean otherKey);

        /** The connection is gone; called once, and not where the peer closed it. */
        void dropped(Wire wire);

        void ended(Wire wire, SessionEnd why, boolean byAnotherPeer);

        void moveOn(Wire wire, long withinMs);
    }

    /** An answer to LOGIN, RESUME or LOGOUT. */
    record Answer(Optional<SessionCredentials> granted, Optional<Reason> refusal) {
        static Answer refused(Reason reason) {
            return new Answer(Optional.empty(), Optional.of(reason));
        }
    }

    /**
     * LOGOUT, LOGIN, or RESUME with a token of an epoch.
     *
     * @param signed the challenge that the proof is for
     */
    record Question(boolean isLogout, boolean isLogin, long tokenEpoch, Optional<Challenge> signed) {}

    /** One connection. */
    static final class Wire {
        final long number;
        final Site site;
        boolean isOpenAtPeer = true;
        boolean isOpenThere = true;
        /** Whether the peer was granted a session over it. */
        boolean isGranted;
        /** What the peer holds of the registry's latest challenge. */
        final HeldChallenge held = new HeldChallenge();
        /** The challenge that the registry drew last and that no proof has used yet. */
        Optional<Challenge> drawn = Optional.empty();

        long drawnMs;

        Wire(long number, Site site) {
            this.number = number;
            this.site = site;
        }
    }

    /** One registry. */
    static final class Site {
        final HostPort at;
        boolean isUp = true;
        boolean hasOtherKey;
        boolean isRefusing;
        boolean takesNoProof;
        long slowMs;
        int starts;

        Site(HostPort at) {
            this.at = at;
        }
    }

    private final World world;
    private final RandomGenerator random;
    private final Caller caller;
    private final List<Site> sites;
    private final Set<Wire> wires = new HashSet<>();
    /** The connection that bears the user's present session at its registry; empty where another peer has it, or nobody. */
    private Optional<Wire> present = Optional.empty();

    private boolean isElsewhere;
    private long epoch;
    private long lastSession;
    private int forgettings;

    SimRegistries(World world, int count, Caller caller) {
        this.world = world;
        this.caller = caller;
        random = world.random("registries");
        sites = IntStream.range(0, count)
                .mapToObj(i -> new Site(new HostPort("10.0.0." + (i + 1), 15_600)))
                .toList();
    }

    List<HostPort> addresses() {
        return sites.stream().map(site -> site.at).toList();
    }

    private Site any() {
        return sites.get(random.nextInt(sites.size()));
    }

    private long delayMs() {
        return 1 + random.nextLong(50);
    }

    private void in(long ms, Runnable action) {
        world.in(ms, action);
    }

    void open(long number, HostPort at) {
        Site site = sites.stream().filter(one -> one.at.equals(at)).findFirst().orElseThrow();
        in(delayMs() + random.nextLong(Math.min(site.slowMs, SLOWEST_HELLO_MS) + 1), () -> {
            if (!site.isUp) {
                in(random.nextBoolean() ? 1 : 5_000, () -> caller.openFailed(number, false));
            } else if (site.hasOtherKey) {
                caller.openFailed(number, true);
            } else {
                Wire wire = new Wire(number, site);
                wires.add(wire);
                draw(wire);
                wire.held.heard(wire.drawn, world.nowMs());
                caller.opened(wire);
            }
        });
    }

    /** The peer closes it; its registry notices a little later. */
    void closed(Wire wire) {
        wire.isOpenAtPeer = false;
        in(delayMs(), () -> closeThere(wire));
    }

    private void closeThere(Wire wire) {
        wire.isOpenThere = false;
        wires.remove(wire);
        present = present.filter(one -> one != wire);
    }

    /** The registry closes it. */
    private void hangUp(Wire wire, long noticedMs) {
        closeThere(wire);
        in(noticedMs, () -> {
            if (wire.isOpenAtPeer) {
                wire.isOpenAtPeer = false;
                caller.dropped(wire);
            }
        });
    }

    private void draw(Wire wire) {
        wire.drawn = Optional.of(Challenge.random(random));
        wire.drawnMs = world.nowMs();
    }

    /** Answers a hello over an open connection with a new challenge, which the peer then holds. */
    void hello(Wire wire, Runnable answered) {
        Site site = wire.site;
        int start = site.starts;
        in(delayMs() + random.nextLong(site.slowMs + 1), () -> {
            if (site.isUp && site.starts == start && wire.isOpenThere) {
                draw(wire);
                Optional<Challenge> fresh = wire.drawn;
                in(delayMs(), () -> {
                    wire.held.heard(fresh, world.nowMs());
                    answered.run();
                });
            }
        });
    }

    /** Whatever becomes of the request, its challenge is used. */
    private boolean isProved(Wire wire, Optional<Challenge> signed) {
        boolean isGood =
                wire.drawn.isPresent() && wire.drawn.equals(signed) && world.nowMs() - wire.drawnMs <= CHALLENGE_MS;
        wire.drawn = Optional.empty();
        forgettings += wire.site.takesNoProof ? 1 : 0;
        return isGood && !wire.site.takesNoProof;
    }

    /** Acts on the question when its time has come, even where the connection is gone by then; only a crash prevents it. */
    void ask(Wire wire, Question question, Consumer<Answer> answer) {
        Site site = wire.site;
        int start = site.starts;
        in(delayMs() + random.nextLong(site.slowMs + 1), () -> {
            if (site.isUp && site.starts == start) {
                Answer what = act(wire, question);
                if (wire.isOpenThere) {
                    in(delayMs(), () -> answer.accept(what));
                }
            }
        });
    }

    private Answer act(Wire wire, Question question) {
        if (question.isLogout()) {
            present = present.filter(one -> one != wire);
            return new Answer(Optional.empty(), Optional.empty());
        }
        if (!isProved(wire, question.signed())) {
            return Answer.refused(Reason.BAD_PROOF);
        }
        if (wire.site.isRefusing) {
            return Answer.refused(Reason.UNAVAILABLE);
        }
        if (question.isLogin() && (present.isPresent() || isElsewhere)) {
            return Answer.refused(Reason.ALREADY_ONLINE);
        }
        if (!question.isLogin() && question.tokenEpoch() != epoch) {
            return Answer.refused(Reason.BAD_TOKEN);
        }
        takeOver(false);
        present = Optional.of(wire).filter(one -> one.isOpenThere);
        return new Answer(Optional.of(credentials()), Optional.empty());
    }

    /** The session before it, where there is one, is told and closed. */
    private void takeOver(boolean byAnotherPeer) {
        isElsewhere = byAnotherPeer;
        present.ifPresent(old -> {
            present = Optional.empty();
            end(old, SessionEnd.TAKEN_OVER, byAnotherPeer);
        });
    }

    private void end(Wire wire, SessionEnd why, boolean byAnotherPeer) {
        long arrivesMs = delayMs();
        in(arrivesMs, () -> {
            if (wire.isOpenAtPeer) {
                caller.ended(wire, why, byAnotherPeer);
            }
        });
        hangUp(wire, arrivesMs + random.nextLong(20));
    }

    private SessionCredentials credentials() {
        lastSession++;
        return new SessionCredentials(
                USER,
                SessionId.ofBits(lastSession),
                ResumeToken.of("e" + epoch + "-" + "t".repeat(30)).orElseThrow(),
                KeepAliveKey.generate(new SplittableRandom(lastSession)),
                "10.0.1.1");
    }

    static long epochOf(ResumeToken token) {
        String text = token.text();
        return Long.parseLong(text.substring(1, text.indexOf('-')));
    }

    boolean isPresentAt(long connection) {
        return present.filter(one -> one.number == connection).isPresent();
    }

    /** Something goes wrong, or well again. */
    void weather() {
        Site site = any();
        switch (random.nextInt(19)) {
            case 0, 1 -> crash(site, random.nextBoolean());
            case 2, 3, 4, 5 -> mend(site);
            case 6, 7, 8 -> site.slowMs = 1L << (10 + random.nextInt(7));
            case 9 -> site.isRefusing = true;
            case 10, 11 -> drain(site);
            case 12 -> present.ifPresent(wire -> end(wire, SessionEnd.TIMEOUT, false));
            case 13 -> changeKey(site);
            case 14 -> present.ifPresent(wire -> caller.moveOn(wire, 1 + random.nextLong(3_000)));
            case 15 -> cut(site);
            case 17 -> forgetChallenges(site);
            case 16 -> {
                if (random.nextInt(4) == 0) {
                    takeOver(true);
                }
            }
            default -> {
                if (random.nextInt(6) == 0) {
                    epoch++;
                }
            }
        }
    }

    private void forgetChallenges(Site site) {
        forgettings++;
        site.takesNoProof = random.nextBoolean();
        wiresOf(site).forEach(wire -> wire.drawn = Optional.empty());
    }

    int forgettings() {
        return forgettings;
    }

    private void crash(Site site, boolean withoutAWord) {
        world.trace(() -> site.at + " crashes" + (withoutAWord ? " without a word" : ""));
        site.isUp = false;
        site.starts++;
        wiresOf(site)
                .forEach(wire -> hangUp(
                        wire,
                        withoutAWord
                                ? random.nextLong(NOTICED_AT_EARLIEST_MS, NOTICED_AT_LATEST_MS)
                                : random.nextLong(200)));
    }

    private List<Wire> wiresOf(Site site) {
        return new ArrayList<>(wires)
                .stream()
                        .filter(wire -> wire.site == site)
                        .sorted((a, b) -> Long.compare(a.number, b.number))
                        .toList();
    }

    private void mend(Site site) {
        site.isUp = true;
        site.isRefusing = false;
        site.takesNoProof = false;
        site.hasOtherKey = false;
        site.slowMs = 0;
    }

    void mendAll() {
        world.trace(() -> "all is mended");
        sites.forEach(this::mend);
        isElsewhere = false;
    }

    private void drain(Site site) {
        world.trace(() -> site.at + " drains");
        wiresOf(site).forEach(wire -> caller.moveOn(wire, 2_000));
        in(random.nextLong(10_000), () -> {
            site.isUp = false;
            site.starts++;
            wiresOf(site).forEach(wire -> end(wire, SessionEnd.SHUTDOWN, false));
        });
    }

    private void changeKey(Site site) {
        world.trace(() -> site.at + " shows another key");
        crash(site, false);
        site.isUp = true;
        site.hasOtherKey = true;
    }

    private void cut(Site site) {
        wiresOf(site).forEach(wire -> hangUp(wire, random.nextLong(200)));
    }
}
