package org.hobnob.launcher.bench.measure;

import io.vertx.core.Vertx;
import java.io.PrintStream;

/** Reports progress on stderr, in whole lines that suit files and screen readers. */
public final class Progress {
    private static final long EVERY_MS = 5_000;

    private final PrintStream out;
    private String workload = "";
    private Latencies measured = new Latencies();

    public Progress(PrintStream out) {
        this.out = out;
    }

    /** Reports the progress every few seconds until the given Vert.x is closed. */
    public void watch(Vertx vertx) {
        vertx.setPeriodic(EVERY_MS, tick -> {
            if (measured.count() + measured.errorCount() > 0) {
                out.println(
                        "bench: " + workload + ": " + measured.count() + " done, " + measured.errorCount() + " failed");
            }
        });
    }

    /** Says one thing more. */
    public void say(String line) {
        out.println("bench: " + line);
    }

    public void begin(String workload, Latencies measured) {
        this.workload = workload;
        this.measured = measured;
        say(workload);
    }
}
