package org.hobnob.launcher.cluster;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.launcher.child.ChildProcess;
import org.hobnob.registry.secrets.SecretsFile;

/** A store and several registries on loopback that share it and one secrets file. Reports when one of them ends. */
public final class LocalCluster implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final String LOOPBACK = "127.0.0.1";

    private final Path folder;
    private final PrintStream out;
    private final List<ChildProcess> registries = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile ChildProcess store;
    private volatile boolean closing;

    /**
     * @param folder holds all data and logs
     * @param out receives the messages about the processes
     */
    public LocalCluster(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    /**
     * Starts everything and prints how to connect.
     *
     * @param count the number of registries
     * @param firstPort TCP port of the first registry, the others use the following ones; 0 picks free ones
     * @throws ClusterFailedException if one of the processes does not start
     */
    public void start(int count, int firstPort) {
        new SecretsFile(secrets()).loadOrCreate(true, new SecureRandom());
        store = ChildProcess.start("store", folder, line -> true, "store", "--port", "0", "--data", data("store"));
        String mongo = value(store, "mongo: ");
        List<Integer> clusterPorts = freePorts(count);
        for (int i = 0; i < count; i++) {
            registries.add(startRegistry(i, firstPort == 0 ? 0 : firstPort + i, clusterPorts, mongo));
        }
        String first = "";
        for (ChildProcess registry : registries) {
            String address = LOOPBACK + ":" + value(registry, "tcp-port: ");
            first = first.isEmpty() ? address : first;
            say(registry.name() + ": " + address + ", process " + registry.pid());
        }
        say("store: " + value(store, "address: ") + ", process " + store.pid());
        say("key-full: " + value(registries.get(0), "key-full: "));
        say("data: " + folder);
        registries.forEach(registry -> value(registry, "registry ready"));
        say("connect: hobnob peer --registry " + first);
        say("cluster ready");
        watch();
    }

    private Path secrets() {
        return folder.resolve("secrets");
    }

    private String data(String name) {
        return folder.resolve(name).toString();
    }

    private ChildProcess startRegistry(int index, int port, List<Integer> clusterPorts, String mongo) {
        String name = "registry-" + (index + 1);
        String members =
                clusterPorts.stream().map(member -> LOOPBACK + ":" + member).collect(Collectors.joining(","));
        return ChildProcess.start(
                name,
                folder,
                line -> true,
                "registry",
                "--name",
                name,
                "--host",
                LOOPBACK,
                "--port",
                "" + port,
                "--udp-port",
                "0",
                "--data",
                data(name),
                "--mongo",
                mongo,
                "--secrets",
                secrets().toString(),
                "-cluster",
                "--cluster-host",
                LOOPBACK,
                "--cluster-port",
                "" + clusterPorts.get(index),
                "--cluster-members",
                members);
    }

    /** Keeps all sockets open until the last is bound, so that the ports differ. */
    private static List<Integer> freePorts(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK)));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            sockets.forEach(LocalCluster::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String value(ChildProcess child, String prefix) {
        return child.await(START, prefix)
                .map(line -> line.substring(prefix.length()))
                .orElseThrow(() -> new ClusterFailedException(
                        child.name() + (child.isAlive() ? " takes too long to start" : " did not start") + "; see "
                                + folder.resolve(child.name() + ".log")));
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    private void watch() {
        Stream.concat(Stream.of(store), registries.stream()).forEach(child -> {
            Thread watcher = new Thread(() -> watch(child), "watch-" + child.name());
            watcher.setDaemon(true);
            watcher.start();
        });
    }

    private void watch(ChildProcess child) {
        try {
            int status = child.awaitEnd();
            if (!closing) {
                boolean goesOn = child != store && registries.stream().anyMatch(ChildProcess::isAlive);
                say(child.name() + " ended with exit status " + status + (goesOn ? "; the others go on" : ""));
                if (!goesOn) {
                    over.countDown();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Blocks until the store or the last registry has ended. */
    public void awaitEnd() throws InterruptedException {
        over.await();
    }

    /** Ends all processes, the registries before their store. */
    @Override
    public void close() {
        closing = true;
        registries.forEach(ChildProcess::stop);
        registries.forEach(ChildProcess::close);
        if (store != null) {
            store.close();
        }
    }
}
