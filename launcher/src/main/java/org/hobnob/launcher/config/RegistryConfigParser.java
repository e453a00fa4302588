package org.hobnob.launcher.config;

import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hobnob.net.Interfaces;
import org.hobnob.net.OwnAddresses;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.registry.RegistrySettings;
import org.hobnob.registry.keepalive.Patience;
import org.hobnob.registry.rules.credentials.HashCost;
import org.hobnob.registry.rules.credentials.LoginLimits;
import org.hobnob.registry.rules.rooms.GroupRange;
import org.hobnob.registry.rules.rooms.RoomLimits;

/** Turns texts into {@link RegistryConfig}; each complaint names the key and where it was set. */
final class RegistryConfigParser {
    private static final String EVERY_ADDRESS = "0.0.0.0";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String MEMBER = "[^\\s:,]+:[0-9]{1,5}";
    private static final int MAX_PORT = 65_535;
    private static final long MS_PER_S = 1_000;

    private final ConfigSources sources;
    private final Path home;
    private final Map<RegistryKey, String> values;

    RegistryConfigParser(ConfigSources sources, Path home) {
        this.sources = sources;
        this.home = home;
        values = sources.read();
        values.forEach(this::check);
    }

    private void check(RegistryKey key, String value) {
        if (!key.accepts(value)) {
            throw refused(key, "must be " + key.typeWords() + ", not '" + value + "'");
        }
    }

    private ConfigRefusedException refused(RegistryKey key, String what) {
        return new ConfigRefusedException(sources.onCommandLine(key), sources.origin(key) + " " + what);
    }

    RegistryConfig parse() {
        Optional<MongoUri> mongo =
                named(RegistryKey.MONGO).map(setting -> MongoUri.of(setting, what -> refused(RegistryKey.MONGO, what)));
        Optional<ClusterConfig> cluster = flag(RegistryKey.CLUSTER) ? Optional.of(cluster(mongo)) : Optional.empty();
        Path data = path(RegistryKey.DATA)
                .orElseGet(() ->
                        BaseDirectories.of(sources.environment(), home).data().resolve("registry"));
        return new RegistryConfig(
                settings(mongo.isPresent()),
                data,
                mongo,
                path(RegistryKey.SECRETS).orElseGet(() -> data.resolve("secrets")),
                flag(RegistryKey.STORE_SYNC),
                cluster,
                named(RegistryKey.INTERFACE),
                named(RegistryKey.METRICS).map(this::metrics),
                text(RegistryKey.LOG_LEVEL));
    }

    private RegistrySettings settings(boolean sharesStore) {
        try {
            return new RegistrySettings(
                    text(RegistryKey.NAME),
                    host(),
                    number(RegistryKey.PORT),
                    number(RegistryKey.UDP_PORT),
                    advertised(),
                    tlsEngine(),
                    flag(RegistryKey.ORIGINAL),
                    sharesStore,
                    hashCost(),
                    number(RegistryKey.HASH_THREADS),
                    number(RegistryKey.HASH_QUEUE),
                    loginLimits(),
                    number(RegistryKey.REGISTRATION_BURST),
                    number(RegistryKey.REGISTRATION_REFILL),
                    flag(RegistryKey.SPARE_LOOPBACK),
                    new RoomLimits(number(RegistryKey.ROOM_MEMBERS), number(RegistryKey.ROOMS_PER_USER)),
                    roomGroups(),
                    number(RegistryKey.GRACE) * MS_PER_S,
                    patience(),
                    number(RegistryKey.TOKEN_LIFE));
        } catch (IllegalArgumentException e) {
            throw new ConfigRefusedException("the settings do not fit together: " + e.getMessage());
        }
    }

    private String host() {
        return named(RegistryKey.HOST).or(this::interfaceAddress).orElse(EVERY_ADDRESS);
    }

    /** Where it listens, unless named; on a machine of which nobody else reaches anything, loopback. */
    private List<String> advertised() {
        List<String> said = list(RegistryKey.ADVERTISE);
        said.stream()
                .filter(address -> HostPort.parse(address, 1).isEmpty())
                .findFirst()
                .ifPresent(wrong -> {
                    throw refused(RegistryKey.ADVERTISE, "must be host:port,host:port,…, and '" + wrong + "' is not");
                });
        if (!said.isEmpty()) {
            return said;
        }
        List<String> own = OwnAddresses.forOthers(host(), named(RegistryKey.INTERFACE));
        return own.isEmpty() ? List.of(host().equals(EVERY_ADDRESS) ? LOOPBACK : host()) : own;
    }

    private List<String> list(RegistryKey key) {
        return Arrays.stream(text(key).split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private HashCost hashCost() {
        return new HashCost(
                number(RegistryKey.HASH_MEMORY),
                number(RegistryKey.HASH_ITERATIONS),
                number(RegistryKey.HASH_PARALLELISM));
    }

    private LoginLimits loginLimits() {
        return new LoginLimits(
                number(RegistryKey.LOGIN_PAIR_BURST),
                number(RegistryKey.LOGIN_PAIR_REFILL),
                number(RegistryKey.LOGIN_STRANGERS_BURST),
                number(RegistryKey.LOGIN_STRANGERS_REFILL),
                number(RegistryKey.LOGIN_ADDRESS_BURST),
                number(RegistryKey.LOGIN_ADDRESS_REFILL),
                number(RegistryKey.LOGIN_BUCKETS),
                number(RegistryKey.LOGIN_KNOWN),
                number(RegistryKey.LOGIN_KNOWN_ACCOUNT),
                number(RegistryKey.LOGIN_KNOWN_ADDRESS));
    }

    private GroupRange roomGroups() {
        String groups = text(RegistryKey.ROOM_GROUPS);
        return GroupRange.of(groups, number(RegistryKey.ROOM_PORT))
                .orElseThrow(() -> refused(
                        RegistryKey.ROOM_GROUPS,
                        "must be a range of IPv4 multicast groups, such as 239.255.0.0/16, not '" + groups + "'"));
    }

    private Patience patience() {
        return new Patience(
                number(RegistryKey.PATIENCE_ORIGINAL),
                number(RegistryKey.PATIENCE_SUSPECT),
                number(RegistryKey.PATIENCE_PROBE));
    }

    private TlsEngine tlsEngine() {
        TlsEngine engine = TlsEngine.valueOf(text(RegistryKey.TLS_ENGINE).toUpperCase(Locale.ROOT));
        try {
            return engine == TlsEngine.OPENSSL ? engine.resolved() : engine;
        } catch (IllegalStateException e) {
            throw refused(RegistryKey.TLS_ENGINE, "cannot be had: " + e.getMessage());
        }
    }

    private ClusterConfig cluster(Optional<MongoUri> mongo) {
        if (mongo.isEmpty()) {
            throw refused(
                    RegistryKey.CLUSTER,
                    "needs a store that all registries share: name a MongoDB with --mongo, or, on one machine, run"
                            + " `hobnob store` and name the file that it prints");
        }
        String host = named(RegistryKey.CLUSTER_HOST).or(this::interfaceAddress).orElseThrow(() -> {
            return refused(
                    RegistryKey.CLUSTER,
                    "needs the address by which the other registries reach this one: add --cluster-host ADDRESS");
        });
        requireOwnNetwork(host);
        List<String> members = list(RegistryKey.CLUSTER_MEMBERS);
        members.stream().filter(member -> !member.matches(MEMBER)).findFirst().ifPresent(member -> {
            throw refused(RegistryKey.CLUSTER_MEMBERS, "must be host:port,host:port,…, and '" + member + "' is not");
        });
        return new ClusterConfig(host, number(RegistryKey.CLUSTER_PORT), number(RegistryKey.CLUSTER_BUS_PORT), members);
    }

    private SocketAddress metrics(String value) {
        int colon = value.lastIndexOf(':');
        int port = value.matches(MEMBER) ? Integer.parseInt(value.substring(colon + 1)) : Integer.MAX_VALUE;
        if (port > MAX_PORT) {
            throw refused(RegistryKey.METRICS, "must be host:port, such as 127.0.0.1:9600, not '" + value + "'");
        }
        return SocketAddress.inetSocketAddress(port, value.substring(0, colon));
    }

    /** What registries tell each other is neither sealed nor signed. */
    private void requireOwnNetwork(String host) {
        try {
            if (!OwnAddresses.isPrivate(InetAddress.getByName(host))) {
                throw refused(
                        RegistryKey.CLUSTER,
                        "is refused at " + host
                                + ", which is not in a private network, as registries talk to each other"
                                + " in the clear: name a private address or one of a VPN with --cluster-host");
            }
        } catch (UnknownHostException e) {
            throw refused(RegistryKey.CLUSTER_HOST, "is no address of this machine: '" + host + "'");
        }
    }

    private Optional<String> interfaceAddress() {
        return named(RegistryKey.INTERFACE)
                .map(name -> Interfaces.resolve(Optional.of(name), Optional.empty())
                        .address()
                        .getHostAddress());
    }

    private String text(RegistryKey key) {
        return values.get(key).strip();
    }

    private Optional<String> named(RegistryKey key) {
        return Optional.of(text(key)).filter(value -> !value.isEmpty());
    }

    private int number(RegistryKey key) {
        return Integer.parseInt(values.get(key));
    }

    private boolean flag(RegistryKey key) {
        return Boolean.parseBoolean(values.get(key));
    }

    private Optional<Path> path(RegistryKey key) {
        try {
            return named(key)
                    .map(value -> value.startsWith("~/")
                            ? home.resolve(value.substring(2))
                            : Path.of(value).toAbsolutePath());
        } catch (InvalidPathException e) {
            throw refused(key, "is not a path: " + e.getReason());
        }
    }
}
