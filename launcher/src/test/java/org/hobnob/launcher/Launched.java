package org.hobnob.launcher;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.hobnob.net.Interfaces;

/** The {@code hobnob} command in a process of its own, on loopback, with no settings of the user's. */
public final class Launched implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final List<Thread> readers;

    private Launched(Process process, Consumer<String> listener) {
        this.process = process;
        readers = List.of(
                read(process.getInputStream(), line -> {
                    listener.accept(line);
                    out.add(line);
                }),
                read(process.getErrorStream(), err::add));
    }

    /** @param home where the process looks for the user's files */
    public static Launched start(Path home, String... args) throws IOException {
        return start(home, Surroundings.quick(), args);
    }

    public static Launched start(Path home, Map<String, String> environment, String... args) throws IOException {
        return start(home, Surroundings.quick().with(environment), args);
    }

    /** @param home where the process looks for the user's files */
    public static Launched start(Path home, Surroundings surroundings, String... args) throws IOException {
        return start(home, surroundings, line -> {}, args);
    }

    /** @param listener is given each line of its output at once */
    public static Launched start(Path home, Surroundings surroundings, Consumer<String> listener, String... args)
            throws IOException {
        return new Launched(builder(home, surroundings, args).start(), listener);
    }

    /** The process that {@link #start} starts. */
    static ProcessBuilder builder(Path home, Surroundings surroundings, String... args) {
        List<String> command = new ArrayList<>(surroundings.prefix());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(surroundings.options());
        if (surroundings.options().stream().noneMatch(option -> option.endsWith("GC"))) {
            command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        }
        command.addAll(List.of(
                "-Djava.net.preferIPv4Stack=true",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.home=" + home,
                "-cp",
                surroundings.classPath(),
                "org.hobnob.launcher.Main"));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("HOBNOB_") || name.startsWith("XDG_"));
        builder.environment().put("HOBNOB_INTERFACE", Interfaces.loopback().name());
        builder.environment().putAll(surroundings.environment());
        return builder;
    }

    /** Starts the command in a way of its own. */
    static Launched start(ProcessBuilder builder) throws IOException {
        return new Launched(builder.start(), line -> {});
    }

    private static Thread read(InputStream in, Consumer<String> lines) {
        Thread reader = new Thread(() -> {
            try (BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                text.lines().forEach(lines);
            } catch (IOException | UncheckedIOException e) {
                lines.accept(e.toString());
            }
        });
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    /** Waits until it runs; fails where it ends instead. */
    public Launched ready() {
        return shows(line -> line.endsWith(" ready"));
    }

    /** Waits until a line of its output contains the text; fails where it ends instead. */
    public Launched shows(String text) {
        return shows(line -> line.contains(text));
    }

    private Launched shows(Predicate<String> wanted) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("it ended: " + this);
                    }
                })
                .until(() -> out.stream().anyMatch(wanted));
        return this;
    }

    /** Writes a line to its standard input. */
    public Launched type(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return this;
    }

    /** Writes to its standard input, which ends then. */
    public Launched end(String input) throws IOException {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    /** Fails unless a line of its output so far contains the text. */
    public void shown(String text) {
        if (out.stream().noneMatch(line -> line.contains(text))) {
            throw new AssertionError("no line with «" + text + "»: " + this);
        }
    }

    /** The processor time that it has used so far; nothing where the system does not tell. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What it printed after {@code name: }. */
    public String value(String name) {
        return line(name + ": ").orElseThrow(() -> new AssertionError("no " + name + " in " + this));
    }

    public int port(String name) {
        return Integer.parseInt(value(name));
    }

    private Optional<String> line(String prefix) {
        return out.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst();
    }

    public List<String> out() {
        return out;
    }

    /** Drops what it has printed so far, for one that runs long. */
    public void forgetOutput() {
        out.clear();
    }

    public long pid() {
        return process.pid();
    }

    /** How many lines that contain the text it wrote to stderr. */
    public long complaintsOf(String text) {
        return err.stream().filter(line -> line.contains(text)).count();
    }

    /** All that it wrote to stderr, without what Vert.x says and traces of threads that a busy machine makes wait. */
    public String err() {
        List<String> kept = new ArrayList<>();
        boolean dropping = false;
        for (String line : err) {
            boolean begins = line.startsWith("hobnob: ") || line.matches("[0-9]{4}-[0-9]{2}-.*");
            dropping = begins ? line.contains("BlockedThreadChecker") : dropping;
            if (!dropping) {
                kept.add(line);
            }
        }
        return String.join("\n", kept);
    }

    /** The one line for the user among the log lines. */
    public String complaint() {
        List<String> complaints =
                err.stream().filter(line -> line.startsWith("hobnob: ")).toList();
        if (complaints.size() != 1) {
            throw new AssertionError("not one complaint but " + complaints.size() + " of " + this);
        }
        return complaints.get(0);
    }

    /** Asks it to stop, as Ctrl-C and service managers do. */
    public Launched terminate() {
        process.destroy();
        return this;
    }

    /** Ends it with no chance to tidy up. */
    public Launched kill() {
        process.destroyForcibly();
        return this;
    }

    /** Waits for its end. */
    public int exitStatus() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end: " + this);
        }
        for (Thread reader : readers) {
            reader.join(PATIENCE.toMillis());
        }
        return process.exitValue();
    }

    /** Sends it a signal, such as STOP. */
    public void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public String toString() {
        return "process " + process.pid() + ", stdout " + out + ", stderr " + err;
    }
}
