package org.hobnob.launcher.bench.hostile;

import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.hobnob.launcher.bench.measure.ProcessUsage;

/** Samples the memory and the open files of a process. Where the system does not tell, both are 0. */
public final class ResourceWatch implements AutoCloseable {
    private static final long EVERY_MS = 100;

    /**
     * A figure before an attack, and the highest sample since.
     *
     * @param before at the start of the watch
     * @param highest the highest since then, no less
     */
    public record Peak(long before, long highest) {
        Peak with(long sample) {
            return new Peak(before, Math.max(highest, sample));
        }

        long growth() {
            return highest - before;
        }
    }

    private final ProcessHandle process;
    private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "bench-samples");
        thread.setDaemon(true);
        return thread;
    });
    private Peak resident;
    private Peak descriptors;

    ResourceWatch(ProcessHandle process) {
        this.process = process;
        long bytes = sample(ProcessUsage::residentBytes);
        long files = sample(ProcessUsage::descriptors);
        resident = new Peak(bytes, bytes);
        descriptors = new Peak(files, files);
        sampler.scheduleWithFixedDelay(this::sample, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private long sample(Function<ProcessHandle, OptionalLong> figure) {
        return figure.apply(process).orElse(0);
    }

    private synchronized void sample() {
        resident = resident.with(sample(ProcessUsage::residentBytes));
        descriptors = descriptors.with(sample(ProcessUsage::descriptors));
    }

    synchronized Peak resident() {
        return resident;
    }

    synchronized Peak descriptors() {
        return descriptors;
    }

    @Override
    public void close() {
        sampler.shutdownNow();
    }
}
