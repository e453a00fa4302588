package org.hobnob.launcher.config;

import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hobnob.bus.Addresses;
import org.hobnob.launcher.config.ListenAddresses.Listener;
import org.hobnob.launcher.config.ListenAddresses.Transport;
import org.hobnob.limits.Rate;
import org.hobnob.net.Interfaces;
import org.hobnob.net.OwnAddresses;
import org.hobnob.net.gate.ConnectionLimits;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.protocol.mailbox.box.BoxLimits;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.registry.RegistrySettings;
import org.hobnob.registry.RegistrySettings.Doors;
import org.hobnob.registry.RegistrySettings.Hashing;
import org.hobnob.registry.RegistrySettings.Limits;
import org.hobnob.registry.RegistrySettings.Programs;
import org.hobnob.registry.RegistrySettings.Rooms;
import org.hobnob.registry.RegistrySettings.Sessions;
import org.hobnob.registry.bridge.BridgeAccess;
import org.hobnob.registry.bridge.BridgeLimits;
import org.hobnob.registry.bridge.BridgePlace;
import org.hobnob.registry.bridge.BridgeSettings;
import org.hobnob.registry.door.DoorLimits;
import org.hobnob.registry.keepalive.Patience;
import org.hobnob.registry.rules.credentials.HashCost;
import org.hobnob.registry.rules.credentials.HashLimits;
import org.hobnob.registry.rules.credentials.LoginLimits;
import org.hobnob.registry.rules.rooms.GroupRange;
import org.hobnob.registry.rules.rooms.RoomLimits;

/** Builds a {@link RegistryConfig} from the values, and rejects values that do not fit together. */
final class RegistryConfigParser {
    private static final String EVERY_ADDRESS = "0.0.0.0";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String MEMBER = "[^\\s:,]+:[0-9]{1,5}";
    private static final int MAX_PORT = 65_535;
    private static final long MS_PER_S = 1_000;

    private final ConfigValues values;

    RegistryConfigParser(ConfigValues values) {
        this.values = values;
    }

    RegistryConfig parse() {
        Optional<MongoUri> mongo = values.named(RegistryKey.MONGO)
                .map(setting -> MongoUri.of(setting, what -> values.refused(RegistryKey.MONGO, what)));
        Optional<ClusterConfig> cluster =
                values.flag(RegistryKey.CLUSTER) ? Optional.of(cluster(mongo)) : Optional.empty();
        Path data = values.path(RegistryKey.DATA).orElseGet(values::dataFolder);
        RegistryConfig config = new RegistryConfig(
                settings(mongo.isPresent(), programs(data, cluster.isPresent())),
                data,
                mongo,
                values.path(RegistryKey.SECRETS).orElseGet(() -> data.resolve("secrets")),
                values.flag(RegistryKey.STORE_SYNC),
                cluster,
                values.named(RegistryKey.INTERFACE),
                values.named(RegistryKey.METRICS)
                        .map(value -> listener(RegistryKey.METRICS, "host:port, such as 127.0.0.1:9600", value)),
                values.named(RegistryKey.WEB).map(this::web),
                values.path(RegistryKey.DOWNLOADS).orElseGet(() -> data.resolve("downloads")),
                values.flag(RegistryKey.ANNOUNCE),
                values.flag(RegistryKey.QR_CODE),
                new LogConfig(
                        values.text(RegistryKey.LOG_LEVEL),
                        values.text(RegistryKey.LOG_FORMAT).equals("json"),
                        values.path(RegistryKey.LOG_FILE)),
                new WrittenValues(values.all()));
        requireSeparateAddresses(config);
        return config;
    }

    private void requireSeparateAddresses(RegistryConfig config) {
        ListenAddresses addresses = new ListenAddresses(values);
        RegistrySettings.Doors doors = config.settings().doors();
        addresses.add(new Listener(RegistryKey.PORT, Transport.TCP, doors.host(), doors.port()));
        addresses.add(new Listener(RegistryKey.UDP_PORT, Transport.UDP, doors.host(), doors.udpPort()));
        // Peers on this machine listen on this port, on all addresses.
        int roomPort = config.settings().rooms().groups().first().port();
        addresses.add(new Listener(RegistryKey.ROOM_PORT, Transport.UDP, EVERY_ADDRESS, roomPort));
        config.metrics()
                .map(at -> new Listener(RegistryKey.METRICS, Transport.TCP, at.host(), at.port()))
                .ifPresent(addresses::add);
        config.web()
                .map(at -> new Listener(RegistryKey.WEB, Transport.TCP, at.host(), at.port()))
                .ifPresent(addresses::add);
        config.cluster().ifPresent(cluster -> {
            addresses.add(new Listener(RegistryKey.CLUSTER_PORT, Transport.TCP, cluster.host(), cluster.port()));
            addresses.add(new Listener(RegistryKey.CLUSTER_BUS_PORT, Transport.TCP, cluster.host(), cluster.busPort()));
        });
        config.mongo().stream()
                .flatMap(uri -> uri.servers().stream())
                .map(server -> new Listener(RegistryKey.MONGO, Transport.TCP, server.host(), server.port()))
                .forEach(addresses::requireApart);
    }

    private RegistrySettings settings(boolean sharesStore, Programs programs) {
        try {
            return new RegistrySettings(
                    values.text(RegistryKey.NAME),
                    sharesStore,
                    doors(),
                    hashing(),
                    limits(),
                    rooms(),
                    sessions(),
                    mail(),
                    programs);
        } catch (IllegalArgumentException e) {
            throw new ConfigRefusedException("the settings do not fit together: " + e.getMessage());
        }
    }

    private Programs programs(Path data, boolean isClustered) {
        Optional<BridgeSettings> bridge = values.named(RegistryKey.BRIDGE).map(place -> bridge(place, data));
        boolean serveRooms = values.text(RegistryKey.SERVICES_ROOMS).equals("external");
        if (serveRooms && isClustered) {
            throw values.refused(
                    RegistryKey.SERVICES_ROOMS,
                    RegistryKey.CLUSTER,
                    "exclude each other: several registries share their rooms, and another program's are its own");
        }
        if (serveRooms && bridge.isEmpty()) {
            throw values.refused(
                    RegistryKey.SERVICES_ROOMS,
                    "is `external`, but there is no bridge by which a program could serve them: set bridge.listen");
        }
        Set<String> served = bridge.map(door -> door.access().served()).orElse(Set.of());
        if (serveRooms && !served.contains(Addresses.ROOMS)) {
            throw values.refused(
                    RegistryKey.BRIDGE_ALLOW,
                    "lets no program serve rooms, though services.rooms is `external`: add `serve " + Addresses.ROOMS
                            + "`");
        }
        served.stream()
                .filter(address -> !serveRooms || !address.equals(Addresses.ROOMS))
                .findFirst()
                .ifPresent(address -> {
                    throw values.refused(
                            RegistryKey.BRIDGE_ALLOW,
                            "lets a program serve " + address + ", which this registry serves itself: "
                                    + (address.equals(Addresses.ROOMS)
                                            ? "set services.rooms to `external`, or take that rule out"
                                            : "take that rule out"));
                });
        return new Programs(bridge, serveRooms);
    }

    private BridgeSettings bridge(String place, Path data) {
        try {
            return new BridgeSettings(
                    BridgePlace.of(place), data.resolve("bridge.secret"), access(), BridgeLimits.DEFAULT);
        } catch (IllegalArgumentException e) {
            throw values.refused(RegistryKey.BRIDGE, e.getMessage());
        }
    }

    private BridgeAccess access() {
        try {
            return BridgeAccess.of(values.list(RegistryKey.BRIDGE_ALLOW));
        } catch (IllegalArgumentException e) {
            throw values.refused(RegistryKey.BRIDGE_ALLOW, "has a rule that cannot be read: " + e.getMessage());
        }
    }

    private Doors doors() {
        return new Doors(
                host(),
                values.number(RegistryKey.PORT),
                values.number(RegistryKey.UDP_PORT),
                advertised(),
                tlsEngine(),
                values.flag(RegistryKey.ORIGINAL),
                values.flag(RegistryKey.REQUIRE_PROOF));
    }

    private String host() {
        return values.named(RegistryKey.HOST).or(this::interfaceAddress).orElse(EVERY_ADDRESS);
    }

    /**
     * The advertised addresses; by default the address on which it listens, or loopback on a machine that others cannot
     * reach.
     */
    private List<String> advertised() {
        List<String> said = values.list(RegistryKey.ADVERTISE);
        said.stream()
                .filter(address -> HostPort.parse(address, 1).isEmpty())
                .findFirst()
                .ifPresent(wrong -> {
                    throw values.refused(
                            RegistryKey.ADVERTISE, "must be host:port,host:port,…, and '" + wrong + "' is not");
                });
        if (!said.isEmpty()) {
            return said;
        }
        List<String> own = OwnAddresses.forOthers(host(), values.named(RegistryKey.INTERFACE));
        return own.isEmpty() ? List.of(host().equals(EVERY_ADDRESS) ? LOOPBACK : host()) : own;
    }

    private Hashing hashing() {
        HashCost cost = new HashCost(
                values.number(RegistryKey.HASH_MEMORY),
                values.number(RegistryKey.HASH_ITERATIONS),
                values.number(RegistryKey.HASH_PARALLELISM));
        return new Hashing(cost, values.number(RegistryKey.HASH_THREADS), values.number(RegistryKey.HASH_QUEUE));
    }

    private Limits limits() {
        Rate registrations = rate(RegistryKey.REGISTRATION_BURST, RegistryKey.REGISTRATION_REFILL);
        return new Limits(logins(), hashes(), registrations, door());
    }

    private HashLimits hashes() {
        return new HashLimits(
                values.number(RegistryKey.HASH_PAIR_BURST),
                values.number(RegistryKey.HASH_PAIR_REFILL),
                values.number(RegistryKey.HASH_ADDRESS_BURST),
                values.number(RegistryKey.HASH_ADDRESS_REFILL));
    }

    private DoorLimits door() {
        ConnectionLimits connections = new ConnectionLimits(
                values.number(RegistryKey.CONNECTIONS),
                values.number(RegistryKey.CONNECTIONS_ADDRESS),
                rate(RegistryKey.CONNECTIONS_NEW_BURST, RegistryKey.CONNECTIONS_NEW_REFILL),
                rate(RegistryKey.CONNECTIONS_NEW_ADDRESS_BURST, RegistryKey.CONNECTIONS_NEW_ADDRESS_REFILL));
        DoorLimits.Times times = new DoorLimits.Times(
                values.number(RegistryKey.TIMEOUT_HANDSHAKE),
                values.number(RegistryKey.TIMEOUT_FIRST_BYTE),
                values.number(RegistryKey.TIMEOUT_LOGIN),
                values.number(RegistryKey.TIMEOUT_ORIGINAL_LOGIN),
                values.number(RegistryKey.TIMEOUT_UNREAD),
                values.number(RegistryKey.TIMEOUT_IDLE));
        DoorLimits.Crowd crowd = new DoorLimits.Crowd(
                values.number(RegistryKey.CONNECTIONS_SILENT), values.number(RegistryKey.TIMEOUT_CROWDED));
        DoorLimits.Requests requests = new DoorLimits.Requests(
                rate(RegistryKey.REQUESTS_BURST, RegistryKey.REQUESTS_REFILL),
                rate(RegistryKey.REQUESTS_LIST_BURST, RegistryKey.REQUESTS_LIST_REFILL),
                rate(RegistryKey.REQUESTS_CHANGE_BURST, RegistryKey.REQUESTS_CHANGE_REFILL),
                rate(RegistryKey.REQUESTS_USER_CHANGE_BURST, RegistryKey.REQUESTS_USER_CHANGE_REFILL),
                rate(RegistryKey.REQUESTS_NONSENSE_BURST, RegistryKey.REQUESTS_NONSENSE_REFILL),
                values.number(RegistryKey.REQUESTS_ADDRESS_TIMES),
                values.number(RegistryKey.REQUESTS_PAUSE),
                new DoorLimits.Ahead(
                        rate(RegistryKey.REQUESTS_AHEAD_BURST, RegistryKey.REQUESTS_AHEAD_REFILL),
                        values.number(RegistryKey.REQUESTS_AHEAD_AT_ONCE)));
        return new DoorLimits(connections, times, crowd, requests, values.flag(RegistryKey.SPARE_LOOPBACK));
    }

    private Rate rate(RegistryKey burst, RegistryKey refillMs) {
        return new Rate(values.number(burst), values.number(refillMs));
    }

    private LoginLimits logins() {
        return new LoginLimits(
                values.number(RegistryKey.LOGIN_PAIR_BURST),
                values.number(RegistryKey.LOGIN_PAIR_REFILL),
                values.number(RegistryKey.LOGIN_STRANGERS_BURST),
                values.number(RegistryKey.LOGIN_STRANGERS_REFILL),
                values.number(RegistryKey.LOGIN_ADDRESS_BURST),
                values.number(RegistryKey.LOGIN_ADDRESS_REFILL),
                values.number(RegistryKey.LOGIN_BUCKETS),
                values.number(RegistryKey.LOGIN_KNOWN),
                values.number(RegistryKey.LOGIN_KNOWN_ACCOUNT),
                values.number(RegistryKey.LOGIN_KNOWN_ADDRESS));
    }

    private Rooms rooms() {
        RoomLimits.Making making = new RoomLimits.Making(
                values.number(RegistryKey.ROOMS_MOST),
                values.number(RegistryKey.ROOMS_PER_ADDRESS),
                rate(RegistryKey.ROOMS_NEW_BURST, RegistryKey.ROOMS_NEW_REFILL),
                rate(RegistryKey.ROOMS_NEW_ADDRESS_BURST, RegistryKey.ROOMS_NEW_ADDRESS_REFILL));
        RoomLimits limits = new RoomLimits(
                values.number(RegistryKey.ROOM_MEMBERS),
                values.number(RegistryKey.ROOMS_PER_USER),
                making,
                rate(RegistryKey.ROOMS_RETURN_BURST, RegistryKey.ROOMS_RETURN_REFILL),
                values.text(RegistryKey.ROOMS_STANDING).equals("everyone"));
        return new Rooms(limits, roomGroups(), values.number(RegistryKey.GRACE) * MS_PER_S);
    }

    private GroupRange roomGroups() {
        String groups = values.text(RegistryKey.ROOM_GROUPS);
        return GroupRange.of(groups, values.number(RegistryKey.ROOM_PORT))
                .orElseThrow(() -> values.refused(
                        RegistryKey.ROOM_GROUPS,
                        "must be a range of IPv4 multicast groups, such as 239.255.0.0/16, not '" + groups + "'"));
    }

    private Sessions sessions() {
        Patience patience = new Patience(
                values.number(RegistryKey.PATIENCE_ORIGINAL),
                values.number(RegistryKey.PATIENCE_ORIGINAL_DROPPING),
                values.number(RegistryKey.PATIENCE_SUSPECT),
                values.number(RegistryKey.PATIENCE_PROBE));
        return new Sessions(patience, values.number(RegistryKey.TOKEN_LIFE));
    }

    private Optional<BoxLimits> mail() {
        BoxLimits limits = new BoxLimits(
                values.number(RegistryKey.MAILBOX_LETTERS),
                1024L * values.number(RegistryKey.MAILBOX_SIZE),
                TimeUnit.DAYS.toMillis(values.number(RegistryKey.MAILBOX_DAYS)),
                values.number(RegistryKey.MAILBOX_ALL));
        return values.flag(RegistryKey.MAILBOX) ? Optional.of(limits) : Optional.empty();
    }

    private TlsEngine tlsEngine() {
        TlsEngine engine = TlsEngine.valueOf(values.text(RegistryKey.TLS_ENGINE).toUpperCase(Locale.ROOT));
        try {
            return engine == TlsEngine.OPENSSL ? engine.resolved() : engine;
        } catch (IllegalStateException e) {
            throw values.refused(RegistryKey.TLS_ENGINE, "cannot be had: " + e.getMessage());
        }
    }

    private ClusterConfig cluster(Optional<MongoUri> mongo) {
        if (mongo.isEmpty()) {
            throw values.refused(
                    RegistryKey.CLUSTER,
                    "needs a store that all registries share: name a MongoDB with --mongo, or, on one machine, run"
                            + " `hobnob store` and name the file that it prints");
        }
        String host = values.named(RegistryKey.CLUSTER_HOST)
                .or(this::interfaceAddress)
                .orElseThrow(() -> {
                    return values.refused(
                            RegistryKey.CLUSTER,
                            "needs the address by which the other registries reach this one: add --cluster-host ADDRESS");
                });
        requireOwnNetwork(host);
        List<String> members = values.list(RegistryKey.CLUSTER_MEMBERS);
        members.stream().filter(member -> !member.matches(MEMBER)).findFirst().ifPresent(member -> {
            throw values.refused(
                    RegistryKey.CLUSTER_MEMBERS, "must be host:port,host:port,…, and '" + member + "' is not");
        });
        return new ClusterConfig(
                host, values.number(RegistryKey.CLUSTER_PORT), values.number(RegistryKey.CLUSTER_BUS_PORT), members);
    }

    private SocketAddress web(String value) {
        boolean isPort = value.matches("[0-9]{1,5}");
        return listener(RegistryKey.WEB, "a port or host:port, such as 15680", isPort ? host() + ":" + value : value);
    }

    private SocketAddress listener(RegistryKey key, String shape, String value) {
        int colon = value.lastIndexOf(':');
        int port = value.matches(MEMBER) ? Integer.parseInt(value.substring(colon + 1)) : Integer.MAX_VALUE;
        if (port > MAX_PORT) {
            throw values.refused(key, "must be " + shape + ", not '" + value + "'");
        }
        return SocketAddress.inetSocketAddress(port, value.substring(0, colon));
    }

    /** Hazelcast, by which registries find each other, neither encrypts nor authenticates. */
    private void requireOwnNetwork(String host) {
        try {
            if (!OwnAddresses.isPrivate(InetAddress.getByName(host))) {
                throw values.refused(
                        RegistryKey.CLUSTER,
                        "is refused at " + host
                                + ", which is not in a private network, as registries find each other"
                                + " in the clear: name a private address or one of a VPN with --cluster-host");
            }
        } catch (UnknownHostException e) {
            throw values.refused(RegistryKey.CLUSTER_HOST, "is no address of this machine: '" + host + "'");
        }
    }

    private Optional<String> interfaceAddress() {
        return values.named(RegistryKey.INTERFACE)
                .map(name -> Interfaces.resolve(Optional.of(name), Optional.empty())
                        .address()
                        .getHostAddress());
    }
}
