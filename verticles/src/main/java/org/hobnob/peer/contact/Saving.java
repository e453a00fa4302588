package org.hobnob.peer.contact;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a file, one write at a time; changes made during a write go into the next one together. Not thread-safe. */
final class Saving {
    private static final Logger LOG = LoggerFactory.getLogger(Saving.class);

    private final Function<String, Future<Void>> write;
    private Optional<Promise<Void>> next = Optional.empty();
    private Future<Void> running = Future.succeededFuture();

    /** @param write writes the whole content */
    Saving(Function<String, Future<Void>> write) {
        this.write = write;
    }

    /**
     * Schedules a write of the current content.
     *
     * @param content called when the write begins
     * @return succeeds when the content has been written
     */
    Future<Void> save(Supplier<String> content) {
        if (next.isPresent()) {
            return next.get().future();
        }
        Promise<Void> promise = Promise.promise();
        next = Optional.of(promise);
        running.onComplete(before -> {
            next = Optional.empty();
            running = promise.future();
            write.apply(content.get()).onComplete(promise);
        });
        return promise.future().onFailure(cause -> LOG.warn("cannot save: {}", cause.toString()));
    }

    /** Succeeds when all scheduled writes have finished, whether or not they failed. */
    Future<Void> done() {
        return next.map(Promise::future).orElse(running).otherwiseEmpty();
    }
}
