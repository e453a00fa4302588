package org.hobnob.peer;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.hobnob.bus.Addresses;
import org.hobnob.net.Interfaces;

/** Peers in several processes, by name. Asked from one thread. */
final class Crowd implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");

    /**
     * Where a peer is.
     *
     * @param registryHost where it finds the registry
     * @param network its interface
     */
    record Place(String registryHost, int registryPort, String network) {
        static Place onLoopback(int registryPort) {
            return new Place("127.0.0.1", registryPort, Interfaces.loopback().name());
        }
    }

    /** One process. */
    private static final class Host {
        private final Process process;
        private final BufferedReader out;

        Host(List<String> prefix) throws IOException {
            List<String> command = new ArrayList<>(prefix);
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.net.preferIPv4Stack=true",
                    "-Xmx400m",
                    "-XX:+UseSerialGC"));
            // Every user has a disk of their own; these share a machine, and each message is synced at each.
            if (Files.isWritable(MEMORY)) {
                command.add("-Djava.io.tmpdir=" + MEMORY);
            }
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), CrowdProcess.class.getName()));
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        /** Asks and waits for the answer; what else is printed, such as logs, is shown. */
        synchronized JsonObject ask(JsonObject question) {
            try {
                process.getOutputStream().write((question.encode() + "\n").getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().flush();
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    if (line.startsWith("reply ")) {
                        return new JsonObject(line.substring("reply ".length()));
                    }
                    if (line.startsWith("refused ")) {
                        throw new AssertionError(question.encode() + ": " + line);
                    }
                    if (!line.equals("ready")) {
                        System.out.println(line);
                    }
                }
                throw new AssertionError("the process has ended: " + question.encode());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void close() {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
            }
        }
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Host> hosts = new LinkedHashMap<>();

    /**
     * Starts peers and logs them in.
     *
     * @param place by name
     */
    Crowd(List<String> names, int processes, long seed, Function<String, Place> place) {
        this(names, Collections.nCopies(processes, List.of()), seed, place);
    }

    /**
     * Starts peers and logs them in.
     *
     * @param prefixes for each process, what its command begins with
     * @param place by name
     */
    Crowd(List<String> names, List<List<String>> prefixes, long seed, Function<String, Place> place) {
        List<Host> all = prefixes.stream().map(Crowd::host).toList();
        for (int i = 0; i < names.size(); i++) {
            hosts.put(names.get(i), all.get(i % all.size()));
        }
        onEach(host -> {
            hosts.forEach((name, where) -> {
                if (where == host) {
                    host.ask(new JsonObject()
                            .put("do", "peer")
                            .put("name", name)
                            .put("registryHost", place.apply(name).registryHost())
                            .put("registryPort", place.apply(name).registryPort())
                            .put("network", place.apply(name).network())
                            .put("seed", 1_000_003L * seed + names.indexOf(name)));
                }
            });
            return null;
        });
    }

    private static Host host(List<String> prefix) {
        try {
            return new Host(prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does something with all processes at once. */
    private <T> List<T> onEach(Function<Host, T> work) {
        List<CompletableFuture<T>> all = hosts.values().stream()
                .distinct()
                .map(host -> CompletableFuture.supplyAsync(() -> work.apply(host), threads))
                .toList();
        return all.stream().map(CompletableFuture::join).toList();
    }

    /** Asks one of a peer's verticles. */
    JsonObject ask(String name, String address, String action, JsonObject body) {
        return hosts.get(name)
                .ask(new JsonObject()
                        .put("do", "ask")
                        .put("name", name)
                        .put("address", address)
                        .put("action", action)
                        .put("body", body));
    }

    /** Lets a peer say numbered messages in a room, which goes on when this returns. */
    void talk(String name, String room, int first, int count, long periodMs) {
        talk(name, Addresses.PEER_ROOM, "say", BusPeer.room(room), first, count, periodMs);
    }

    /** The like to one user. */
    void chat(String name, String user, int first, int count, long periodMs) {
        talk(name, Addresses.PEER_CHAT, "message", BusPeer.user(user), first, count, periodMs);
    }

    private void talk(
            String name, String address, String action, JsonObject body, int first, int count, long periodMs) {
        hosts.get(name)
                .ask(new JsonObject()
                        .put("do", "talk")
                        .put("name", name)
                        .put("address", address)
                        .put("action", action)
                        .put("body", body)
                        .put("first", first)
                        .put("count", count)
                        .put("periodMs", periodMs));
    }

    /** Lets a peer say no more; how many it has said since number 0. */
    int hush(String name) {
        JsonObject said = hosts.get(name).ask(new JsonObject().put("do", "hush").put("name", name));
        if (said.getInteger("refused") > 0) {
            throw new AssertionError(name + " could not say everything: " + said.encode());
        }
        return said.getInteger("said");
    }

    /** Sets all peers' faults: {@code loss}, or {@code burst} and {@code length}. */
    void faults(JsonObject faults) {
        onEach(host -> host.ask(faults.copy().put("do", "faults")));
    }

    /** Begins to measure anew. */
    void clear() {
        onEach(host -> host.ask(new JsonObject().put("do", "clear")));
    }

    /** What all tallies tell, by name. */
    JsonObject report() {
        return all("report");
    }

    private JsonObject all(String what) {
        JsonObject all = new JsonObject();
        onEach(host -> host.ask(new JsonObject().put("do", what))).forEach(all::mergeIn);
        return all;
    }

    /** Waits until every peer has been shown so many messages of each place and sender; false where it took too long. */
    boolean awaitShown(BiPredicate<String, JsonObject> isComplete, Duration patience) {
        try {
            Awaitility.await()
                    .atMost(patience)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> all("counts").stream()
                            .allMatch(entry -> isComplete.test(entry.getKey(), (JsonObject) entry.getValue())));
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /** How many different sealed datagrams have come to a peer's sockets. */
    long sealed(String name) {
        return hosts.get(name)
                .ask(new JsonObject().put("do", "sealed").put("name", name))
                .getLong("count");
    }

    /** Waits until so many have come to each of them; false where it took too long. */
    boolean awaitSealed(List<String> names, long count, Duration patience) {
        try {
            Awaitility.await().atMost(patience).until(() -> names.stream().allMatch(name -> sealed(name) >= count));
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        onEach(host -> {
            host.close();
            return null;
        });
        threads.shutdownNow();
    }
}
