package org.hobnob.peer.line;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service that runs on its own context, for callers on others. Thread-safe. */
final class Crossing<S> {
    private static final Logger LOG = LoggerFactory.getLogger(Crossing.class);

    private final Vertx vertx;
    private final Context context;
    private final S service;

    /** Must be called on the context that owns the service. */
    Crossing(Vertx vertx, S service) {
        this.vertx = vertx;
        this.service = service;
        context = vertx.getOrCreateContext();
    }

    /** Calls the service on its context; the future completes on the caller's. */
    <T> Future<T> call(Function<S, Future<T>> work) {
        Context here = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        context.runOnContext(go ->
                work.apply(service).onComplete(done -> unlessClosed(here, () -> promise.handle(done))));
        return promise.future();
    }

    /** While the peer ends, what is still under way fails, and nobody waits for it any more. */
    private static void unlessClosed(Context context, Runnable work) {
        try {
            context.runOnContext(now -> work.run());
        } catch (RejectedExecutionException closed) {
            LOG.debug("the peer ends before an answer arrives");
        }
    }
}
