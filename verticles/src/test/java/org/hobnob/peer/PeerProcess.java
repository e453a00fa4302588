package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.protocol.message.value.PasswordHash;

/** A peer in a process of its own with a heap of 256 MB, whose profile stays in a folder. */
final class PeerProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTENING = "0A";

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private PeerProcess(Process process, Consumer<String> listener) {
        this.process = process;
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Thread reader = new Thread(() -> {
            try (out) {
                out.lines().forEach(line -> {
                    lines.add(line);
                    listener.accept(line);
                });
            } catch (IOException | UncheckedIOException e) {
                // It was killed.
            }
        });
        reader.setDaemon(true);
        reader.start();
    }

    static PeerProcess start(Path profile, int registryPort) throws IOException {
        return start(profile, registryPort, line -> {});
    }

    /** @param listener is given each line of its output at once */
    static PeerProcess start(Path profile, int registryPort, Consumer<String> listener) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostProcess.class.getName(),
                        "peer",
                        "127.0.0.1:" + registryPort,
                        "lo",
                        profile.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new PeerProcess(process, listener);
    }

    void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    void await(String what, int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(() -> assertTrue(count(what) >= count, () -> count(what) + " " + what));
    }

    long count(String what) {
        return lines.stream().filter(line -> line.contains(what)).count();
    }

    /** Its output so far. */
    List<String> lines() {
        return lines;
    }

    /** Has the user omar do these things at the registry, such as register and login. */
    PeerProcess online(String... actions) throws IOException {
        await("ready", 1);
        JsonObject account = new JsonObject()
                .put("user", "omar")
                .put("password", PasswordHash.ofPassword("secret").hex())
                .put("old", true);
        for (String action : actions) {
            tell(Addresses.PEER_REGISTRY + " " + action + " " + account.encode());
        }
        await("reply ", actions.length);
        return this;
    }

    /** How many bytes of its heap are in use after a collection. */
    long usedHeap() throws IOException {
        long before = count("heap ");
        tell("heap");
        await("heap ", (int) before + 1);
        return lines.stream()
                .filter(line -> line.startsWith("heap "))
                .skip(before)
                .mapToLong(line -> Long.parseLong(line.substring("heap ".length())))
                .findFirst()
                .orElseThrow();
    }

    /** The TCP ports at which it listens, as Linux has them (proc_net_tcp(5)). */
    Set<Integer> listeningPorts() throws IOException {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            for (Path file : files.toList()) {
                sockets.add(
                        Files.isSymbolicLink(file)
                                ? Files.readSymbolicLink(file).toString()
                                : "");
            }
        }
        Set<Integer> ports = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            Files.readAllLines(Path.of("/proc/net", table)).stream()
                    .skip(1)
                    .map(row -> row.strip().split("\\s+"))
                    .filter(row -> row[STATE].equals(LISTENING) && sockets.contains("socket:[" + row[INODE] + "]"))
                    .forEach(row -> ports.add(Integer.parseInt(row[LOCAL].substring(row[LOCAL].indexOf(':') + 1), 16)));
        }
        return ports;
    }

    /** How much time of processors it has taken. */
    Duration cpuTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** The texts shown of messages, those that were perhaps shown before or the others. */
    List<String> shown(String kind, boolean again) {
        return lines.stream()
                .filter(line -> line.startsWith("event "))
                .map(line -> new JsonObject(line.substring("event ".length())))
                .filter(event -> event.getString("event").equals(kind) && event.getBoolean("again") == again)
                .map(event -> event.getString("text"))
                .toList();
    }
}
