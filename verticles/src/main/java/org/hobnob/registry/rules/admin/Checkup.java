package org.hobnob.registry.rules.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** What facts about a registry mean, and what whoever runs it can do. Pure. */
public final class Checkup {
    /** What is wrong has advice. */
    public enum State {
        GOOD,
        WARN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What was found of one part.
     *
     * @param advice what to do; empty where nothing is to be done
     */
    public record Finding(State state, String part, String text, String advice) {
        static Finding good(String part, String text) {
            return new Finding(State.GOOD, part, text, "");
        }

        static Finding warn(String part, String text, String advice) {
            return new Finding(State.WARN, part, text, advice);
        }
    }

    /**
     * The store and the disk.
     *
     * @param troubledSince since when the store fails, if it does
     * @param freeBytes free for the data folder; empty if nobody knows
     * @param bans how many are in force
     * @param reports how many wait; empty if the store does not tell
     */
    public record Kept(
            Optional<Instant> troubledSince, Optional<Long> freeBytes, int bans, Optional<Integer> reports) {}

    /**
     * What is to be judged.
     *
     * @param now the time of day of this machine, which may be wrong
     * @param lastDeed when an administrator last did something, by the audit; empty if nothing was done or it cannot be read
     * @param administration empty if the store does not tell
     */
    public record Facts(
            Instant now,
            Optional<Instant> lastDeed,
            Condition registry,
            Kept kept,
            Optional<Administration> administration) {}

    /** No clock that is right is before it: this program was made later. */
    private static final Instant BEFORE_THIS_PROGRAM =
            LocalDate.of(2026, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);

    private static final Duration SAME_TIME = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofDays(30);
    private static final long LITTLE_BYTES = 500L << 20;
    private static final int MEGABYTE = 20;
    private static final int NEARLY_ALL_PERCENT = 90;
    private static final int ALL = 100;
    /** Nearly as many reports as the registry keeps. */
    private static final int MANY_REPORTS = 900;

    private Checkup() {}

    /** Judges each part, in a fixed order. */
    public static List<Finding> of(Facts facts) {
        List<Finding> found = new ArrayList<>(List.of(
                clock(facts.now(), facts.lastDeed()),
                certificate(facts.now(), facts.registry().certificateEnd()),
                store(facts.kept().troubledSince()),
                lease(facts.registry()),
                disk(facts.kept().freeBytes()),
                connections(facts.registry().crowd()),
                bans(facts.kept().bans(), facts.registry().crowd().banned()),
                link(facts.registry().hasAddress())));
        facts.administration().ifPresent(now -> found.add(administrators(now)));
        facts.kept().reports().ifPresent(waiting -> found.add(reports(waiting)));
        new TreeMap<>(facts.registry().missing())
                .forEach((address, since) -> found.add(Finding.warn(
                        "programs",
                        "no program has provided " + address + " since " + seconds(since),
                        "start the program that provides it at the bridge, and read its log")));
        return found;
    }

    private static Finding clock(Instant now, Optional<Instant> lastDeed) {
        String says = "says " + seconds(now);
        if (now.isBefore(BEFORE_THIS_PROGRAM)) {
            return Finding.warn("clock", says + ", before this program was made", "set this machine's clock");
        }
        return lastDeed.filter(done -> done.isAfter(now.plus(SAME_TIME)))
                .map(done -> Finding.warn(
                        "clock",
                        says + ", but the audit has a line of " + seconds(done),
                        "compare this machine's clock with another one: it was set back, or was fast"))
                .orElseGet(() -> Finding.good("clock", says));
    }

    private static Finding certificate(Instant now, Instant end) {
        return end.isBefore(now.plus(SOON))
                ? Finding.warn(
                        "certificate",
                        "is good until " + seconds(end) + " only: it was not renewed",
                        "set this machine's clock if it is wrong; then: hobnob admin reload")
                : Finding.good("certificate", "is good until " + seconds(end));
    }

    private static Finding store(Optional<Instant> troubledSince) {
        return troubledSince
                .map(since -> Finding.warn(
                        "store",
                        "has not worked since " + seconds(since),
                        "see the registry's log: a full disk, or a MongoDB that does not answer"))
                .orElseGet(() -> Finding.good("store", "works"));
    }

    private static Finding lease(Condition registry) {
        if (!registry.mayChange()) {
            return Finding.warn(
                    "changes",
                    "are refused: the registry does not hold its lease",
                    "see to the store; it goes on by itself once the store answers");
        }
        return registry.isLeaving()
                ? Finding.warn("changes", "no logins: the registry is being drained", "stop it, or start it again")
                : Finding.good("changes", "are taken");
    }

    private static Finding disk(Optional<Long> freeBytes) {
        if (freeBytes.isEmpty()) {
            return Finding.warn("disk", "the free space is not known", "look with df at the disk of the data folder");
        }
        long free = freeBytes.get();
        String text = (free >> MEGABYTE) + " MiB free for the data folder";
        return free < LITTLE_BYTES
                ? Finding.warn("disk", text, "free space on that disk: when it is full, every change is refused")
                : Finding.good("disk", text);
    }

    private static Finding connections(Condition.Crowd crowd) {
        String text = crowd.open() + " of at most " + crowd.most() + "; " + crowd.refused()
                + " refused by limits since the start";
        if (crowd.open() * ALL >= crowd.most() * NEARLY_ALL_PERCENT) {
            return Finding.warn(
                    "connections", text, "raise connections.most in the settings, then: hobnob admin reload");
        }
        return crowd.refused() > 0
                ? Finding.warn(
                        "connections",
                        text,
                        "look at /metrics or the log: an attack, or many users behind one address"
                                + " (connections.per-address)")
                : Finding.good("connections", text);
    }

    private static Finding bans(int bans, long kept) {
        return Finding.good("bans", bans + " in force; " + kept + " connections kept out since the start");
    }

    private static Finding link(boolean hasAddress) {
        return hasAddress
                ? Finding.good("join link", "can be made")
                : Finding.warn(
                        "join link",
                        "cannot be made: the registry knows no address of itself",
                        "name one in the settings (advertise), and start it again");
    }

    private static Finding administrators(Administration now) {
        int count = now.admins().size();
        return count == 0
                ? Finding.warn(
                        "administrators",
                        "there are none: only this socket administers the registry",
                        "hobnob admin token, then /admin claim TOKEN in a console; or user promote NAME")
                : Finding.good("administrators", Integer.toString(count));
    }

    private static Finding reports(int waiting) {
        return waiting >= MANY_REPORTS
                ? Finding.warn("reports", waiting + " wait: soon no more are taken", "report list, then report drop N")
                : Finding.good("reports", waiting == 0 ? "none waits" : waiting + " to read: report list");
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
