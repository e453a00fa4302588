package org.hobnob.registry;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hobnob.protocol.message.RefusalException;

/** Waits in the test's own thread for what verticles do in theirs. */
public final class Awaiting {
    private static final int TIMEOUT_S = 20;

    private Awaiting() {}

    /** The future's value; throws what it failed with. */
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no end within " + TIMEOUT_S + " s", e);
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
