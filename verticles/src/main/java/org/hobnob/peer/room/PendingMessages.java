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
 * have the message, or after {@link #ANSWER_MS} with the progress so far; later progress is reported to a listener.
 * Not thread-safe.
 */
final class PendingMessages {
    /** How long to wait for the last member before answering with partial progress, in milliseconds. */
    static final long ANSWER_MS = 1_000;

    private static final class Waiting {
        private final Promise<Progress> answer = Promise.promise();
        private Optional<Long> timer = Optional.empty();
    }

    private final Vertx vertx;
    private final Consumer<Progress> later;
    private final Map<MessageId, Waiting> waiting = new HashMap<>();
    private final Map<MessageId, Progress> last = new HashMap<>();

    /** @param later receives the progress of messages that were answered before delivery was complete */
    PendingMessages(Vertx vertx, Consumer<Progress> later) {
        this.vertx = vertx;
        this.later = later;
    }

    /**
     * Starts to track a message that is about to be sent. Succeeds with its progress within {@link #ANSWER_MS} of
     * the first report; fails with {@code UNAVAILABLE} if the room is closed before then.
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
            later.accept(progress);
        } else if (isDone) {
            answer(progress.id());
        } else if (awaited.timer.isEmpty()) {
            awaited.timer = Optional.of(vertx.setTimer(ANSWER_MS, late -> answer(progress.id())));
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
    }
}
