package org.hobnob.registry.store;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;

/** Waits for the database, on a thread that may wait: not on one of Vert.x. */
public final class Waiting {
    private Waiting() {}

    /**
     * Returns what the future completes with.
     *
     * @throws StoreUnavailableException if the database does not answer
     * @throws StoreRefusalException if it refuses
     */
    public static <T> T on(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw StoreRefusalException.explained(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(e);
        }
    }
}
