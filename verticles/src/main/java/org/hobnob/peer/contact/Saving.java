package org.hobnob.peer.contact;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a file one time after the other: what changes during a write is all in the next one. Not thread-safe. */
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
     * Sees to it that what there is now will be in the file.
     *
     * @param content asked when the writing begins
     * @return succeeds when it is written
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
        return promise.future().onFailure(cause -> LOG.warn("not saved: {}", cause.toString()));
    }

    /** When all is written that was to be; succeeds in any case. */
    Future<Void> done() {
        return next.map(Promise::future).orElse(running).otherwiseEmpty();
    }
}
