package org.hobnob.launcher.jvm;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.Optional;
import org.hobnob.launcher.cli.ExitCode;

/**
 * Ends the process with {@link ExitCode#INTERNAL} when Java itself runs out of memory, whoever catches or swallows the
 * error. Java then has a shell write to a pipe (the option {@code OnOutOfMemoryError} of the launching script), and a thread
 * that was started in time reads from it, for which it needs no memory.
 */
public final class MemoryWatch {
    /** The system property that names the pipe; only for the process that the script became. */
    static final String PIPE = "hobnob.memory-watch";

    private MemoryWatch() {}

    /** Begins, where the launching script has made a pipe. Does not wait. */
    public static void start() {
        Optional.ofNullable(System.getProperty(PIPE)).ifPresent(pipe -> {
            // Loads what halting needs.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {}));
            Thread thread = new Thread(() -> await(pipe), "memory-watch");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private static void await(String pipe) {
        int status = ExitCode.INTERNAL.number();
        Runtime runtime = Runtime.getRuntime();
        try (FileInputStream told = new FileInputStream(pipe)) {
            if (told.read() >= 0) {
                runtime.halt(status);
            }
        } catch (IOException e) {
            System.err.println("hobnob: running out of memory may go unnoticed: " + e.getMessage());
        }
    }
}
