package org.hobnob.launcher.chaos;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.TerminalFailureException;
import org.hobnob.faults.TcpProxy;
import org.hobnob.launcher.Launched;
import org.hobnob.launcher.Surroundings;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.registry.secrets.Secrets;
import org.hobnob.registry.secrets.SecretsFile;
import org.hobnob.testing.NativeClient;

/** A store and registries in processes of their own; each registry reaches the store through a proxy of its own. */
final class Registries implements AutoCloseable {
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS_END = 32_000;
    private static final SecureRandom PORTS = new SecureRandom();
    private static final int STARTS = 3;

    private final Path home;
    private final Site site;
    private final Surroundings[] plain;
    private final ChaosStore store;
    private final List<TcpProxy> links = new ArrayList<>();
    private final List<Integer> ports;
    private final List<Integer> clusterPorts;
    private final Launched[] nodes;

    Registries(Path home, int count, long seed) throws IOException, InterruptedException {
        this(home, Site.loopback(), Surroundings.PLAIN, count, seed);
    }

    /** @param plain what registries are started in but for what the site adds */
    Registries(Path home, Site site, Surroundings plain, int count, long seed)
            throws IOException, InterruptedException {
        this.home = home;
        this.site = site;
        this.plain = new Surroundings[count];
        Arrays.fill(this.plain, plain);
        new SecretsFile(home.resolve("secrets")).loadOrCreate(true, new SecureRandom());
        ports = freePorts(count);
        clusterPorts = freePorts(count);
        nodes = new Launched[count];
        store = ChaosStore.start(home);
        try {
            startAll(seed);
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** One after the other: on a busy machine one that starts beside others may not reach the store in time. */
    private void startAll(long seed) throws IOException {
        for (int i = 0; i < nodes.length; i++) {
            TcpProxy link = TcpProxy.between(
                    new InetSocketAddress(site.here(), 0),
                    store.address(),
                    InetAddress.getByName(Site.LOOPBACK),
                    seed + i);
            links.add(link);
            Files.writeString(
                    Files.createFile(
                            uriFile(i),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                    store.uriAt(site.here(), link.port()));
            start(i);
            awaitReady(i);
        }
    }

    /**
     * Free ports below those that the system gives to connections. Clients try a killed registry's port all the time, and a
     * connection from that port to itself would succeed, and keep the registry from coming back.
     */
    private static List<Integer> freePorts(int count) throws IOException {
        List<Integer> ports = new ArrayList<>();
        while (ports.size() < count) {
            int port = PORTS.nextInt(FIRST_PORT, PORTS_END);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(Site.LOOPBACK))) {
                if (!ports.contains(port)) {
                    ports.add(socket.getLocalPort());
                }
            } catch (BindException e) {
                continue;
            }
        }
        return ports;
    }

    private String folder(String name) {
        return home.resolve(name).toString();
    }

    private Path uriFile(int node) {
        return home.resolve("mongo-" + node);
    }

    int count() {
        return nodes.length;
    }

    Site site() {
        return site;
    }

    HostPort at(int node) {
        return new HostPort(site.host(node), ports.get(node));
    }

    /** @param timeoutMs how long an answer may take, that to the connection included */
    NativeClient connect(int node, int timeoutMs) {
        return NativeClient.connect(site.host(node), ports.get(node), timeoutMs);
    }

    /** From its next start on, a registry is started in other surroundings: as another state of the program, for instance. */
    void becomes(int node, Surroundings other) {
        plain[node] = other;
    }

    /**
     * Starts a peer that knows them all, and their key, beside the test. A peer that knew the key before logs in at a registry
     * of an earlier state without asking its person (SPEC 2.2).
     */
    Launched peer(String profile) throws IOException {
        return peer(profile, Surroundings.quick());
    }

    Launched peer(String profile, Surroundings surroundings) throws IOException {
        return Launched.start(
                home,
                surroundings,
                "peer",
                "--registry",
                addresses(),
                "--pin",
                nodes[0].value("key-full"),
                "--profile",
                profile,
                "--interface",
                site.device());
    }

    /** Where they all are, as a peer is told. */
    String addresses() {
        return IntStream.range(0, count()).mapToObj(node -> at(node).toString()).collect(Collectors.joining(","));
    }

    /** Where they all are for each other: {@code host:port}. */
    List<String> members() {
        return IntStream.range(0, count())
                .mapToObj(member -> site.host(member) + ":" + clusterPorts.get(member))
                .toList();
    }

    /** What they all have. */
    Secrets secrets() {
        return new SecretsFile(home.resolve("secrets")).load();
    }

    void start(int node) throws IOException {
        nodes[node] = Launched.start(
                home,
                site.around(node, plain[node]),
                "registry",
                "--host",
                site.host(node),
                "--port",
                "" + ports.get(node),
                "--udp-port",
                "0",
                "--data",
                folder("node-" + node),
                "--mongo",
                "@" + uriFile(node),
                "--secrets",
                folder("secrets"),
                // The clients of the test are silent for long.
                "--patience-suspect-ms",
                "600000",
                "--hash-memory-kib",
                "64",
                "--rooms-per-user",
                "1000",
                "--grace-s",
                "3600",
                "-cluster",
                "--cluster-host",
                site.host(node),
                "--cluster-port",
                "" + clusterPorts.get(node),
                "--cluster-members",
                String.join(",", members()));
    }

    /** Starts it again where it ends, as a service manager does: on a busy machine it may not reach the store in time. */
    void awaitReady(int node) throws IOException {
        for (int left = STARTS; !isReady(node, left == 1); left--) {
            start(node);
        }
    }

    private boolean isReady(int node, boolean must) {
        try {
            nodes[node].ready();
            return true;
        } catch (TerminalFailureException ended) {
            if (must) {
                throw ended;
            }
            return false;
        }
    }

    /** Asks it to end, and waits until it has. */
    int stop(int node) throws InterruptedException {
        return nodes[node].terminate().exitStatus();
    }

    void kill(int node) throws InterruptedException {
        nodes[node].kill().exitStatus();
    }

    void pause(int node) throws IOException, InterruptedException {
        nodes[node].signal("STOP");
    }

    void wake(int node) throws IOException, InterruptedException {
        nodes[node].signal("CONT");
    }

    /** What the registry and the store send each other waits. */
    void cutOff(int node) {
        links.get(node).stall();
    }

    void reconnect(int node) {
        links.get(node).heal();
    }

    /** What the registry and the other registries send each other is lost. */
    void isolate(int node) {
        IntStream.range(0, count()).filter(other -> other != node).forEach(other -> site.cut(node, other));
    }

    /** Whether the registry says that it no longer hears so many others. */
    boolean misses(int node, int others) {
        return nodes[node].complaintsOf("Suspecting Member") >= others;
    }

    void pauseStore() throws IOException, InterruptedException {
        if (store.process().isPresent()) {
            store.process().get().signal("STOP");
        } else {
            links.forEach(TcpProxy::stall);
        }
    }

    void wakeStore() throws IOException, InterruptedException {
        if (store.process().isPresent()) {
            store.process().get().signal("CONT");
        } else {
            links.forEach(TcpProxy::heal);
        }
    }

    /** The processor time that the store and all registries have used so far. */
    Duration cpu() {
        return Stream.concat(store.process().stream(), Arrays.stream(nodes))
                .map(Launched::cpu)
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        for (Launched node : nodes) {
            if (node != null) {
                node.close();
            }
        }
        links.forEach(TcpProxy::close);
        store.close();
    }
}
