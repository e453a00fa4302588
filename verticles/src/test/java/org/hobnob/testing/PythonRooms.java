package org.hobnob.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hobnob.registry.Registry;
import org.hobnob.registry.RegistrySettings;
import org.hobnob.registry.bridge.BridgeAccess;
import org.hobnob.registry.bridge.BridgeLimits;
import org.hobnob.registry.bridge.BridgePlace;
import org.hobnob.registry.bridge.BridgeSettings;

/** {@code docs/examples/rooms_service.py} in the place of the registry's own rooms. */
public final class PythonRooms implements AutoCloseable {
    private static final Path EXAMPLES = Path.of("../docs/examples").toAbsolutePath();

    /** What the service needs of the bus. */
    private static final List<String> RULES = List.of(
            "serve registry.rooms",
            "hear registry.event.presence",
            "send registry.presence:absent+search",
            "publish registry.event.room:*");

    private final Process process;

    private PythonRooms(Process process) {
        this.process = process;
    }

    /** Whether this machine has a Python. */
    public static boolean canRun() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, "python3")));
    }

    /**
     * The settings of a registry whose rooms another program serves.
     *
     * @param rules what programs may do besides
     */
    public static RegistrySettings.Programs programs(Path folder, String... rules) {
        List<String> all = Stream.concat(RULES.stream(), Stream.of(rules)).toList();
        return new RegistrySettings.Programs(
                Optional.of(new BridgeSettings(
                        new BridgePlace.Loopback("127.0.0.1", 0),
                        folder.resolve("bridge.secret"),
                        BridgeAccess.of(all),
                        BridgeLimits.DEFAULT)),
                true);
    }

    /** The service's options for the same limits. */
    public static String[] options(RegistrySettings.Rooms rooms) {
        return new String[] {
            "--members=" + rooms.limits().membersPerRoom(),
            "--per-user=" + rooms.limits().roomsPerUser(),
            "--groups=" + rooms.groups().first().group() + "/" + rooms.groups().prefixBits(),
            "--standing=" + (rooms.limits().standing() ? "everyone" : "nobody"),
            "--grace=" + rooms.graceMs() / 1000.0
        };
    }

    /** Starts the service; it serves when this returns. */
    public static PythonRooms start(Registry registry, Path folder, String... options) {
        String[] words = Stream.concat(
                        Stream.of("127.0.0.1:" + registry.bridgePort().orElseThrow(), folder + "/bridge.secret"),
                        Stream.of(options))
                .toArray(String[]::new);
        Process process = example("rooms_service.py", words);
        awaitLine(process, "serving registry.rooms");
        return new PythonRooms(process);
    }

    /** Starts a program of the examples. */
    public static Process example(String name, String... words) {
        List<String> command = Stream.concat(
                        Stream.of("python3", "-B", EXAMPLES.resolve(name).toString()), Stream.of(words))
                .toList();
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for a line of its output. */
    public static void awaitLine(Process process, String line) {
        try {
            String first = CompletableFuture.supplyAsync(() -> firstLine(process))
                    .get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (!line.equals(first)) {
                throw new AssertionError("the program said " + first);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String firstLine(Process process) {
        try {
            return process.inputReader(StandardCharsets.UTF_8).readLine();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Ends it without a warning. */
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
