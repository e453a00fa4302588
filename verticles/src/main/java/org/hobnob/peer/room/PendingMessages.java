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
 * This user's messages in one room on their way. Who said one is answered when all members have it, or after a moment with
 * how far it is; what comes later is told. Not thread-safe.
 */
final class PendingMessages {
    /** How long an answer waits for the last member, in milliseconds. */
    static final long ANSWER_MS = 1_000;

    private static final class Waiting {
        private final Promise<Progress> answer = Promise.promise();
        private Optional<Long> timer = Optional.empty();
    }

    private final Vertx vertx;
    private final Consumer<Progress> later;
    private final Map<MessageId, Waiting> waiting = new HashMap<>();
    private final Map<MessageId, Progress> last = new HashMap<>();

    /** @param later hears how messages go on that were answered unfinished */
    PendingMessages(Vertx vertx, Consumer<Progress> later) {
        this.vertx = vertx;
        this.later = later;
    }

    /** How far a message, about to be said, has come; succeeds within a moment from its first progress. */
    Future<Progress> follow(MessageId id) {
        Waiting followed = new Waiting();
        waiting.put(id, followed);
        return followed.answer.future();
    }

    /** A message has come that far. */
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

    /** The room is left: what is unfinished stays so, and what was not even kept is refused. */
    void close() {
        Map.copyOf(waiting).keySet().forEach(this::answer);
    }
}
