package org.hobnob.launcher.bench.talk;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.launcher.bench.target.RegistryAddress;
import org.hobnob.launcher.bench.target.Target;
import org.hobnob.launcher.cli.Home;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.net.Interfaces;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.TlsEngine;

/**
 * A process with whole rooms of peers. Says when all are in their rooms, waits for a line, lets them talk, and reports what
 * was shown; ends at the end of its input.
 */
public final class EverybodyMain {
    static final String READY = "ready: ";
    static final String REPORT = "report: ";

    private static final int AT_A_TIME = 3;
    private static final long LATE_MS = 30_000;
    private static final long LOOK_MS = 100;

    private EverybodyMain() {}

    /** The arguments that {@link #main} reads. */
    static List<String> arguments(Target target, int firstRoom, int rooms, int members, int lines, Path folder) {
        return List.of(
                Integer.toString(target.address().port()),
                target.pin().orElseThrow().hex(),
                target.engine().name(),
                Integer.toString(firstRoom),
                Integer.toString(rooms),
                Integer.toString(members),
                Integer.toString(lines),
                folder.toString());
    }

    public static void main(String[] arguments) throws InterruptedException {
        Home.configureLogging();
        try {
            run(arguments);
        } catch (RuntimeException | ExecutionException | IOException e) {
            System.out.println("failed: " + e.getMessage());
        }
        Runtime.getRuntime().halt(0);
    }

    private static void run(String[] arguments) throws InterruptedException, ExecutionException, IOException {
        int port = Integer.parseInt(arguments[0]);
        Target target = new Target(
                new RegistryAddress("127.0.0.1:" + port, InetAddress.getByName("127.0.0.1"), port),
                Pin.parse(arguments[1]),
                TlsEngine.valueOf(arguments[2]),
                Optional.empty());
        int lines = Integer.parseInt(arguments[6]);
        Latencies measured = new Latencies();
        List<FullRoom> rooms = meet(
                target,
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]),
                Integer.parseInt(arguments[5]),
                lines,
                Path.of(arguments[7]),
                measured);
        System.out.println(READY);
        System.in.read();
        rooms.forEach(FullRoom::talk);
        await(rooms, TimeUnit.SECONDS.toMillis(lines) + LATE_MS);
        System.out.println(REPORT + report(rooms, measured).encode());
        while (System.in.read() >= 0) {
            // The peers stay until nobody measures any more.
        }
    }

    private static List<FullRoom> meet(
            Target target, int first, int count, int members, int lines, Path folder, Latencies measured)
            throws InterruptedException, ExecutionException {
        InterfaceChoice network = Interfaces.resolve(Interfaces.fromEnvironment(), Optional.empty());
        ExecutorService hosts = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<FullRoom>> meeting = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = first + i;
                meeting.add(
                        hosts.submit(() -> FullRoom.meet(target, number, members, lines, folder, network, measured)));
            }
            List<FullRoom> rooms = new ArrayList<>();
            for (Future<FullRoom> room : meeting) {
                rooms.add(room.get());
                System.out.println("in: " + rooms.size() * members);
            }
            return rooms;
        } finally {
            hosts.shutdownNow();
        }
    }

    private static void await(List<FullRoom> rooms, long mostMs) throws InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(mostMs);
        while (System.nanoTime() - endNs < 0
                && rooms.stream()
                        .anyMatch(room -> room.shown().count() < room.shown().expected())) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }

    private static JsonObject report(List<FullRoom> rooms, Latencies measured) {
        synchronized (measured) {
            JsonObject errors = new JsonObject();
            measured.errorKinds().forEach(errors::put);
            return new JsonObject()
                    .put(
                            "shown",
                            rooms.stream()
                                    .mapToLong(room -> room.shown().count())
                                    .sum())
                    .put(
                            "twice",
                            rooms.stream()
                                    .mapToLong(room -> room.shown().twice())
                                    .sum())
                    .put("errors", errors)
                    .put("histogram", measured.encoded());
        }
    }
}
