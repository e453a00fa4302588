package org.hobnob.durable;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Carries an engine's effects out one behind the other on one context; what stands behind something to store waits until
 * that is durable. Does not wait in between: what comes during one commit shares the next. Not thread-safe.
 *
 * @param <E> the engine's effects
 */
public final class DurableEffects<E> {
    /** Where changes are stored. */
    public interface Store<E> {
        /** Whether an effect is to be stored, and asks for nothing else. */
        boolean isStored(E effect);

        /** Whether nothing behind a stored effect may be done before that is durable. */
        boolean isAwaited(E effect);

        /**
         * Stores what is to be stored of an answer, all of it or nothing. Does not block.
         *
         * @param answer in its order; what is not to be stored is done as soon as the rest is durable
         * @param durable called on any thread
         * @param failed called on any thread
         */
        void store(List<E> answer, Runnable durable, Consumer<IOException> failed);

        /**
         * Stores what is to be stored of an answer in which nothing is awaited, behind what came before, when it suits.
         * Does not block.
         *
         * @param failed called on any thread
         */
        void storeSoon(List<E> answer, Consumer<IOException> failed);
    }

    /** How many writes of one's may be on their way at a time: what comes then goes together. */
    static final int MAX_UNDER_WAY = 64;

    /** What is done together, and who waits for it. */
    private static final class Batch<E> {
        private final List<E> effects = new ArrayList<>();
        private final List<Promise<Void>> followers = new ArrayList<>();
        private boolean stores;
        private boolean isAwaited;

        boolean isEmpty() {
            return effects.isEmpty() && followers.isEmpty();
        }
    }

    private static final String STOPPED = "nothing is carried out any more";

    private final Executor context;
    private final Store<E> store;
    private final Consumer<E> perform;
    private final Runnable broken;
    private final Deque<Batch<E>> underWay = new ArrayDeque<>();
    private Batch<E> waiting = new Batch<>();
    private boolean stopped;

    /**
     * @param context runs tasks in their order, one at a time, where this is used
     * @param perform does what is not to be stored
     * @param broken told when something could not be stored: nothing is done any more then
     */
    public DurableEffects(Executor context, Store<E> store, Consumer<E> perform, Runnable broken) {
        this.context = context;
        this.store = store;
        this.perform = perform;
        this.broken = broken;
    }

    /** Carries an answer of the engine out, behind those before it. */
    public void add(List<E> answer) {
        if (!stopped) {
            waiting.effects.addAll(answer);
            waiting.stores |= answer.stream().anyMatch(store::isStored);
            waiting.isAwaited |= answer.stream().anyMatch(effect -> store.isStored(effect) && store.isAwaited(effect));
            goOn();
        }
    }

    /** Succeeds when all that was added so far has been carried out; fails where it never will be. */
    public Future<Void> carriedOut() {
        Promise<Void> promise = Promise.promise();
        if (stopped) {
            promise.fail(STOPPED);
        } else {
            waiting.followers.add(promise);
            goOn();
        }
        return promise.future();
    }

    private void goOn() {
        while (!stopped && !waiting.isEmpty() && mayStart()) {
            startWaiting();
        }
    }

    private boolean mayStart() {
        return waiting.isAwaited ? underWay.size() < MAX_UNDER_WAY : underWay.isEmpty();
    }

    private void startWaiting() {
        Batch<E> next = waiting;
        waiting = new Batch<>();
        underWay.add(next);
        if (next.isAwaited) {
            store.store(
                    next.effects,
                    () -> context.execute(() -> {
                        performFirst();
                        goOn();
                    }),
                    cause -> context.execute(this::fail));
            return;
        }
        if (next.stores) {
            store.storeSoon(next.effects, cause -> context.execute(this::fail));
        }
        performFirst();
    }

    private void performFirst() {
        // It stays the first until it is done: what it brings about comes behind it.
        Batch<E> first = underWay.getFirst();
        try {
            for (E effect : first.effects) {
                if (!stopped && !store.isStored(effect)) {
                    perform.accept(effect);
                }
            }
        } finally {
            underWay.removeFirst();
            first.followers.forEach(Promise::tryComplete);
        }
    }

    private void fail() {
        if (!stopped) {
            end();
            broken.run();
        }
    }

    /** Asks at once for all to be stored that is to be, and carries out what was added; then stops. */
    public Future<Void> finish() {
        Future<Void> done = carriedOut();
        if (!stopped && waiting.isAwaited) {
            startWaiting();
        }
        return done.onComplete(last -> stop());
    }

    /** Stores what is to be stored, and does nothing else any more. */
    public void stop() {
        if (!stopped) {
            end();
            if (waiting.isAwaited) {
                store.store(waiting.effects, () -> {}, lost -> {});
            } else if (waiting.stores) {
                store.storeSoon(waiting.effects, lost -> {});
            }
        }
    }

    private void end() {
        stopped = true;
        underWay.forEach(DurableEffects::release);
        release(waiting);
    }

    private static void release(Batch<?> batch) {
        batch.followers.forEach(follower -> follower.tryFail(STOPPED));
    }
}
