package org.hobnob.launcher.bench.target;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.hobnob.launcher.bench.measure.BenchRefusedException.Kind;
import org.hobnob.launcher.config.ConfigSources;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.launcher.config.RegistryKey;
import org.hobnob.launcher.jvm.JavaOptions;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.text.SafeText;

/**
 * A registry of the run's own: a child process on loopback and free ports, with its data in a temporary folder and the
 * default settings but for what one connection may ask, whatever the user's own file says. Ends with {@link #close()}, and with this process.
 */
public final class OwnRegistry implements AutoCloseable {
    private static final long START_S = 60;
    private static final long STOP_S = 15;
    private static final long KILL_S = 5;
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS_END = 32_000;
    private static final int PORT_TRIES = 20;
    private static final int MAX_LINES = 1_000;
    private static final int MAX_COMPLAINTS = 5;
    private static final String READY = "registry ready";
    private static final String ENDED = "";

    /** What one connection may ask is raised: a bench asks as fast as it is answered. */
    private static final Map<RegistryKey, String> RAISED = Map.ofEntries(
            Map.entry(RegistryKey.REQUESTS_BURST, "1000000"),
            Map.entry(RegistryKey.REQUESTS_LIST_BURST, "1000000"),
            Map.entry(RegistryKey.REQUESTS_CHANGE_BURST, "1000000"),
            Map.entry(RegistryKey.REQUESTS_USER_CHANGE_BURST, "1000000"),
            Map.entry(RegistryKey.ROOMS_NEW_BURST, "1000000"),
            Map.entry(RegistryKey.REQUESTS_REFILL, "1"),
            Map.entry(RegistryKey.REQUESTS_LIST_REFILL, "1"),
            Map.entry(RegistryKey.REQUESTS_CHANGE_REFILL, "1"),
            Map.entry(RegistryKey.REQUESTS_USER_CHANGE_REFILL, "1"),
            Map.entry(RegistryKey.ROOMS_NEW_REFILL, "1"));

    private final Path folder;
    private final Map<RegistryKey, String> settings;
    private final List<String> prefix;
    private final RegistryConfig config;
    private final Thread atExit = new Thread(this::stop, "bench-stop");
    private final Path file;
    private volatile Process process;
    private volatile BlockingQueue<String> said = new LinkedBlockingQueue<>(MAX_LINES);
    private RegistryAddress address;
    private int udpPort;
    private Pin pin;
    private volatile boolean ending;

    private OwnRegistry(Path folder, Map<RegistryKey, String> settings, List<String> prefix) throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.prefix = prefix;
        file = Files.writeString(folder.resolve("registry.yaml"), "name: bench\n");
        config = RegistryConfig.load(ConfigSources.ofRegistry(Optional.of(file), environment(), Map.of()), folder);
        process = command().start();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts one and waits until it is ready. Blocks.
     *
     * @param changed settings other than the default ones; those of address, ports and folder have no effect
     * @throws BenchRefusedException where it does not start
     */
    public static OwnRegistry start(Map<RegistryKey, String> changed) {
        Map<RegistryKey, String> settings = new TreeMap<>(RAISED);
        settings.putAll(changed);
        return startAsShipped(settings, List.of());
    }

    /**
     * Starts one as {@link #start} does, with no limit raised.
     *
     * @param prefix words before the command, such as those that pin it to a core; may be empty
     * @throws BenchRefusedException where it does not start
     */
    public static OwnRegistry startAsShipped(Map<RegistryKey, String> changed, List<String> prefix) {
        try {
            Path folder = Files.createTempDirectory("hobnob-bench-");
            Map<RegistryKey, String> settings = new TreeMap<>(changed);
            settings.put(RegistryKey.HOST, "127.0.0.1");
            settings.put(RegistryKey.PORT, Integer.toString(freePort()));
            settings.put(RegistryKey.UDP_PORT, "0");
            settings.putIfAbsent(RegistryKey.ANNOUNCE, "false");
            settings.put(RegistryKey.DATA, folder.resolve("data").toString());
            return started(folder, settings, prefix);
        } catch (IOException e) {
            throw new BenchRefusedException(
                    Kind.USER_FIXABLE,
                    "a registry cannot be started (" + e.getMessage() + "): free space in the temporary folder, or"
                            + " name a registry that runs with --registry",
                    e);
        }
    }

    private static OwnRegistry started(Path folder, Map<RegistryKey, String> settings, List<String> prefix)
            throws IOException {
        OwnRegistry registry;
        try {
            registry = new OwnRegistry(folder, settings, prefix);
        } catch (RuntimeException e) {
            delete(folder);
            throw e;
        }
        try {
            registry.awaitReady();
            return registry;
        } catch (RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        settings.forEach((key, value) -> environment.put(key.environment(), value));
        return environment;
    }

    /** The settings travel in the environment: a command line is for all to see. */
    private ProcessBuilder command() {
        List<String> line = new ArrayList<>(prefix);
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(javaOptions());
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.hobnob.launcher.Main"));
        line.addAll(List.of("registry", "--config", file.toString()));
        ProcessBuilder builder = new ProcessBuilder(line);
        for (RegistryKey key : RegistryKey.values()) {
            builder.environment().remove(key.environment());
        }
        builder.environment().putAll(environment());
        return builder.redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .redirectInput(new File(nullDevice()));
    }

    /** The options that the launching script gives to a registry. */
    public static List<String> javaOptions() {
        return JavaOptions.ofChild("registry");
    }

    private static String nullDevice() {
        return File.separatorChar == '/' ? "/dev/null" : "NUL";
    }

    private Path log() {
        return folder.resolve("registry.log");
    }

    /**
     * Kills it, as a loss of power would, and starts it again with its data and where it was. Blocks until it is ready.
     *
     * @return the new process
     * @throws BenchRefusedException where it does not start
     */
    public ProcessHandle killAndStart() {
        settings.put(RegistryKey.PORT, Integer.toString(address.port()));
        settings.put(RegistryKey.UDP_PORT, Integer.toString(udpPort));
        synchronized (this) {
            if (ending) {
                throw new BenchRefusedException(Kind.USER_FIXABLE, "the run is being ended");
            }
            process.destroyForcibly().onExit().join();
            said = new LinkedBlockingQueue<>(MAX_LINES);
            try {
                process = command().start();
            } catch (IOException e) {
                throw new BenchRefusedException(
                        Kind.USER_FIXABLE, "the registry of this run cannot be started again: " + e.getMessage(), e);
            }
        }
        awaitReady();
        return process.toHandle();
    }

    /**
     * A free port below those that the system gives to connections: peers try a killed registry's port all the time, and a
     * connection from that port to itself would succeed, and keep the registry from coming back.
     */
    private static int freePort() throws IOException {
        for (int tries = 0; ; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, PORTS_END);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                if (tries == PORT_TRIES) {
                    throw e;
                }
            }
        }
    }

    private void awaitReady() {
        Process current = process;
        BlockingQueue<String> lines = said;
        Thread reader = new Thread(() -> read(current, lines), "bench-registry");
        reader.setDaemon(true);
        reader.start();
        Map<String, String> values = new TreeMap<>();
        String line = "";
        while (!line.equals(READY)) {
            line = nextLine();
            String[] parts = line.split(": ", 2);
            values.put(parts[0], parts[parts.length - 1]);
        }
        int port = Integer.parseInt(values.get("tcp-port"));
        address = new RegistryAddress("127.0.0.1:" + port, InetAddress.getLoopbackAddress(), port);
        udpPort = Integer.parseInt(values.get("udp-port"));
        pin = Pin.parse(values.get("key-full")).orElseThrow();
    }

    private String nextLine() {
        try {
            String line = said.poll(START_S, TimeUnit.SECONDS);
            if (line == null || line.equals(ENDED)) {
                throw new BenchRefusedException(
                        Kind.USER_FIXABLE, "the registry of this run did not start: " + lastLogLine());
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchRefusedException(Kind.USER_FIXABLE, "interrupted while the registry started", e);
        }
    }

    /** Reads to the end, so that the child never waits for us; an empty line says that it has ended. */
    private static void read(Process process, BlockingQueue<String> said) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.offer(line);
            }
        } catch (IOException e) {
            // It ended in the middle of a line.
        }
        said.offer(ENDED);
    }

    private String lastLogLine() {
        try (Stream<String> lines = Files.lines(log())) {
            return SafeText.of(lines.reduce("it said nothing", (before, line) -> line));
        } catch (IOException | UncheckedIOException e) {
            return "its log cannot be read";
        }
    }

    /** The first few warnings and errors of its log, one line each. */
    public List<String> complaints() {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                    .limit(MAX_COMPLAINTS)
                    .map(SafeText::of)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** What to connect to. */
    public Target target() {
        return new Target(
                address,
                Optional.of(pin),
                config.settings().doors().engine().resolved(),
                Optional.of(process.toHandle()));
    }

    /** Where it takes keep-alives. */
    public int udpPort() {
        return udpPort;
    }

    /** All its settings. */
    public RegistryConfig config() {
        return config;
    }

    /** Those of its settings that are not the default ones, other than where it is. */
    public Map<RegistryKey, String> changed() {
        Map<RegistryKey, String> changed = new TreeMap<>(settings);
        List.of(RegistryKey.HOST, RegistryKey.PORT, RegistryKey.UDP_PORT, RegistryKey.ANNOUNCE, RegistryKey.DATA)
                .forEach(changed::remove);
        changed.entrySet()
                .removeIf(entry -> entry.getValue().equals(entry.getKey().byDefault()));
        return changed;
    }

    /** Whether it is being ended from here: by {@link #close()}, or because this process ends. */
    public boolean isEnding() {
        return ending;
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it and deletes its folder. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook has run or will find nothing left to do.
        }
    }

    private synchronized void stop() {
        ending = true;
        process.destroy();
        try {
            if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(KILL_S, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        delete(folder);
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            // It is in the temporary folder, which the system empties.
        }
    }
}
