package org.hobnob.launcher.bench.hostile.attack;

import static org.hobnob.launcher.bench.hostile.attack.Kind.Measure.BORNE;
import static org.hobnob.launcher.bench.hostile.attack.Kind.Measure.CUT;
import static org.hobnob.launcher.bench.hostile.attack.Kind.Measure.HASHES;
import static org.hobnob.launcher.bench.hostile.attack.Kind.Measure.QUIET;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hobnob.launcher.config.RegistryKey;

/** The table of hostile doings, in the order in which they are shown. */
public final class Kinds {
    private static final int ONE = 1;
    private static final int MANY = Ground.ADDRESSES;

    private static final Map<RegistryKey, String> WATCHED = Map.of(RegistryKey.METRICS, "127.0.0.1:0");
    private static final Map<RegistryKey, String> PAGED = Map.of(RegistryKey.WEB, "127.0.0.1:0");
    private static final Map<RegistryKey, String> ANNOUNCED =
            Map.of(RegistryKey.ANNOUNCE, "true", RegistryKey.INTERFACE, "lo");

    private static final List<Kind> ALL = List.of(
            new Kind("nobody", "nobody attacks: what the machine does by itself", QUIET, () -> ground -> {}),
            new Kind(
                    "unread",
                    "100 TLS connections without a login send blank lines and read nothing",
                    CUT,
                    () -> new UnreadAnswers(100, "\n")),
            new Kind(
                    "unread-pings",
                    "100 TLS connections without a login ask PING and read nothing",
                    BORNE,
                    () -> new UnreadAnswers(100, "@f PING\n")),
            new Kind(
                    "silent-sockets",
                    "1,000 TCP connections a second that say nothing, one address",
                    CUT,
                    () -> new SilentConnections(1_000, ONE, false)),
            new Kind(
                    "silent-sockets-99",
                    "1,000 TCP connections a second that say nothing, 99 addresses",
                    CUT,
                    () -> new SilentConnections(1_000, MANY, false)),
            new Kind(
                    "silent-tls",
                    "300 TLS connections a second that say nothing, one address",
                    CUT,
                    () -> new SilentConnections(300, ONE, true)),
            new Kind(
                    "silent-tls-99",
                    "300 TLS connections a second that say nothing, 99 addresses",
                    CUT,
                    () -> new SilentConnections(300, MANY, true)),
            new Kind(
                    "flood-cheap",
                    "one user searches as fast as the connection takes it",
                    BORNE,
                    () -> new RequestFlood(1, RequestFlood.CHEAP)),
            new Kind(
                    "flood-list",
                    "one user asks for lists as fast as the connection takes it",
                    BORNE,
                    () -> new RequestFlood(1, RequestFlood.LIST)),
            new Kind(
                    "flood-change",
                    "one user changes its status as fast as the connection takes it",
                    BORNE,
                    () -> new RequestFlood(1, RequestFlood.CHANGE)),
            new Kind(
                    "flood-20",
                    "20 users at 20 addresses, a quarter each of these three and pings",
                    BORNE,
                    () -> new RequestFlood(
                            20, RequestFlood.PING, RequestFlood.CHEAP, RequestFlood.LIST, RequestFlood.CHANGE)),
            new Kind(
                    "mailbox-flood",
                    "20 users at 20 addresses, a quarter each of letters, prekeys, fetching and put tokens",
                    BORNE,
                    () -> new RequestFlood(20, MailFlood.LETTER, MailFlood.PREKEY, MailFlood.FETCH, MailFlood.TOKEN)),
            new Kind(
                    "hash",
                    "one account logs in with the right password over five connections, again and again",
                    HASHES,
                    RightPasswords::new),
            new Kind(
                    "hash-rooms",
                    "one user makes rooms with passwords, twice each, and leaves them",
                    HASHES,
                    RoomsWithPasswords::new),
            new Kind(
                    "join", "one user joins a room of 8 and leaves it, again and again", BORNE, JoiningAndLeaving::new),
            new Kind(
                    "resume",
                    "a member of a room of 9 resumes again and again, each time from another port",
                    BORNE,
                    Resuming::new),
            new Kind(
                    "keepalive",
                    "50,000 small datagrams a second at the port of keep-alives",
                    BORNE,
                    () -> DatagramFlood.keepAlives(50_000)),
            new Kind(
                    "original",
                    "60 connections in the original dialect: records of one byte, words without an end",
                    CUT,
                    OriginalNonsense::new),
            new Kind(
                    "original-unread",
                    "60 connections in the original dialect ask and read nothing",
                    BORNE,
                    () -> new UnreadAnswers(60, "SHOW-ROOM-LIST ")),
            new Kind(
                    "bytes",
                    "60 TLS connections send a line that never ends, in records of one byte",
                    CUT,
                    () -> new RecordsOfOneByte(60)),
            new Kind("nonsense", "50 TLS connections send lines that are no requests", CUT, Nonsense::new),
            new Kind(
                    "reconnect",
                    "300 TLS connections a second, each dropped at once, one address",
                    BORNE,
                    () -> new DroppedConnections(300, ONE)),
            new Kind(
                    "reconnect-99",
                    "300 TLS connections a second, each dropped at once, 99 addresses",
                    BORNE,
                    () -> new DroppedConnections(300, MANY)),
            new Kind(
                    "ports",
                    "1,000 TCP connections a second that say nothing, at the ports of store and metrics",
                    BORNE,
                    WATCHED,
                    () -> new OtherPorts(1_000, 0, OtherPorts.METRICS)),
            new Kind(
                    "ports-asking",
                    "100 connections ask the ports of store and metrics for metrics and read nothing",
                    BORNE,
                    WATCHED,
                    () -> new OtherPorts(0, 100, OtherPorts.METRICS)),
            new Kind(
                    "page-asking",
                    "100 connections ask the ports of store and page for the page and read nothing",
                    BORNE,
                    PAGED,
                    () -> new OtherPorts(0, 100, OtherPorts.PAGE)),
            new Kind(
                    "queries",
                    "50,000 questions a second which registries are there, by multicast",
                    BORNE,
                    ANNOUNCED,
                    () -> DatagramFlood.queries(50_000)));

    private Kinds() {}

    public static List<Kind> all() {
        return ALL;
    }

    /** The kind of that name; empty if there is none. */
    public static Optional<Kind> of(String name) {
        return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }
}
