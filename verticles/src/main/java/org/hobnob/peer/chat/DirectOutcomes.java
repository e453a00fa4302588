package org.hobnob.peer.chat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** The pending results of send and cancel requests. Not thread-safe. */
final class DirectOutcomes {
    /** How long to wait for an acknowledgement before a message is reported as queued, in milliseconds. */
    static final long PROMPT_MS = 1_000;

    /**
     * Where a message is that was accepted.
     *
     * @param keeper of one in a mailbox, whose peer keeps it; empty for the registry's
     */
    record Whereabouts(State state, Optional<UserName> keeper) {
        enum State {
            /** The contact has it. */
            DELIVERED,
            /** It waits here, and in the contact's mailbox. */
            MAILED,
            /** It waits here. */
            WAITING
        }

        static final Whereabouts DELIVERED = new Whereabouts(State.DELIVERED, Optional.empty());
        static final Whereabouts WAITING = new Whereabouts(State.WAITING, Optional.empty());

        static Whereabouts mailed(Optional<UserName> keeper) {
            return new Whereabouts(State.MAILED, keeper);
        }

        boolean isDelivered() {
            return state == State.DELIVERED;
        }

        boolean isMailed() {
            return state == State.MAILED;
        }
    }

    private static final class Said {
        private final Promise<Whereabouts> answer = Promise.promise();
        private boolean kept;
    }

    private final Vertx vertx;
    private final Map<MessageId, Said> saying = new HashMap<>();
    private Optional<Promise<Integer>> cancelling = Optional.empty();

    DirectOutcomes(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Succeeds with where the message is after a short time; fails if it was not accepted. */
    Future<Whereabouts> ofSaying(MessageId id) {
        Said said = new Said();
        saying.put(id, said);
        return said.answer.future();
    }

    /** Succeeds with the number of messages that were dropped. */
    Future<Integer> ofCancelling() {
        Promise<Integer> cancelled = Promise.promise();
        cancelling = Optional.of(cancelled);
        return cancelled.future();
    }

    /** The message is stored; the timer for its acknowledgement starts. */
    void kept(MessageId id) {
        saying.get(id).kept = true;
        vertx.setTimer(PROMPT_MS, late -> answer(id, Whereabouts.WAITING));
    }

    /** The contact has the message. Returns false if the request has already been answered. */
    boolean delivered(MessageId id) {
        return answer(id, Whereabouts.DELIVERED);
    }

    /** The message is in the contact's mailbox. Returns false if the request has already been answered. */
    boolean mailed(MessageId id, Optional<UserName> keeper) {
        return answer(id, Whereabouts.mailed(keeper));
    }

    private boolean answer(MessageId id, Whereabouts where) {
        Said said = saying.remove(id);
        return said != null && said.answer.tryComplete(where);
    }

    /** The message was rejected because too many wait for the contact. */
    void full(MessageId id) {
        saying.remove(id).answer.fail(new RefusalException(Reason.QUEUE_FULL));
    }

    void cancelled(int count) {
        cancelling.ifPresent(promise -> promise.tryComplete(count));
    }

    /** Answers all pending requests; no more results will come. */
    void end() {
        List.copyOf(saying.values()).forEach(DirectOutcomes::leave);
        cancelling.ifPresent(cancelled -> cancelled.tryFail(new RefusalException(Reason.UNAVAILABLE)));
    }

    private static void leave(Said said) {
        if (said.kept) {
            said.answer.tryComplete(Whereabouts.WAITING);
        } else {
            said.answer.tryFail(new RefusalException(Reason.UNAVAILABLE));
        }
    }
}
