package org.hobnob.launcher.demo.languages;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hobnob.launcher.child.DemoFailedException;

/** A program of {@code docs/examples}, run by python3. */
final class PythonProgram implements AutoCloseable {
    private final String name;
    private final Process process;

    private PythonProgram(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param logs the folder for what it says on standard error
     * @throws DemoFailedException where there is no python3
     */
    static PythonProgram start(Path examples, Path logs, String name, Object... words) {
        List<String> command =
                new ArrayList<>(List.of("python3", "-B", examples.resolve(name).toString()));
        for (Object word : words) {
            command.add(word.toString());
        }
        try {
            return new PythonProgram(
                    name,
                    new ProcessBuilder(command)
                            .redirectError(logs.resolve(name + ".log").toFile())
                            .start());
        } catch (IOException e) {
            throw new DemoFailedException("python3 cannot be run: " + e.getMessage());
        }
    }

    /** Waits for its first line. */
    String firstLine(Duration patience) {
        try {
            return CompletableFuture.supplyAsync(this::read).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailedException(name + " was interrupted");
        } catch (ExecutionException | TimeoutException e) {
            throw new DemoFailedException(name + " said nothing");
        }
    }

    private String read() {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        try {
            String line = lines.readLine();
            return line == null ? "(it ended)" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
