package org.hobnob.launcher.chaos;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hobnob.faults.TcpProxy;
import org.hobnob.launcher.Launched;
import org.hobnob.registry.secrets.SecretsFile;

/** A store and registries in processes of their own; each registry reaches the store through a proxy of its own. */
final class Registries implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final Path home;
    private final Launched store;
    private final List<TcpProxy> links = new ArrayList<>();
    private final List<Integer> ports;
    private final List<Integer> clusterPorts;
    private final Launched[] nodes;

    Registries(Path home, int count, long seed) throws IOException, InterruptedException {
        this.home = home;
        new SecretsFile(home.resolve("secrets")).loadOrCreate(true, new SecureRandom());
        ports = freePorts(count);
        clusterPorts = freePorts(count);
        nodes = new Launched[count];
        store = Launched.start(home, "store", "--port", "0", "--data", folder("store"))
                .ready();
        String uri =
                Files.readString(Path.of(store.value("mongo").substring(1))).strip();
        int storePort = Integer.parseInt(uri.replaceFirst(".*127\\.0\\.0\\.1:([0-9]+).*", "$1"));
        for (int i = 0; i < count; i++) {
            TcpProxy link = TcpProxy.to(new InetSocketAddress(LOOPBACK, storePort), seed + i);
            links.add(link);
            Files.writeString(
                    Files.createFile(
                            uriFile(i),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                    uri.replace(":" + storePort, ":" + link.port()));
            start(i);
        }
        for (Launched node : nodes) {
            node.ready();
        }
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0, 1, new InetSocketAddress(LOOPBACK, 0).getAddress()));
        }
        List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
        for (ServerSocket socket : sockets) {
            socket.close();
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

    int port(int node) {
        return ports.get(node);
    }

    /** Where they all are, as a peer is told. */
    String addresses() {
        return ports.stream().map(port -> LOOPBACK + ":" + port).collect(Collectors.joining(","));
    }

    void start(int node) throws IOException {
        String members =
                clusterPorts.stream().map(port -> LOOPBACK + ":" + port).collect(Collectors.joining(","));
        nodes[node] = Launched.start(
                home,
                "registry",
                "--host",
                LOOPBACK,
                "--port",
                "" + port(node),
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
                LOOPBACK,
                "--cluster-port",
                "" + clusterPorts.get(node),
                "--cluster-members",
                members);
    }

    void awaitReady(int node) {
        nodes[node].ready();
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

    void pauseStore() throws IOException, InterruptedException {
        store.signal("STOP");
    }

    void wakeStore() throws IOException, InterruptedException {
        store.signal("CONT");
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
