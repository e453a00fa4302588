package org.hobnob.registry.audit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what is done before it is done, and what became of it. A deed that cannot be written down, as when the disk is
 * full, is refused as {@code unavailable} and not done. What became of it may be missing, after a crash or on a full disk:
 * then it is known who wanted it, and not whether it was done.
 *
 * <p>Each line is a JSON object with {@code time} (ISO 8601, UTC), {@code id}, {@code by}, {@code from}, {@code verb},
 * {@code whom}?, {@code why}?, {@code how}? and {@code outcome}: {@code begun}, and later, under the same {@code id}, {@code done} or the
 * word of a refusal. For use on any thread.
 */
public final class AuditTrail {
    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

    /** What each reader of JSON takes for a whole number. */
    private static final long ID_BOUND = 1L << 53;

    private final SecureRandom ids = new SecureRandom();
    private final Vertx vertx;
    private final AuditLines file;
    private final Clock clock;
    private volatile Consumer<JsonObject> listener = line -> {};

    /**
     * @param file where the lines go; written on workers, one after the other
     * @param clock the time of day
     */
    public AuditTrail(Vertx vertx, AuditLines file, Clock clock) {
        this.vertx = vertx;
        this.file = file;
        this.clock = clock;
    }

    /** Tells each line that is written from now on, on the context of whoever did the deed; in the place of who heard it. */
    public void hear(Consumer<JsonObject> taker) {
        listener = taker;
    }

    /**
     * Does something that is written down.
     *
     * @param work does it; called once the deed is on the disk, on the caller's context
     * @return what the work returns; fails as it does, or with {@code unavailable} where the deed cannot be written down
     */
    public <T> Future<T> audited(Deed deed, Supplier<Future<T>> work) {
        return append(deed, ids.nextLong(ID_BOUND), "begun").transform(written -> {
            if (written.failed()) {
                LOG.error(
                        "{} by {} is refused: it cannot be written to the audit",
                        deed.verb(),
                        deed.by(),
                        written.cause());
                return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
            }
            long id = written.result();
            return begun(work)
                    .transform(done -> append(deed, id, outcome(done.cause()))
                            .onFailure(cause -> LOG.error("what became of {} is not in the audit", deed.verb(), cause))
                            .transform(ended -> done.succeeded()
                                    ? Future.succeededFuture(done.result())
                                    : Future.failedFuture(done.cause())));
        });
    }

    private static <T> Future<T> begun(Supplier<Future<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private static String outcome(Throwable cause) {
        if (cause == null) {
            return "done";
        }
        return cause instanceof RefusalException refusal ? refusal.reason().word() : Reason.INTERNAL.word();
    }

    private Future<Long> append(Deed deed, long id, String outcome) {
        String time = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        JsonObject line = new JsonObject()
                .put("time", time)
                .put("id", id)
                .mergeIn(deed.toJson())
                .put("outcome", outcome);
        return vertx.executeBlocking(() -> {
                    file.append(line.encode());
                    return id;
                })
                .onSuccess(written -> listener.accept(line));
    }

    /**
     * Reads the latest lines.
     *
     * @param most how many at most, 1 to 1000
     * @return the lines as they were written, the earliest first, without what a crash has left of one; fails with
     *     {@code unavailable} where the file cannot be read
     */
    public Future<List<JsonObject>> latest(int most) {
        return vertx.executeBlocking(
                        () -> file.latest(most).stream()
                                .flatMap(line -> json(line).stream())
                                .toList(),
                        false)
                .recover(cause -> {
                    LOG.error("the audit cannot be read", cause);
                    return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
                });
    }

    private static Optional<JsonObject> json(String line) {
        try {
            return Optional.of(new JsonObject(line));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }
}
