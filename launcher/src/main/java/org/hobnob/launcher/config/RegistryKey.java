package org.hobnob.launcher.config;

import org.hobnob.config.ConfigKey;
import org.hobnob.config.ValueType;

/**
 * All settings of the registry: key, environment variable and flag (both derived from the key), default, type and meaning.
 * {@code conf/registry.yaml} and SPEC 11 repeat this table, and tests compare them.
 */
public enum RegistryKey implements ConfigKey {
    NAME("name", "", ValueType.text("text"), "what peers are told this registry is called"),
    HOST(
            "host",
            "",
            ValueType.text("address"),
            "address to listen at; empty: that of `interface` where one is named, else 0.0.0.0, every IPv4 address"),
    PORT("port", "15600", ports(), "TCP port of the TLS door; 0: any free one"),
    UDP_PORT("udp-port", "15500", ports(), "UDP port of keep-alives; 0: any free one"),
    INTERFACE(
            "interface",
            "",
            ValueType.text("name"),
            "network interface to stay on, such as eth0 or lo; empty: the routing decides"),
    ADVERTISE(
            "advertise",
            "",
            ValueType.text("host:port,…"),
            "where peers of other registries find this one, each with or without a port; empty: where it listens"),
    ANNOUNCE(
            "announce",
            "true",
            ValueType.flag(),
            "whether the registry announces itself on its networks, so that peers find it by themselves"),
    QR_CODE(
            "qr-code",
            "true",
            ValueType.flag(),
            "whether the join link is shown as a QR code too, at the start, in a terminal that is wide enough"),
    DATA(
            "data",
            "",
            ValueType.text("path"),
            "folder of the data; empty: $XDG_DATA_HOME/hobnob/registry, else ~/.local/share/hobnob/registry"),
    MONGO(
            "mongo",
            "",
            ValueType.text("URI or @file"),
            "connection string of a MongoDB, or @FILE with one in it (chmod 600); empty: the embedded store"),
    SECRETS(
            "secrets",
            "",
            ValueType.text("path"),
            "file with the registry's keys, made when absent unless clustered; empty: `secrets` in the data folder"),
    TLS_ENGINE(
            "tls-engine",
            "auto",
            ValueType.choice("auto", "openssl", "jdk"),
            "implementation of TLS; auto: OpenSSL where its library is there"),
    ORIGINAL("original", "true", ValueType.flag(), "whether clients of the original dialect are served"),
    METRICS(
            "metrics",
            "",
            ValueType.text("host:port"),
            "where to answer GET /metrics (Prometheus) and /health, to whoever asks: keep it to loopback or an inner"
                    + " network; empty: nowhere"),
    WEB(
            "web",
            "",
            ValueType.text("port or host:port"),
            "where to serve a page for browsers that says how to join, unencrypted, such as 15680; a port alone: at"
                    + " `host`; empty: nowhere"),
    DOWNLOADS(
            "downloads",
            "",
            ValueType.text("path"),
            "folder of files that the page hands out; empty: `downloads` in the data folder"),
    LOG_LEVEL(
            "log-level",
            "info",
            ValueType.choice("error", "warn", "info", "debug"),
            "from which level on the log is written"),
    LOG_FORMAT(
            "log-format",
            "plain",
            ValueType.choice("plain", "json"),
            "whether the log is written for people or a JSON object a line"),
    LOG_FILE(
            "log-file",
            "",
            ValueType.text("path"),
            "file of the log, of 10 MiB at most, and FILE.1 to FILE.5 for what was before; empty: stderr"),

    HASH_MEMORY(
            "hash.memory-kib", "19456", ValueType.number(8, 1 << 20), "memory of one password hash (Argon2id), KiB"),
    HASH_ITERATIONS("hash.iterations", "2", ValueType.number(1, 64), "passes over that memory"),
    HASH_PARALLELISM("hash.parallelism", "1", ValueType.number(1, 16), "lanes of one hash, at least 8 KiB each"),
    HASH_THREADS(
            "hash.threads",
            "2",
            ValueType.number(1, 64),
            "password hashes computed at a time; never more than there are cores"),
    HASH_QUEUE(
            "hash.queue",
            "200",
            ValueType.number(1, 100_000),
            "password hashes under way and waiting; more are told to slow down"),
    HASH_PAIR_BURST(
            "hash.pair-burst",
            "30",
            counts(),
            "password hashes that one account may have begun from one address at once, whatever comes of them"),
    HASH_PAIR_REFILL("hash.pair-refill-ms", "3000", millis(), "milliseconds until it may have one more"),
    HASH_ADDRESS_BURST(
            "hash.address-burst",
            "300",
            counts(),
            "password hashes that one address may have begun at once, over all accounts"),
    HASH_ADDRESS_REFILL("hash.address-refill-ms", "200", millis(), "milliseconds until it may have one more"),

    REQUIRE_PROOF(
            "login.require-proof",
            "false",
            ValueType.flag(),
            "whether native peers must prove their key to log in; shuts out programs of before that"),
    LOGIN_PAIR_BURST(
            "login.pair-burst", "5", counts(), "failed logins of one account from one address let through at once"),
    LOGIN_PAIR_REFILL("login.pair-refill-ms", "12000", millis(), "milliseconds until one more is let through"),
    LOGIN_STRANGERS_BURST(
            "login.strangers-burst",
            "20",
            counts(),
            "failed logins of one account from all addresses that never logged it in; above `login.pair-burst`"),
    LOGIN_STRANGERS_REFILL(
            "login.strangers-refill-ms",
            "6000",
            millis(),
            "milliseconds until one more is let through; below `login.pair-refill-ms`"),
    LOGIN_ADDRESS_BURST("login.address-burst", "120", counts(), "failed logins of one address over all accounts"),
    LOGIN_ADDRESS_REFILL("login.address-refill-ms", "2000", millis(), "milliseconds until one more is let through"),
    LOGIN_BUCKETS("login.max-buckets", "16384", counts(), "counters of each sort of failed logins kept at most"),
    LOGIN_KNOWN("login.max-known", "65536", counts(), "pairs of account and address with a success remembered"),
    LOGIN_KNOWN_ACCOUNT("login.max-known-per-account", "8", counts(), "such addresses of one account"),
    LOGIN_KNOWN_ADDRESS("login.max-known-per-address", "256", counts(), "such accounts of one address"),
    REGISTRATION_BURST("registration.burst", "200", counts(), "accounts that one address may make at once"),
    REGISTRATION_REFILL("registration.refill-ms", "2000", millis(), "milliseconds until it may make one more"),

    CONNECTIONS("connections.most", "20000", counts(), "connections at a time"),
    CONNECTIONS_ADDRESS("connections.per-address", "250", counts(), "connections of one address at a time"),
    CONNECTIONS_NEW_BURST("connections.new-burst", "2000", counts(), "new connections let through at once"),
    CONNECTIONS_NEW_REFILL("connections.new-refill-ms", "2", millis(), "milliseconds until one more is let through"),
    CONNECTIONS_NEW_ADDRESS_BURST(
            "connections.new-address-burst", "120", counts(), "new connections of one address let through at once"),
    CONNECTIONS_NEW_ADDRESS_REFILL(
            "connections.new-address-refill-ms", "50", millis(), "milliseconds until one more is let through"),

    CONNECTIONS_SILENT(
            "connections.silent",
            "100",
            counts(),
            "connections that have said nothing yet; while there are more, `timeouts.crowded-ms` counts"),

    TIMEOUT_HANDSHAKE("timeouts.handshake-ms", "10000", millis(), "milliseconds for the TLS handshake"),
    TIMEOUT_FIRST_BYTE("timeouts.first-byte-ms", "10000", millis(), "milliseconds from there to the first byte"),
    TIMEOUT_CROWDED(
            "timeouts.crowded-ms",
            "4000",
            millis(),
            "milliseconds for either while more connections than `connections.silent` have said nothing yet"),
    TIMEOUT_LOGIN(
            "timeouts.login-ms",
            "60000",
            millis(),
            "milliseconds from there, or from a logout, to a native peer's login; a peer connects again when it needs to"),
    TIMEOUT_ORIGINAL_LOGIN(
            "timeouts.original-login-ms",
            "600000",
            millis(),
            "milliseconds to the login of an original client, which connects before it asks its user anything, and once"),
    TIMEOUT_UNREAD(
            "timeouts.unread-ms", "10000", millis(), "milliseconds in which answers that fill the queue must be read"),
    TIMEOUT_IDLE(
            "timeouts.idle-ms",
            "120000",
            millis(),
            "milliseconds in which something must be read or sent while anything waits to be read"),

    REQUESTS_BURST("requests.burst", "120", counts(), "requests of one connection answered at once"),
    REQUESTS_REFILL("requests.refill-ms", "5", millis(), "milliseconds until one more is answered"),
    REQUESTS_LIST_BURST(
            "requests.list-burst", "20", counts(), "requests for lists, of one connection, answered at once"),
    REQUESTS_LIST_REFILL("requests.list-refill-ms", "200", millis(), "milliseconds until one more is answered"),
    REQUESTS_CHANGE_BURST(
            "requests.change-burst", "40", counts(), "requests that change something, of one connection, at once"),
    REQUESTS_CHANGE_REFILL("requests.change-refill-ms", "100", millis(), "milliseconds until one more is answered"),
    REQUESTS_USER_CHANGE_BURST(
            "requests.user-change-burst",
            "30",
            counts(),
            "requests that change something, of one user over all connections, at once; others are told of many of them"),
    REQUESTS_USER_CHANGE_REFILL(
            "requests.user-change-refill-ms", "100", millis(), "milliseconds until one more is answered"),
    REQUESTS_NONSENSE_BURST(
            "requests.nonsense-burst",
            "20",
            counts(),
            "lines that are no requests, of one connection, answered at once; it is closed at one more"),
    REQUESTS_NONSENSE_REFILL(
            "requests.nonsense-refill-ms", "1000", millis(), "milliseconds until one more is answered"),
    REQUESTS_ADDRESS_TIMES(
            "requests.address-times",
            "10",
            ValueType.number(1, 1_000),
            "how many times as much one address may ask, over all its connections"),
    REQUESTS_PAUSE(
            "requests.pause-ms",
            "2000",
            millis(),
            "milliseconds that a request beyond these waits for its turn; if that is too short it is told to slow down"),

    REQUESTS_AHEAD_BURST(
            "requests.ahead-burst",
            "3",
            counts(),
            "requests that a connection sends before earlier answers, and that need not take turns with other addresses"),
    REQUESTS_AHEAD_REFILL(
            "requests.ahead-refill-ms", "25", millis(), "milliseconds until one more need not take turns"),
    REQUESTS_AHEAD_AT_ONCE(
            "requests.ahead-at-once",
            "2",
            ValueType.number(1, 1_000),
            "how many of those that take turns are answered at the same time, of all connections"),

    SPARE_LOOPBACK("spare-loopback", "true", ValueType.flag(), "whether loopback is free of the limits per address"),

    ROOM_MEMBERS("rooms.members", "100", ValueType.number(1, 1_000), "largest capacity of a room"),
    ROOMS_PER_USER("rooms.per-user", "16", ValueType.number(1, 1_000), "rooms that one user may be in at a time"),
    ROOMS_STANDING(
            "rooms.standing",
            "everyone",
            ValueType.choice("everyone", "nobody"),
            "who may make standing rooms, which are kept when everybody has left"),
    ROOMS_MOST("rooms.most", "10000", counts(), "rooms at a time"),
    ROOMS_PER_ADDRESS(
            "rooms.per-address",
            "500",
            counts(),
            "rooms at a time that one address has made since the registry started"),
    ROOMS_NEW_BURST("rooms.new-burst", "20", counts(), "rooms that one user may make at once"),
    ROOMS_NEW_REFILL("rooms.new-refill-ms", "10000", millis(), "milliseconds until one more may be made"),
    ROOMS_NEW_ADDRESS_BURST(
            "rooms.new-address-burst", "200", counts(), "rooms that one address may make at once, over all users"),
    ROOMS_NEW_ADDRESS_REFILL(
            "rooms.new-address-refill-ms", "2000", millis(), "milliseconds until one more may be made"),
    ROOMS_RETURN_BURST(
            "rooms.return-burst",
            "2",
            counts(),
            "how often a user's rooms are told at once that the user is gone, or back"),
    ROOMS_RETURN_REFILL(
            "rooms.return-refill-ms", "2000", millis(), "milliseconds until they are told once more, how it is then"),
    ROOM_PORT(
            "rooms.port",
            "15700",
            ValueType.number(1, 65_535),
            "UDP port at which Hobnob's members of rooms reach each other; not among the ephemeral ports of any machine,"
                    + " where original peers listen"),
    ROOM_GROUPS(
            "rooms.groups",
            "239.255.0.0/16",
            ValueType.text("group/bits"),
            "IPv4 multicast groups of which each room gets one"),
    GRACE("grace-s", "120", ValueType.number(0, 86_400), "seconds that an absent user's places in rooms are kept"),
    TOKEN_LIFE("token-life-s", "604800", ValueType.number(60, 31_536_000), "seconds that a resume token is good"),
    PATIENCE_ORIGINAL(
            "patience.original-ms", "3000", millis(), "milliseconds of silence until an original user is offline"),
    PATIENCE_ORIGINAL_DROPPING(
            "patience.original-dropping-ms",
            "30000",
            millis(),
            "the same while the socket of keep-alives loses datagrams, as in a flood"),
    PATIENCE_SUSPECT("patience.suspect-ms", "3000", millis(), "milliseconds of silence until a native user is probed"),
    PATIENCE_PROBE("patience.probe-ms", "2000", millis(), "milliseconds more until it is offline"),

    STORE_SYNC(
            "store.sync",
            "true",
            ValueType.flag(),
            "whether each write to the embedded store waits for the disk; false: a loss of power may cost the file"),

    MAILBOX(
            "mailbox.enabled",
            "true",
            ValueType.flag(),
            "whether private lines to users who are away wait here too, sealed, for up to `mailbox.days`"),
    MAILBOX_LETTERS("mailbox.letters", "200", ValueType.number(1, 200), "letters in one user's mailbox"),
    MAILBOX_SIZE("mailbox.kib", "1024", ValueType.number(1, 1024), "their size, KiB"),
    MAILBOX_DAYS("mailbox.days", "30", ValueType.number(1, 30), "days until a letter that nobody fetched is deleted"),
    MAILBOX_ALL(
            "mailbox.all-letters",
            "100000",
            ValueType.number(1, 10_000_000),
            "letters in all mailboxes, of 5 KB at most; counted once a minute"),

    BRIDGE(
            "bridge.listen",
            "",
            ValueType.text("path or address:port"),
            "where other programs may speak on the event bus (BUS.md 7): a Unix socket, or a port of loopback; empty:"
                    + " nowhere"),
    BRIDGE_ALLOW(
            "bridge.allow",
            "",
            ValueType.text("rule,…"),
            "what they may do: `serve ADDRESS`, `hear ADDRESS`, `send ADDRESS:ACTION+ACTION`, `publish"
                    + " ADDRESS:ACTION+ACTION`; empty: nothing"),
    SERVICES_ROOMS(
            "services.rooms",
            "own",
            ValueType.choice("own", "external"),
            "who serves rooms: this program, or one that connects to the bridge; not in a cluster"),

    CLUSTER(
            "cluster.enabled",
            "false",
            ValueType.flag(),
            "whether this is one of several registries; needs `mongo` and a copy of the first one's secrets file"),
    CLUSTER_HOST(
            "cluster.host",
            "",
            ValueType.text("address"),
            "address by which the other registries reach this one; empty: that of `interface` where one is named"),
    CLUSTER_PORT("cluster.port", "5701", ValueType.number(1, 65_535), "TCP port of the cluster's membership"),
    CLUSTER_BUS_PORT("cluster.bus-port", "0", ports(), "TCP port of the cluster's event bus; 0: any free one"),
    CLUSTER_MEMBERS(
            "cluster.members",
            "",
            ValueType.text("host:port,…"),
            "`cluster.host`:`cluster.port` of all registries; empty: this one only, the others name it");

    private final String key;
    private final String byDefault;
    private final ValueType type;
    private final String meaning;

    RegistryKey(String key, String byDefault, ValueType type, String meaning) {
        this.key = key;
        this.byDefault = byDefault;
        this.type = type;
        this.meaning = meaning;
    }

    private static ValueType ports() {
        return ValueType.number(0, 65_535);
    }

    private static ValueType counts() {
        return ValueType.number(1, 1_000_000);
    }

    private static ValueType millis() {
        return ValueType.number(1, 86_400_000);
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String byDefault() {
        return byDefault;
    }

    @Override
    public ValueType type() {
        return type;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public String shippedFile() {
        return "conf/registry.yaml";
    }

    /** {@code -cluster} is the spelling of the Vert.x launcher. */
    @Override
    public String flag() {
        return this == CLUSTER ? "-cluster" : ConfigKey.super.flag();
    }

    /** The setting's row in the table of SPEC 11, in Markdown. */
    public String markdownRow() {
        String shown = byDefault.isEmpty() ? "(empty)" : "`" + byDefault + "`";
        return "| `" + key + "` | `" + environment() + "` | `" + flag() + "` | " + shown + " | " + type.words() + " | "
                + meaning + " |";
    }
}
