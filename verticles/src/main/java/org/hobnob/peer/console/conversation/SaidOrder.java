package org.hobnob.peer.console.conversation;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/** Keeps the outcomes of what is said in a conversation in the order in which it was said. Not thread-safe. */
public final class SaidOrder {
    private final Map<Conversation, Future<?>> last = new HashMap<>();

    /** The outcome, once those of all that was said there before have come. */
    public <T> Future<T> behindEarlier(Conversation where, Future<T> outcome) {
        Future<T> next = last.getOrDefault(where, Future.succeededFuture()).transform(before -> outcome);
        last.put(where, next);
        next.onComplete(done -> last.remove(where, next));
        return next;
    }
}
