package org.hobnob.launcher.bench.target;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.hobnob.launcher.bench.measure.BenchRefusedException.Kind;
import org.hobnob.launcher.jvm.JavaOptions;
import org.hobnob.protocol.text.SafeText;

/** A Java process of the run's own, written to and read by lines; it ends at the end of its input, and so with this one. */
public final class SideProcess implements AutoCloseable {
    private static final int MAX_LINES = 1_000;
    private static final long PATIENCE_S = 60;
    private static final long END_S = 5;
    private static final String ENDED = "\0";

    private final Process process;
    private final Writer orders;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>(MAX_LINES);

    private SideProcess(Process process) {
        this.process = process;
        orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "bench-side");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a main class.
     *
     * @param prefix words before the command; may be empty
     */
    public static SideProcess start(List<String> prefix, Class<?> main, List<String> arguments) {
        return start(prefix, List.of(), main, arguments);
    }

    /**
     * Starts a main class.
     *
     * @param options further options of Java, which win
     */
    public static SideProcess start(List<String> prefix, List<String> options, Class<?> main, List<String> arguments) {
        List<String> line = new ArrayList<>(prefix);
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(JavaOptions.ofChild("bench"));
        withoutCollector(line, options);
        line.addAll(options);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        line.addAll(arguments);
        try {
            return new SideProcess(new ProcessBuilder(line)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new BenchRefusedException(
                    Kind.USER_FIXABLE, "a process of the run cannot be started: " + e.getMessage(), e);
        }
    }

    /** Java does not start with two collectors. */
    private static void withoutCollector(List<String> line, List<String> options) {
        if (options.stream().anyMatch(SideProcess::isCollector)) {
            line.removeIf(SideProcess::isCollector);
        }
    }

    private static boolean isCollector(String option) {
        return option.matches("-XX:\\+Use\\w+GC");
    }

    private void read() {
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

    /** Writes it a line. */
    public void order(String line) {
        try {
            orders.write(line + "\n");
            orders.flush();
        } catch (IOException e) {
            throw new BenchRefusedException(Kind.USER_FIXABLE, "a process of the run has ended: " + e.getMessage(), e);
        }
    }

    /** Waits for the line that begins so, and gives what is behind; fails if it does not come. */
    public String await(String beginning) throws InterruptedException {
        return awaitLong(beginning, PATIENCE_S);
    }

    /** As {@link #await}, with more patience for each line. */
    public String awaitLong(String beginning, long patienceS) throws InterruptedException {
        for (String line = next(patienceS); ; line = next(patienceS)) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
            if (line.equals(ENDED) || line.startsWith("failed: ")) {
                throw new BenchRefusedException(
                        Kind.USER_FIXABLE,
                        "a process of the run has no '" + beginning.strip() + "': "
                                + (line.equals(ENDED) ? "it ended, or took too long" : SafeText.of(line)));
            }
        }
    }

    private String next(long patienceS) throws InterruptedException {
        String line = said.poll(patienceS, TimeUnit.SECONDS);
        return line == null ? ENDED : line;
    }

    /** The process, whose CPU time and memory can be read. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

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
