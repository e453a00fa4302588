package org.hobnob.launcher.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.hobnob.launcher.jvm.JavaOptions;
import org.hobnob.net.Interfaces;

/** One {@code hobnob} command in a process of its own, written to and read by lines. */
public final class ChildProcess implements Child {
    /** A registry may wait ten seconds for its peers. */
    private static final long END_S = 20;

    private final String name;
    private final Process process;
    private final Writer input;
    private final List<String> output = new ArrayList<>();
    private boolean over;

    private ChildProcess(String name, Process process, Predicate<String> heard) {
        this.name = name;
        this.process = process;
        input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread reader = new Thread(() -> read(heard), "demo-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a command with this process' own Java and classes.
     *
     * @param folder of its data; its standard error goes to {@code NAME.log} in it
     * @param heard which lines of its output count; the others are thrown away
     */
    public static ChildProcess start(String name, Path folder, Predicate<String> heard, String... arguments) {
        return start(name, folder, List.of(), heard, arguments);
    }

    /**
     * As {@link #start(String, Path, Predicate, String...)}.
     *
     * @param options further options for Java
     */
    public static ChildProcess start(
            String name, Path folder, List<String> options, Predicate<String> heard, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(JavaOptions.ofChild(arguments[0]));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.hobnob.launcher.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.put("XDG_DATA_HOME", folder.resolve("data").toString());
        environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        environment.put(Interfaces.ENVIRONMENT_KEY, Interfaces.loopback().name());
        builder.redirectError(folder.resolve(name + ".log").toFile());
        try {
            return new ChildProcess(name, builder.start(), heard);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    /** The process' id. */
    public long pid() {
        return process.pid();
    }

    /** Waits until it ends, and gives its exit status. */
    public int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** Asks it to end. */
    public void stop() {
        process.destroy();
    }

    private void read(Predicate<String> heard) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().filter(heard).forEach(this::add);
        } catch (UncheckedIOException | IOException e) {
            add("output lost: " + e.getMessage());
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        output.add(line);
        notifyAll();
    }

    private synchronized void end() {
        over = true;
        notifyAll();
    }

    @Override
    public void type(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new DemoFailedException(name + " does not take input any more: " + e.getMessage());
        }
    }

    @Override
    public synchronized Optional<String> await(Duration patience, String... texts) {
        long deadlineNs = System.nanoTime() + patience.toNanos();
        Optional<String> found = find(texts);
        while (found.isEmpty() && !over) {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            if (leftMs <= 0) {
                return Optional.empty();
            }
            try {
                wait(leftMs);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
            found = find(texts);
        }
        return found;
    }

    private Optional<String> find(String... texts) {
        return output.stream()
                .filter(line -> Arrays.stream(texts).anyMatch(line::contains))
                .findFirst();
    }

    @Override
    public synchronized List<String> lines(String text) {
        return output.stream().filter(line -> line.contains(text)).toList();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(END_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks it to end, and ends it where it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
