package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.launcher.bench.measure.ProcessUsage;

/**
 * Runs workloads with a bounded number of operations in progress, over a list or for a time, and measures the CPU usage of
 * the registry and of the generator.
 */
final class Stage {
    /** A workload over all peers that takes longer is cut off. */
    private static final long LONGEST_NS = 600_000_000_000L;

    private static final long NS_PER_MS = 1_000_000;

    private final Vertx vertx;
    private final int connections;
    private final Optional<ProcessHandle> registry;
    private final LongSupplier nanoTime;

    Stage(Vertx vertx, int connections, Optional<ProcessHandle> registry, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.connections = connections;
        this.registry = registry;
        this.nanoTime = nanoTime;
    }

    /** How many operations to have in progress for so many items. */
    int workersFor(int items) {
        return Math.min(connections, items);
    }

    /** Runs one operation for each item. */
    <T> Future<Void> forEach(List<T> items, Function<T, Future<?>> operation, Latencies into) {
        Iterator<T> left = items.iterator();
        long endNs = nanoTime.getAsLong() + LONGEST_NS;
        return loop(
                workersFor(items.size()),
                worker -> left.hasNext() && nanoTime.getAsLong() - endNs < 0
                        ? Optional.of(operation.apply(left.next()))
                        : Optional.empty(),
                into);
    }

    /** Runs operations with so many workers until the time is over. */
    Future<Void> forTime(long durationMs, int workers, IntFunction<Future<?>> operation, Latencies into) {
        long endNs = nanoTime.getAsLong() + durationMs * NS_PER_MS;
        return loop(
                workers,
                worker -> nanoTime.getAsLong() - endNs < 0 ? Optional.of(operation.apply(worker)) : Optional.empty(),
                into);
    }

    /** Begins an operation for each item, all at once. */
    <T> Future<Void> allAtOnce(List<T> items, Function<T, Future<?>> operation, Latencies into) {
        return metered(() -> ClosedLoop.all(items, operation, into, nanoTime), into);
    }

    /** Runs work that records its latencies itself, and records what the processes used meanwhile. */
    Future<Void> watch(Supplier<Future<Void>> work, Latencies into) {
        return metered(work, into);
    }

    Future<Void> loop(int workers, ClosedLoop.Step step, Latencies into) {
        return metered(() -> ClosedLoop.run(workers, step, into, nanoTime), into);
    }

    /** Waits, and records what the processes used meanwhile. */
    Future<Void> idle(long durationMs, Latencies into) {
        return metered(() -> pause(durationMs), into);
    }

    private Future<Void> metered(Supplier<Future<Void>> work, Latencies into) {
        long startNs = nanoTime.getAsLong();
        long registryNs = registryCpuNs();
        long generatorNs = generatorCpuNs();
        return work.get()
                .onSuccess(done -> into.ran(
                        nanoTime.getAsLong() - startNs, registryCpuNs() - registryNs, generatorCpuNs() - generatorNs));
    }

    private long registryCpuNs() {
        return registry.map(ProcessUsage::cpuNs).orElseGet(OptionalLong::empty).orElse(0);
    }

    private static long generatorCpuNs() {
        return ProcessUsage.cpuNs(ProcessHandle.current()).orElse(0);
    }

    /** The registry's resident memory in bytes; empty if unknown. */
    OptionalLong residentBytes() {
        return registry.map(ProcessUsage::residentBytes).orElseGet(OptionalLong::empty);
    }

    boolean knowsRegistryProcess() {
        return registry.isPresent();
    }

    Future<Void> pause(long ms) {
        Promise<Void> over = Promise.promise();
        vertx.setTimer(ms, fired -> over.complete());
        return over.future();
    }

    long nowNs() {
        return nanoTime.getAsLong();
    }
}
