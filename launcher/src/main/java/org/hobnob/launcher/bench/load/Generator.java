package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.hobnob.launcher.bench.measure.BenchRefusedException.Kind;
import org.hobnob.launcher.bench.measure.Progress;
import org.hobnob.launcher.bench.target.Target;
import org.hobnob.net.SizedReceiveTransport;

/** Runs one bench in a Vert.x of its own, with one event loop. */
public final class Generator {
    private static final int LONGEST_RUN_MINUTES = 60;
    private static final int CLOSE_S = 10;

    private Generator() {}

    /** Puts the load on the registry, with nothing to compare it with. */
    public static BenchResults run(Target target, BenchPlan plan, String hashCost, Progress progress)
            throws InterruptedException {
        return run(target, Aids.NONE, plan, hashCost, progress);
    }

    /**
     * Puts the load on the registry. Blocks until everything is measured and closed.
     *
     * @param hashCost the cost of a password hash, as the report shows it
     * @return the measurements, including errors
     * @throws BenchRefusedException if the registry cannot be reached, is not the one that was named, or takes too long
     */
    public static BenchResults run(Target target, Aids aids, BenchPlan plan, String hashCost, Progress progress)
            throws InterruptedException {
        return run(vertx -> bench(vertx, target, aids, plan, hashCost, progress).run());
    }

    /**
     * Runs a few workloads and their yardsticks in turns. Blocks as {@link #run} does.
     *
     * @return the rows in the order in which they ran
     */
    public static List<Row> pairs(Target target, Aids aids, BenchPlan plan, int rounds, Progress progress)
            throws InterruptedException {
        return run(vertx -> bench(vertx, target, aids, plan, "", progress).pairs(rounds));
    }

    /** Runs what shows how figures change with the number of peers. Blocks as {@link #run} does. */
    public static BenchResults growth(Target target, Aids aids, BenchPlan plan, String hashCost, Progress progress)
            throws InterruptedException {
        return run(vertx -> bench(vertx, target, aids, plan, hashCost, progress).growth());
    }

    private static Bench bench(
            Vertx vertx, Target target, Aids aids, BenchPlan plan, String hashCost, Progress progress) {
        return new Bench(vertx, target, aids, plan, hashCost, progress, new SecureRandom(), System::nanoTime);
    }

    private static <T> T run(Function<Vertx, Future<T>> work) throws InterruptedException {
        Vertx vertx = SizedReceiveTransport.vertx(new VertxOptions()
                        .setEventLoopPoolSize(1)
                        .setFileSystemOptions(new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false)))
                .build();
        try {
            Promise<T> results = Promise.promise();
            vertx.getOrCreateContext().runOnContext(begin -> {
                try {
                    work.apply(vertx).onComplete(results);
                } catch (RuntimeException e) {
                    results.fail(e);
                }
            });
            return await(results.future().toCompletionStage().toCompletableFuture());
        } finally {
            close(vertx);
        }
    }

    private static <T> T await(CompletableFuture<T> results) throws InterruptedException {
        try {
            return results.get(LONGEST_RUN_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new BenchRefusedException(
                    Kind.NETWORK,
                    "not done within " + LONGEST_RUN_MINUTES + " minutes: ask for fewer --peers or --seconds",
                    e);
        }
    }

    private static void close(Vertx vertx) throws InterruptedException {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Ignored, because the measurements are complete and the process ends anyway.
        }
    }
}
