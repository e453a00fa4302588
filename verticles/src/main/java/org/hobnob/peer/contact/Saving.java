package org.hobnob.peer.contact;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hobnob.bus.Bus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a file, one write at a time; changes made during a write go into the next one together. A write that fails, as when
 * the disk is full, is tried again until one succeeds. Not thread-safe.
 */
public final class Saving {
    private static final Logger LOG = LoggerFactory.getLogger(Saving.class);
    private static final long AGAIN_MS = 1_000;

    private final String what;
    private final Supplier<Future<Void>> write;
    private final BiConsumer<Long, Runnable> later;
    private final Consumer<Boolean> trouble;
    private Optional<Promise<Void>> next = Optional.empty();
    private Future<Void> running = Future.succeededFuture();
    private boolean isFailing;
    private boolean isAgainDue;

    /**
     * @param what is written, for the log
     * @param write writes the whole content as it is now
     * @param later runs what is given after so many milliseconds
     * @param trouble told true once when writes fail, and false once when they succeed again
     */
    public Saving(
            String what, Supplier<Future<Void>> write, BiConsumer<Long, Runnable> later, Consumer<Boolean> trouble) {
        this.what = what;
        this.write = write;
        this.later = later;
        this.trouble = trouble;
    }

    /** Writes a file of the profile, and tells the console when that fails and when it succeeds again. */
    public static Saving of(Vertx vertx, Bus bus, String what, Supplier<Future<Void>> write) {
        return new Saving(
                what, write, (ms, work) -> vertx.setTimer(ms, due -> work.run()), full -> DiskNews.tell(bus, full));
    }

    /**
     * Schedules a write.
     *
     * @return succeeds when the content has been written; fails if the first try fails, though it is tried again
     */
    public Future<Void> save() {
        if (next.isPresent()) {
            return next.get().future();
        }
        Promise<Void> promise = Promise.promise();
        next = Optional.of(promise);
        running.onComplete(before -> {
            next = Optional.empty();
            running = promise.future();
            write.get().onComplete(promise);
        });
        return promise.future().onSuccess(done -> saved()).onFailure(this::failed);
    }

    private void saved() {
        if (isFailing) {
            isFailing = false;
            LOG.warn("{} saved again", what);
            trouble.accept(false);
        }
    }

    private void failed(Throwable cause) {
        if (!isFailing) {
            isFailing = true;
            LOG.warn("{} cannot be saved, which is tried again: {}", what, cause.toString());
            trouble.accept(true);
        }
        if (!isAgainDue) {
            isAgainDue = true;
            later.accept(AGAIN_MS, this::again);
        }
    }

    private void again() {
        isAgainDue = false;
        if (isFailing) {
            save();
        }
    }

    /** Succeeds when all scheduled writes have finished, whether or not they failed; one that failed is tried once more. */
    public Future<Void> done() {
        if (isFailing) {
            save();
        }
        return next.map(Promise::future).orElse(running).otherwiseEmpty();
    }
}
