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
 * Carries out an engine's effects in order, on one context. Effects after one that must be stored wait until it is
 * durable. Adding does not wait: effects that are added during a commit share the next one. Not thread-safe.
 *
 * @param <E> the engine's effects
 */
public final class DurableEffects<E> {
    /** Stores changes. */
    public interface Store<E> {
        /** Returns whether the effect only has to be stored. */
        boolean isStored(E effect);

        /** Returns whether effects after this stored one must wait until it is durable. */
        boolean isAwaited(E effect);

        /**
         * Returns whether the effect may be carried out while the stored effects before it in its answer are being stored.
         * It still waits for other effects before it, and for those of earlier answers.
         */
        default boolean mayPrecede(E effect) {
            return false;
        }

        /**
         * Stores the effects of one answer that must be stored, all or none. Must not block.
         *
         * @param answer all effects of the answer, in order; those not to be stored are carried out once the others
         *     are durable
         * @param durable called when they are durable, on any thread
         * @param failed called on failure, on any thread
         */
        void store(List<E> answer, Runnable durable, Consumer<IOException> failed);

        /**
         * Stores the effects of an answer in which none is awaited, after earlier ones and at a convenient time.
         * Must not block.
         *
         * @param failed called on failure, on any thread
         */
        void storeSoon(List<E> answer, Consumer<IOException> failed);
    }

    /** The most writes in progress per instance; what is added meanwhile is written together. */
    static final int MAX_UNDER_WAY = 64;

    /** Effects that are carried out together, and the futures that wait for them. */
    private static final class Batch<E> {
        private final List<E> effects = new ArrayList<>();
        private final List<Promise<Void>> followers = new ArrayList<>();
        private boolean stores;
        private boolean isAwaited;

        boolean isEmpty() {
            return effects.isEmpty() && followers.isEmpty();
        }
    }

    private static final String STOPPED = "effects are no longer carried out";

    private final Executor context;
    private final Store<E> store;
    private final Consumer<E> perform;
    private final Runnable broken;
    private final Deque<Batch<E>> underWay = new ArrayDeque<>();
    private Batch<E> waiting = new Batch<>();
    private boolean stopped;

    /**
     * @param context runs tasks in order, one at a time, on the context of the caller
     * @param perform carries out an effect that is not to be stored
     * @param broken called when storing has failed; nothing is carried out after that
     */
    public DurableEffects(Executor context, Store<E> store, Consumer<E> perform, Runnable broken) {
        this.context = context;
        this.store = store;
        this.perform = perform;
        this.broken = broken;
    }

    /** Carries out an answer of the engine, after earlier ones. */
    public void add(List<E> answer) {
        if (stopped) {
            return;
        }
        boolean mayPrecede = underWay.isEmpty() && waiting.isEmpty();
        List<E> early = new ArrayList<>();
        for (E effect : answer) {
            boolean isStored = store.isStored(effect);
            // It overtakes the disk, and nothing else.
            mayPrecede &= isStored || store.mayPrecede(effect);
            if (mayPrecede && !isStored) {
                early.add(effect);
            } else {
                waiting.effects.add(effect);
            }
            waiting.stores |= isStored;
            waiting.isAwaited |= isStored && store.isAwaited(effect);
        }
        goOn();
        // The disk is at work already.
        early.forEach(perform);
    }

    /** Succeeds when everything added so far has been carried out; fails if that will never happen. */
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
        // The batch stays first until it is done, so that effects that it triggers come after it.
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

    /** Starts to store everything at once, carries out what was added, and then stops. */
    public Future<Void> finish() {
        Future<Void> done = carriedOut();
        if (!stopped && waiting.isAwaited) {
            startWaiting();
        }
        return done.onComplete(last -> stop());
    }

    /** Stores what must be stored, and carries out nothing else. */
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
