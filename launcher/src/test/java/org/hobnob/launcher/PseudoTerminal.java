package org.hobnob.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.hobnob.peer.console.VirtualScreen;

/** A process at a pseudo-terminal of the operating system, which python3 makes, and the screen of 80 by 24 that it shows. */
final class PseudoTerminal implements AutoCloseable {
    /** What a command line begins with that runs at a pseudo-terminal. */
    private static final List<String> PREFIX = List.of(
            "python3",
            "-c",
            "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))",
            "sh",
            "-c",
            "stty rows 24 cols 80; exec \"$@\"",
            "sh");

    private static final Map<String, String> ENVIRONMENT = Map.of("TERM", "xterm-256color", "LC_ALL", "C.UTF-8");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final VirtualScreen screen = new VirtualScreen(80, 24);
    private final Thread reader;

    private PseudoTerminal(Process started) {
        process = started;
        reader = new Thread(this::read, "pseudo-terminal");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a peer at the registry of this port. */
    static PseudoTerminal open(Path home, int registryPort, String... options) throws IOException {
        List<String> args = new ArrayList<>(List.of("peer", "--registry", "127.0.0.1:" + registryPort));
        args.addAll(List.of(options));
        Surroundings surroundings = Surroundings.quick().behind(PREFIX).with(ENVIRONMENT);
        return new PseudoTerminal(Launched.builder(home, surroundings, args.toArray(String[]::new))
                .redirectErrorStream(true)
                .start());
    }

    private void read() {
        try (InputStream in = process.getInputStream()) {
            in.transferTo(screen);
        } catch (IOException gone) {
            // The process has ended, and with it its terminal.
        }
    }

    /** Presses keys; {@code \r} is Enter. */
    PseudoTerminal keys(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return this;
    }

    /** Waits until a row of the screen contains the text. */
    PseudoTerminal sees(String text) {
        return awaits(text, rows -> rows.stream().anyMatch(row -> row.contains(text)));
    }

    /** Waits until the cursor stands behind this text, at the beginning of its row. */
    PseudoTerminal prompts(String text) {
        return awaits(text, rows -> screen.beforeCursor().equals(text));
    }

    private PseudoTerminal awaits(String what, Predicate<List<String>> condition) {
        Awaitility.await(what).atMost(PATIENCE).until(() -> condition.test(screen.lines()));
        return this;
    }

    /** All rows so far, also those that have scrolled off. */
    List<String> rows() {
        return screen.lines();
    }

    /** All that was written to the terminal. */
    String raw() {
        return screen.raw();
    }

    /** Waits until it ends. */
    int exitStatus() throws InterruptedException {
        int status = process.waitFor();
        reader.join();
        return status;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
