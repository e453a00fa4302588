package org.hobnob.peer.console.conversation;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The messages of this user whose outcome is not known yet. A message goes out at once, whatever becomes of those before it; the
 * outcomes in one conversation are told in the order in which its messages were said. Not thread-safe.
 */
public final class UnderWay {
    /** The most messages under way. The next one waits until there is room, and so does who said it. */
    public static final int MOST = 256;

    private final Map<Conversation, Future<?>> last = new HashMap<>();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private Consumer<Future<?>> begun = sending -> {};
    private Runnable over = () -> {};
    private int count;

    /**
     * @param begun receives the outcome of each message that goes out
     * @param over called after an outcome was told
     */
    public void watch(Consumer<Future<?>> begun, Runnable over) {
        this.begun = begun;
        this.over = over;
    }

    /**
     * Sends a message, at once unless too many are under way.
     *
     * @param sending sends it, and succeeds or fails when its outcome is known
     * @param told receives the outcome, after those of all earlier messages in the conversation
     * @return succeeds when the message has gone out
     */
    public <T> Future<Void> send(Conversation where, Supplier<Future<T>> sending, Handler<AsyncResult<T>> told) {
        if (count < MOST && waiting.isEmpty()) {
            begin(where, sending, told);
            return Future.succeededFuture();
        }
        Promise<Void> gone = Promise.promise();
        waiting.add(() -> {
            begin(where, sending, told);
            gone.complete();
        });
        return gone.future();
    }

    private <T> void begin(Conversation where, Supplier<Future<T>> sending, Handler<AsyncResult<T>> told) {
        count++;
        Future<T> own = sending.get();
        Future<T> outcome = last.getOrDefault(where, Future.succeededFuture()).transform(before -> own);
        last.put(where, outcome);
        begun.accept(outcome);
        outcome.onComplete(told).onComplete(done -> {
            last.remove(where, outcome);
            count--;
            over.run();
            if (!waiting.isEmpty()) {
                waiting.remove().run();
            }
        });
    }

    /** Lets work go on that is no message; whoever watches learns when it is over. */
    public void goesOn(Future<?> work) {
        work.onComplete(done -> over.run());
    }

    /** Succeeds when the outcomes of all messages said so far in the conversation have been told. */
    public Future<Void> settled(Conversation where) {
        return last.getOrDefault(where, Future.succeededFuture())
                .otherwiseEmpty()
                .mapEmpty();
    }

    /** Returns whether the outcomes of all messages have been told. */
    public boolean isSettled() {
        return last.isEmpty();
    }

    /** Succeeds when the outcomes of all messages said so far have been told. */
    public Future<Void> settled() {
        return Future.join(List.copyOf(last.values())).otherwiseEmpty().mapEmpty();
    }
}
