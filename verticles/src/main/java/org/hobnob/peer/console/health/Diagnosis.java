package org.hobnob.peer.console.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What measured facts mean, in words, and what to type next. Names of others must have been made safe. Pure. */
public final class Diagnosis {
    /** Below this there is hardly room for a day of history. */
    private static final long LITTLE_BYTES = 50L << 20;

    private static final int NARROW = 60;
    private static final long SLOW_MS = 1_000;
    /** Fewer keep-alives say nothing. */
    private static final long FEW = 3;

    private static final int LOSS_PERCENT = 5;
    /** Beyond this a message that comes at once is shown as a late one. */
    private static final long WRONG_CLOCK_S = 60;

    private static final int FIXED_PORT = 15_610;
    private static final int ALL = 100;

    private Diagnosis() {}

    /** The way to the registry over TCP. */
    public static Finding registry(Facts.Registry facts) {
        String at = "registry " + facts.address();
        String port = facts.address().substring(facts.address().lastIndexOf(':') + 1);
        if (!facts.connected()) {
            return unconnected(facts.tcp(), at, port);
        }
        if (facts.answerMs().isEmpty()) {
            return Finding.note(at + ": connected; it was not asked anything, because nobody is logged in");
        }
        long ms = facts.answerMs().get();
        return ms < SLOW_MS
                ? Finding.good(at + " answers over TLS in " + ms + " ms")
                : Finding.note(at + " answers over TLS, but takes " + ms + " ms: it or the network is overloaded");
    }

    /** The connection to the registry stands, but it does not answer. */
    public static Finding unanswered(String address) {
        return Finding.trouble(
                "registry " + address + ": connected, but it does not answer",
                "look at its log; /reconnect tries again");
    }

    private static Finding unconnected(Facts.Tcp tcp, String at, String port) {
        return switch (tcp) {
            case OPEN ->
                Finding.note(
                        at + ": TCP port " + port + " is open, but there is no connection", "/reconnect tries it now");
            case REFUSED ->
                Finding.trouble(
                        at + ": its machine is there, but nothing listens at TCP port " + port,
                        "start it there: hobnob registry");
            case SILENT ->
                Finding.trouble(
                        at + ": no answer from TCP port " + port + ": the machine is off, or a firewall drops it",
                        "on the registry's machine: ufw allow " + port + "/tcp");
            case UNREACHABLE ->
                Finding.trouble(
                        at + ": this machine knows no way there: it is in another network, or the cable is out",
                        "ip route; then --interface NAME, if this machine has several");
            case NO_HOST ->
                Finding.trouble(at + ": there is no host of that name", "start with --registry and its IP address");
        };
    }

    /** The keep-alives to the registry, by UDP. */
    public static Finding keepAlives(Facts.KeepAlives facts) {
        String port = "keep-alives to UDP port " + facts.port();
        if (facts.port() == 0) {
            return Finding.note(
                    "keep-alives over UDP: they belong to a session at the registry, and there is no session now");
        }
        if (facts.asked() < FEW && facts.answered() == 0) {
            return Finding.note(port + ": too early to tell; ask again in a few seconds");
        }
        if (facts.answered() == 0) {
            return Finding.trouble(
                    port + ": none of " + facts.asked() + " was answered: a firewall drops UDP. The login is kept up"
                            + " over TCP meanwhile",
                    "on the registry's machine: ufw allow " + facts.port() + "/udp",
                    "and here, if this machine has a firewall for what goes out or comes back");
        }
        // The latest may still be under way.
        long lost = Math.max(0, facts.asked() - facts.answered() - 1);
        if (facts.asked() > 2 * FEW && lost * ALL > facts.asked() * LOSS_PERCENT) {
            return Finding.note(
                    port + ": " + lost + " of " + facts.asked() + " were not answered: the network loses datagrams");
        }
        return Finding.good(port + " are answered"
                + facts.answerMs().map(ms -> ", the latest in " + ms + " ms").orElse(""));
    }

    /** Multicast from this machine to itself. */
    public static Finding multicast(Facts.Multicast facts) {
        String on = "multicast on " + facts.interfaceName();
        if (!facts.wanted()) {
            return Finding.note("multicast is off (--no-multicast): messages in rooms go over TCP");
        }
        if (facts.error().isPresent()) {
            return Finding.trouble(
                    on + ": no socket can be opened: " + facts.error().get(),
                    "try another interface: hobnob peer --interface NAME (ip address lists them)");
        }
        return facts.heard()
                ? Finding.good(on + ": this machine hears itself")
                : Finding.trouble(
                        on + ": this machine does not hear itself: its firewall drops UDP port " + facts.port()
                                + " or multicast",
                        "here: ufw allow " + facts.port() + "/udp");
    }

    /**
     * The ways to and from the members of the user's rooms.
     *
     * @param own this program
     * @param multicast what was found about multicast here
     */
    public static List<Finding> members(List<Facts.Member> members, Facts.Machine own, Facts.Multicast multicast) {
        List<Finding> findings = new ArrayList<>();
        members.forEach(member -> findings.add(member(member, own)));
        waysBack(members, own).ifPresent(findings::add);
        multicast(members, multicast).ifPresent(findings::add);
        return findings;
    }

    /** Members connect when they have something to send; before that nothing is known about the way back. */
    private static Optional<Finding> waysBack(List<Facts.Member> members, Facts.Machine own) {
        String silent = members.stream()
                .filter(member -> member.isReachedByLine()
                        && !member.incoming()
                        && member.back().isEmpty())
                .map(Facts.Member::user)
                .collect(Collectors.joining(", "));
        return silent.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.note(
                        "the way back: " + silent
                                + " did not connect to you yet; nothing is wrong unless they say that you"
                                + " cannot be reached",
                        "then here: " + letIn(own)));
    }

    private static Optional<Finding> multicast(List<Facts.Member> members, Facts.Multicast own) {
        boolean reachesNobody = members.stream()
                        .anyMatch(member -> !member.multicast().orElse(true))
                && members.stream().noneMatch(member -> member.multicast().orElse(false));
        return own.wanted() && own.heard() && reachesNobody
                ? Optional.of(Finding.note(
                        "multicast reaches none of them, though this machine hears itself: a switch or access point keeps"
                                + " it back (IGMP snooping), or their firewalls drop UDP port " + own.port()
                                + ". Messages go over TCP",
                        "on their machines: ufw allow " + own.port() + "/udp"))
                : Optional.empty();
    }

    private static Finding member(Facts.Member member, Facts.Machine own) {
        String who = member.user() + " in " + member.room();
        return switch (member.line()) {
            case ABSENT -> Finding.note(who + ": not online");
            case ORIGINAL -> Finding.note(who + ": an original program; what you say goes in the open, unconfirmed");
            case WRONG_KEY ->
                Finding.trouble(
                        who + ": who answers at " + member.address() + " does not prove " + member.user() + "'s key",
                        "/verify " + member.user());
            case PROVED ->
                member.isReachedBothWays() || member.back().isEmpty()
                        ? connected(who, member)
                        : oneWay(who, member, own);
            case NO_CONNECTION -> unconnected(who, member, own);
        };
    }

    private static Finding connected(String who, Facts.Member member) {
        String multicast = member.multicast()
                .map(reached -> reached ? ", multicast too" : ", no multicast")
                .orElse(", multicast not known yet");
        return Finding.good(who
                + (member.isReachedBothWays() ? ": connected both ways" : ": connected to " + member.address())
                + multicast);
    }

    private static Finding oneWay(String who, Facts.Member member, Facts.Machine own) {
        return Finding.trouble(
                who + ": connected to " + member.address()
                        + ", but no connection from there to this program can be made: a"
                        + " firewall here drops TCP port " + own.port(),
                "here: " + letIn(own));
    }

    private static Finding unconnected(String who, Facts.Member member, Facts.Machine own) {
        String port = member.address().substring(member.address().lastIndexOf(':') + 1);
        if (!member.incoming() && member.tcp() != Facts.Tcp.REFUSED) {
            return Finding.trouble(
                    who + ": no connection to " + member.address()
                            + ", and none from there: the network keeps its devices"
                            + " apart (client isolation), or firewalls on both machines drop TCP",
                    "there: hobnob peer --direct-port " + FIXED_PORT + ", and ufw allow " + FIXED_PORT + "/tcp",
                    "here: " + letIn(own));
        }
        return member.tcp() == Facts.Tcp.REFUSED
                ? Finding.trouble(
                        who + ": nothing listens at " + member.address()
                                + ": the program there has ended or been started"
                                + " anew, or a firewall refuses TCP port " + port,
                        "there: hobnob peer --direct-port " + FIXED_PORT + ", and ufw allow " + FIXED_PORT + "/tcp")
                : Finding.trouble(
                        who + ": connects to you, but no connection to " + member.address() + " can be made: a firewall"
                                + " there drops TCP port " + port,
                        "there: hobnob peer --direct-port " + FIXED_PORT + ", and ufw allow " + FIXED_PORT + "/tcp");
    }

    private static String letIn(Facts.Machine own) {
        return "ufw allow " + own.port() + "/tcp (for a port that stays: hobnob peer --direct-port " + FIXED_PORT + ")";
    }

    /** The terminal, and the disk. */
    public static List<Finding> machine(Facts.Machine facts) {
        return List.of(terminal(facts), disk(facts));
    }

    private static Finding terminal(Facts.Machine facts) {
        if (facts.columns().isEmpty()) {
            return Finding.good("output: whole lines, not laid out");
        }
        int columns = facts.columns().get();
        if (!facts.utf8()) {
            return Finding.note(
                    "terminal: " + columns
                            + " columns; the environment does not ask for UTF-8, so that other letters than"
                            + " English ones may be shown wrongly",
                    "export LANG=C.UTF-8, and start again");
        }
        return columns < NARROW
                ? Finding.note("terminal: " + columns + " columns are few; lists are easier to read with " + NARROW)
                : Finding.good("terminal: " + columns + " columns, UTF-8");
    }

    private static Finding disk(Facts.Machine facts) {
        String free = megabytes(facts.freeBytes()) + " free for the profile " + facts.profile();
        return facts.freeBytes() < LITTLE_BYTES
                ? Finding.trouble(
                        "disk: " + free + ": soon nothing can be kept, and what others send is not confirmed then",
                        "df -h " + facts.profile())
                : Finding.good("disk: " + free);
    }

    private static String megabytes(long bytes) {
        long mega = bytes >> 20;
        return mega < 10_000 ? mega + " MB" : String.format(Locale.ROOT, "%.0f GB", mega / 1024.0);
    }

    /**
     * The clock, beside the registry's.
     *
     * @param connected whether there is a connection, which shows that the clock is within the certificate's dates
     * @param registryAheadMs how far the registry's clock is ahead; empty if it does not tell
     */
    public static Finding clock(boolean connected, Optional<Long> registryAheadMs) {
        if (!connected) {
            return Finding.note("clock: cannot be compared while there is no connection to the registry");
        }
        if (registryAheadMs.isEmpty()) {
            return Finding.good("clock: within the dates of the registry's certificate");
        }
        long seconds = Math.round(registryAheadMs.get() / 1_000.0);
        if (Math.abs(seconds) < WRONG_CLOCK_S) {
            return Finding.good("clock: like the registry's" + (Math.abs(seconds) < 2 ? "" : ", " + apart(seconds)));
        }
        return Finding.trouble(
                "clock: " + apart(seconds) + ", so times of messages are shown wrongly",
                "on the machine whose clock is wrong: timedatectl set-ntp true");
    }

    private static String apart(long registryAheadS) {
        long seconds = Math.abs(registryAheadS);
        String time = seconds < 120 ? seconds + " s" : seconds / 60 + " min";
        return time + (registryAheadS > 0 ? " behind the registry's" : " ahead of the registry's");
    }

    /** Multicast on the interfaces that rooms do not use. */
    public static List<Finding> otherMulticast(List<Facts.Multicast> others) {
        return others.stream()
                .map(one -> Finding.note("multicast on " + one.interfaceName() + ": "
                        + (one.heard() ? "this machine hears itself" : "this machine does not hear itself")
                        + "; rooms do not use it. --interface chooses"))
                .toList();
    }
}
