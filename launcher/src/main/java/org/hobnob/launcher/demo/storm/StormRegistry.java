package org.hobnob.launcher.demo.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.hobnob.launcher.child.Child;
import org.hobnob.launcher.child.DemoFailedException;
import org.hobnob.net.tls.Pin;

/** The registry of a storm, over its restarts: the same data, the same ports. */
final class StormRegistry implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * Ports below those that the system gives to connections. Consoles try a killed registry's port all the time, and a
     * connection from that port to itself would keep the registry from coming back.
     */
    private static final int FIRST_PORT = 20_000;

    private static final int PORTS_END = 32_000;

    private final Path folder;
    private final Children children;
    private final RandomGenerator random = new SplittableRandom();
    private final int port = freePort();
    private final int roomsPort = freePort();
    private final String group = "239.255." + random.nextInt(1, 255) + "." + random.nextInt(1, 255);
    private RegistryPlace place;
    private Child child;

    StormRegistry(Path folder, Children children) {
        this.folder = folder;
        this.children = children;
    }

    /** Free for TCP and UDP. */
    private int freePort() {
        while (true) {
            int candidate = random.nextInt(FIRST_PORT, PORTS_END);
            try (ServerSocket tcp = new ServerSocket(candidate, 1, loopback());
                    DatagramSocket udp = new DatagramSocket(candidate, loopback())) {
                if (tcp.isBound() && udp.isBound()) {
                    return candidate;
                }
            } catch (BindException taken) {
                continue;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static InetAddress loopback() throws UnknownHostException {
        return InetAddress.getByName("127.0.0.1");
    }

    /**
     * Starts it, for the first time or again.
     *
     * @throws DemoFailedException where it is not ready in time
     */
    void start() {
        child = children.start(
                "registry",
                line -> {},
                "registry",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--udp-port",
                Integer.toString(port),
                "--rooms-port",
                Integer.toString(roomsPort),
                "--rooms-groups",
                group + "/32",
                "--data",
                folder.resolve("registry").toString());
        if (child.await(PATIENCE, "registry ready").isEmpty()) {
            throw new DemoFailedException("the registry was not ready in " + PATIENCE.toSeconds() + " s");
        }
        Pin pin = child.lines("key-full: ").stream()
                .findFirst()
                .flatMap(line -> Pin.parse(line.substring("key-full: ".length())))
                .orElseThrow(() -> new DemoFailedException("the registry did not print its key"));
        place = new RegistryPlace(port, port, roomsPort, group, pin);
    }

    /** Where it is; only after a start. */
    RegistryPlace place() {
        return place;
    }

    /** Somebody who hears and writes to its rooms' group. */
    Forger forger() {
        return new Forger(group, roomsPort, random);
    }

    void kill() {
        child.kill();
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
        }
    }
}
