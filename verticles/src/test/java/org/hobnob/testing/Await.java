package org.hobnob.testing;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hobnob.protocol.message.RefusalException;

/** Waits in the test's own thread for what other threads do. */
public final class Await {
    /** How long anything may take that should take no time: a bound for what hangs, not for what is slow. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private Await() {}

    /** The future's value; throws what it failed with. */
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no end within " + PATIENCE.toSeconds() + " s", e);
        }
    }

    /** The refusal that the future fails with. */
    public static RefusalException refusal(Future<?> future) {
        try {
            throw new AssertionError("not refused, but: " + await(future));
        } catch (RefusalException refusal) {
            return refusal;
        }
    }
}
