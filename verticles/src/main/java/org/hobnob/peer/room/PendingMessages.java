package org.hobnob.peer.room;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.room.engine.RoomEffect.Progress;

/**
 * This user's messages in one room that are still being delivered. A request to send is answered when all members
 * have the message, or after a while with the progress so far. Later progress is reported to a listener: at once when
 * all have the message, and else at most once in the same while, because in a large room each of a hundred
 * acknowledgements is one for several messages. Not thread-safe.
 */
final class PendingMessages {
    /** How long to wait for the last member before answering with partial progress, in milliseconds. */
    static final long ANSWER_MS = 1_000;

    private static final class Waiting {
        private final Promise<Progress> answer = Promise.promise();
        private Optional<Long> timer = Optional.empty();
    }

    private final Vertx vertx;
    private final long patienceMs;
    private final Consumer<Progress> later;
    private final Map<MessageId, Waiting> waiting = new HashMap<>();
    private final Map<MessageId, Progress> last = new HashMap<>();
    /** The timers of reports that are to come. */
    private final Map<MessageId, Long> reports = new HashMap<>();

    /**
     * @param patienceMs how long a request waits for the last member, and the least time between two reports of one
     *     message; usually {@link #ANSWER_MS}
     * @param later receives the progress of messages that were answered before delivery was complete
     */
    PendingMessages(Vertx vertx, long patienceMs, Consumer<Progress> later) {
        this.vertx = vertx;
        this.patienceMs = patienceMs;
        this.later = later;
    }

    /**
     * Starts to track a message that is about to be sent. Succeeds with its progress within {@code patienceMs} of the
     * first report; fails with {@code UNAVAILABLE} if the room is closed before then.
     */
    Future<Progress> follow(MessageId id) {
        Waiting followed = new Waiting();
        waiting.put(id, followed);
        return followed.answer.future();
    }

    /** Reports the progress of a message. */
    void progress(Progress progress) {
        boolean isDone = progress.missing().isEmpty();
        Waiting awaited = waiting.get(progress.id());
        if (awaited != null || !isDone) {
            last.put(progress.id(), progress);
        } else {
            last.remove(progress.id());
        }
        if (awaited == null) {
            report(progress, isDone);
        } else if (isDone) {
            answer(progress.id());
        } else if (awaited.timer.isEmpty()) {
            awaited.timer = Optional.of(vertx.setTimer(patienceMs, late -> answer(progress.id())));
        }
    }

    private void report(Progress progress, boolean isDone) {
        MessageId id = progress.id();
        if (isDone) {
            Optional.ofNullable(reports.remove(id)).ifPresent(vertx::cancelTimer);
            later.accept(progress);
        } else {
            reports.computeIfAbsent(
                    id,
                    waits -> vertx.setTimer(patienceMs, due -> {
                        reports.remove(id);
                        Optional.ofNullable(last.get(id)).ifPresent(later);
                    }));
        }
    }

    private void answer(MessageId id) {
        Waiting answered = waiting.remove(id);
        if (answered == null) {
            return;
        }
        answered.timer.ifPresent(vertx::cancelTimer);
        Progress progress = last.get(id);
        if (progress == null) {
            answered.answer.fail(new RefusalException(Reason.UNAVAILABLE));
            return;
        }
        if (progress.missing().isEmpty()) {
            last.remove(id);
        }
        answered.answer.complete(progress);
    }

    /**
     * Answers all waiting requests: with the latest progress, or with {@code UNAVAILABLE} for messages that have
     * not even been stored.
     */
    void close() {
        Map.copyOf(waiting).keySet().forEach(this::answer);
        reports.values().forEach(vertx::cancelTimer);
    }
}
