package org.hobnob.launcher.peer;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.jvm.JavaOptions;
import org.hobnob.protocol.message.value.JoinLink;

/**
 * A registry that this peer's user started here: {@code hobnob registry} as a child process, with its usual settings and data.
 * It ends with the peer, however that ends, because it reads the peer's end of a pipe.
 */
final class HostedRegistry implements AutoCloseable {
    private static final long START_S = 120;
    /** It tells its peers goodbye first, which may take ten seconds. */
    private static final long STOP_S = 20;

    private static final String LINK = "link: ";
    private static final String DATA = "data: ";
    private static final String READY = "registry ready";
    private static final String COMPLAINT = "hobnob: ";

    private final Process process;
    private final Path log;
    private final CompletableFuture<Told> told = new CompletableFuture<>();

    /**
     * What it prints at its start.
     *
     * @param data the folder of its data
     */
    record Told(JoinLink link, String data) {}

    private HostedRegistry(Process process, Path log) {
        this.process = process;
        this.log = log;
        Thread reader = new Thread(this::read, "hobnob-registry-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts one; does not wait for it.
     *
     * @param log the file for what it logs
     */
    static HostedRegistry start(Path log) {
        ProcessBuilder builder = new ProcessBuilder(command());
        builder.redirectError(log.toFile());
        try {
            return new HostedRegistry(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ctrl-C goes to all programs of the terminal and means the peer: where there is a shell, it is kept from this one. */
    private static List<String> command() {
        List<String> command = new ArrayList<>();
        if (File.separatorChar == '/') {
            command.addAll(List.of("sh", "-c", "trap '' INT QUIT HUP; exec \"$0\" \"$@\""));
        }
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(JavaOptions.ofChild("registry"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.hobnob.launcher.Main"));
        command.addAll(List.of("registry", "--until-input-ends"));
        return command;
    }

    private void read() {
        Optional<JoinLink> link = Optional.empty();
        String data = "";
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(LINK)) {
                    link = JoinLink.of(line.substring(LINK.length()));
                } else if (line.startsWith(DATA)) {
                    data = line.substring(DATA.length());
                } else if (line.equals(READY) && link.isPresent()) {
                    told.complete(new Told(link.get(), data));
                }
            }
        } catch (IOException e) {
            told.completeExceptionally(e);
        }
        told.completeExceptionally(new IOException("it ended"));
    }

    /**
     * Waits until it runs.
     *
     * @throws UserFacingException if it does not start
     */
    Told await() {
        try {
            return told.get(START_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new UserFacingException(ExitCode.NETWORK, "the registry did not start: " + complaint(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserFacingException(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }

    private String complaint() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return lines.stream()
                    .filter(line -> line.startsWith(COMPLAINT))
                    .reduce((first, second) -> second)
                    .map(line -> line.substring(COMPLAINT.length()))
                    .orElse("see " + log);
        } catch (IOException | UncheckedIOException e) {
            return "see " + log;
        }
    }

    /** Ends it, and waits until it has taken leave of its peers. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
