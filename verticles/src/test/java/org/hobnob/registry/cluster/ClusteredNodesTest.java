package org.hobnob.registry.cluster;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.registry.rules.presence.NewsFollower;
import org.hobnob.registry.store.Session;
import org.hobnob.registry.store.Store;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.registry.store.embedded.StoreRefusedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two registries' watches on one store, between which the test carries the news. */
@Tag("slow")
class ClusteredNodesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Notes what the store is read for. */
    private static final class Reads implements NodeWatch.Listener {
        private final AtomicInteger drains = new AtomicInteger();
        private final List<NewsFollower.Reading> readings = new CopyOnWriteArrayList<>();

        @Override
        public Future<Void> readRooms() {
            return Future.succeededFuture();
        }

        @Override
        public Consumer<List<Session>> reading(NewsFollower.Reading what) {
            readings.add(what);
            return sessions -> {};
        }

        @Override
        public void died(String node, boolean byUs) {}

        @Override
        public void givenUp(String former) {}

        @Override
        public void mute() {}

        @Override
        public void registries(List<HostPort> addresses) {}

        @Override
        public void drain() {
            drains.incrementAndGet();
        }

        @Override
        public long bans() {
            return 0;
        }
    }

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Reads reads = new Reads();
    private EmbeddedStore embedded;
    private Store store;
    private ClusteredNodes teller;
    private ClusteredNodes listener;

    @BeforeEach
    void start() throws StoreRefusedException {
        embedded = EmbeddedStore.open(folder, "127.0.0.1", 0);
        store = await(Store.open(vertx, embedded.connectionString()));
        teller = new ClusteredNodes(store, () -> UUID.randomUUID().toString(), System::nanoTime);
        listener = new ClusteredNodes(store, () -> UUID.randomUUID().toString(), System::nanoTime);
        await(teller.start(vertx, new Reads()));
        await(listener.start(vertx, reads));
    }

    @AfterEach
    void stop() {
        await(listener.stop());
        await(teller.stop());
        await(store.close());
        await(vertx.close());
        embedded.close();
    }

    @Test
    void lostNewsCauseAReadOfThatRegistrysSessions() {
        teller.nextNews(false);
        Awaitility.await().atMost(PATIENCE).until(() -> reads.readings.size() > 1);
        assertEquals(Set.of(teller.self()), reads.readings.get(1).nodes());
    }

    @Test
    void doubtOfARegistryCausesAReadOfAllSessions() {
        teller.doubt();
        Awaitility.await().atMost(PATIENCE).until(() -> reads.readings.size() > 1);
        assertTrue(reads.readings.get(1).isOfAll());
    }

    @Test
    void aRegistryIsKnownToLiveByItsDocumentOnly() {
        assertTrue(await(listener.lives(teller.self())));
        assertFalse(await(listener.lives("nobody")));
    }

    @Test
    void registryThatIsAskedToLeaveDrainsOnceAndStaysAway() {
        await(store.nodes().askToLeave(listener.self()));
        Awaitility.await().atMost(PATIENCE).until(() -> reads.drains.get() > 0);
        await(listener.open(List.of()));
        await(listener.open(List.of()));
        assertEquals(1, reads.drains.get());
        assertTrue(await(store.nodes().find(listener.self())).orElseThrow().isLeaving());
        assertFalse(await(store.nodes().find(teller.self())).orElseThrow().isLeaving());
    }
}
