package org.hobnob.registry;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.hobnob.registry.rules.presence.NodeLeases;
import org.hobnob.registry.store.Session;
import org.hobnob.registry.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which registries live, as far as this one can tell from the store. */
interface NodeWatch {
    /**
     * Begins to watch.
     *
     * @param died hears of each registry that died
     * @param givenUp called where the others took this registry for dead
     * @param sessions hears now and then what the store has
     */
    Future<Void> start(Vertx vertx, Consumer<String> died, Runnable givenUp, Consumer<List<Session>> sessions);

    boolean isAlive(String node);

    Future<Void> stop();

    /** The only registry on its store: whatever the store says of others is past. */
    final class Alone implements NodeWatch {
        private final Store store;
        private final String self;

        Alone(Store store, String self) {
            this.store = store;
            this.self = self;
        }

        @Override
        public Future<Void> start(
                Vertx vertx, Consumer<String> died, Runnable givenUp, Consumer<List<Session>> sessions) {
            return store.sessions().deleteAll().mapEmpty();
        }

        @Override
        public boolean isAlive(String node) {
            return node.equals(self);
        }

        @Override
        public Future<Void> stop() {
            return Future.succeededFuture();
        }
    }

    /** One of several registries on one store: each raises a counter there, and watches the others' counters. */
    final class AmongOthers implements NodeWatch {
        private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);
        private static final long BEAT_MS = 1_000;
        private static final long LEASE_NS = 5_000_000_000L;
        private static final long MAX_GAP_NS = 2_500_000_000L;
        private static final int BEATS_PER_RECONCILIATION = 3;

        private final Store store;
        private final String self;
        private final LongSupplier nanoTime;
        private final NodeLeases leases = new NodeLeases(LEASE_NS, MAX_GAP_NS);
        private Vertx vertx;
        private Consumer<String> died;
        private Runnable givenUp;
        private Consumer<List<Session>> sessions;
        private long timer;
        private long beats;
        private boolean stopped;

        AmongOthers(Store store, String self, LongSupplier nanoTime) {
            this.store = store;
            this.self = self;
            this.nanoTime = nanoTime;
        }

        @Override
        public Future<Void> start(
                Vertx vertx, Consumer<String> died, Runnable givenUp, Consumer<List<Session>> sessions) {
            this.vertx = vertx;
            this.died = died;
            this.givenUp = givenUp;
            this.sessions = sessions;
            return store.nodes()
                    .enter(self)
                    .compose(done -> observe())
                    .compose(done -> endOrphans())
                    .onSuccess(done -> beatLater());
        }

        /** Sessions of registries that are not even known any more. */
        private Future<Void> endOrphans() {
            return store.sessions().all().compose(all -> {
                List<Future<Long>> ends = all.stream()
                        .map(Session::node)
                        .distinct()
                        .filter(node -> !isAlive(node))
                        .map(node -> store.sessions().deleteNode(node))
                        .toList();
                return Future.all(ends)
                        .compose(done -> store.sessions().all())
                        .onSuccess(sessions::accept)
                        .mapEmpty();
            });
        }

        private void beatLater() {
            if (!stopped) {
                timer = vertx.setTimer(BEAT_MS, fired -> beat().onComplete(done -> beatLater()));
            }
        }

        private Future<Void> beat() {
            return store.nodes()
                    .beat(self)
                    .compose(known -> known ? Future.succeededFuture() : enterAgain())
                    .compose(done -> observe())
                    .compose(done -> reconcileNowAndThen())
                    .onFailure(
                            cause -> LOG.warn("cannot tell the store that this registry lives: {}", cause.toString()));
        }

        private Future<Void> enterAgain() {
            if (stopped) {
                return Future.succeededFuture();
            }
            givenUp.run();
            return store.nodes().enter(self).mapEmpty();
        }

        private Future<Void> observe() {
            return store.nodes().beats().compose(all -> {
                Map<String, Long> others = new java.util.HashMap<>(all);
                others.remove(self);
                leases.observe(others, nanoTime.getAsLong());
                List<Future<Boolean>> removals = leases.newlyDead(nanoTime.getAsLong()).stream()
                        .map(this::bury)
                        .toList();
                return Future.all(removals).mapEmpty();
            });
        }

        private Future<Boolean> bury(String dead) {
            return store.nodes().remove(dead).onSuccess(done -> died.accept(dead));
        }

        private Future<Void> reconcileNowAndThen() {
            beats++;
            return beats % BEATS_PER_RECONCILIATION == 0
                    ? store.sessions().all().onSuccess(sessions::accept).mapEmpty()
                    : Future.succeededFuture();
        }

        @Override
        public boolean isAlive(String node) {
            return node.equals(self) || leases.alive(node, nanoTime.getAsLong());
        }

        @Override
        public Future<Void> stop() {
            stopped = true;
            vertx.cancelTimer(timer);
            return store.nodes().remove(self).mapEmpty();
        }
    }
}
