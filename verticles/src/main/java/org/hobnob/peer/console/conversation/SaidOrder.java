package org.hobnob.peer.console.conversation;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/** Delivers the outcomes of messages in a conversation in the order in which they were sent. Not thread-safe. */
public final class SaidOrder {
    private final Map<Conversation, Future<?>> last = new HashMap<>();

    /** Succeeds with the outcome once the outcomes of all earlier messages in the conversation are known. */
    public <T> Future<T> behindEarlier(Conversation where, Future<T> outcome) {
        Future<T> next = last.getOrDefault(where, Future.succeededFuture()).transform(before -> outcome);
        last.put(where, next);
        next.onComplete(done -> last.remove(where, next));
        return next;
    }
}
