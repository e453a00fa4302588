package org.hobnob.peer.room;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs work one piece at a time. All calls during a run share the one run that follows it, so that each caller gets what was
 * begun after its call. Not thread-safe.
 */
final class SharedRuns {
    private boolean isRunning;
    private Optional<Promise<Void>> next = Optional.empty();

    /**
     * Runs the work now or when the run under way has ended.
     *
     * @param work the same in all calls
     * @return completes as the run does that began after this call
     */
    Future<Void> run(Supplier<Future<Void>> work) {
        if (isRunning) {
            if (next.isEmpty()) {
                next = Optional.of(Promise.promise());
            }
            return next.get().future();
        }
        isRunning = true;
        return Future.<Void>succeededFuture().compose(begun -> work.get()).onComplete(done -> {
            isRunning = false;
            Optional<Promise<Void>> waiting = next;
            next = Optional.empty();
            waiting.ifPresent(promise -> run(work).onComplete(promise));
        });
    }
}
