package org.hobnob.peer;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.hobnob.protocol.message.MessageId;
import org.hobnob.protocol.room.engine.Effect.Progress;

/**
 * This user's messages in one room on their way. Who said one is answered when all members have it, or after a moment with
 * how far it is; what comes later is told. Not thread-safe.
 */
final class Sayings {
    /** How long an answer waits for the last member, in milliseconds. */
    static final long ANSWER_MS = 1_000;

    private record Waiting(Promise<Progress> answer, long timer) {}

    private final Vertx vertx;
    private final Consumer<Progress> later;
    private final Map<MessageId, Waiting> waiting = new HashMap<>();
    private final Map<MessageId, Progress> last = new HashMap<>();

    /** @param later hears how messages go on that were answered unfinished */
    Sayings(Vertx vertx, Consumer<Progress> later) {
        this.vertx = vertx;
        this.later = later;
    }

    /** How far a message, about to be said, has come; succeeds within a moment. */
    Future<Progress> follow(MessageId id) {
        Promise<Progress> answer = Promise.promise();
        waiting.put(id, new Waiting(answer, vertx.setTimer(ANSWER_MS, late -> answer(id))));
        return answer.future();
    }

    /** A message has come that far. */
    void progress(Progress progress) {
        boolean isDone = progress.missing().isEmpty();
        boolean isAwaited = waiting.containsKey(progress.id());
        if (isAwaited || !isDone) {
            last.put(progress.id(), progress);
        } else {
            last.remove(progress.id());
        }
        if (!isAwaited) {
            later.accept(progress);
        } else if (isDone) {
            answer(progress.id());
        }
    }

    private void answer(MessageId id) {
        Waiting answered = waiting.remove(id);
        if (answered == null) {
            return;
        }
        vertx.cancelTimer(answered.timer());
        Progress progress = last.get(id);
        if (progress.missing().isEmpty()) {
            last.remove(id);
        }
        answered.answer().complete(progress);
    }

    /** The room is left: what is unfinished stays so. */
    void close() {
        Map.copyOf(waiting).keySet().forEach(this::answer);
    }
}
