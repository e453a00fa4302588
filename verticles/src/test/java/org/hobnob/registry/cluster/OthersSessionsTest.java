package org.hobnob.registry.cluster;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.presence.NewsCount;
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

/** One registry that follows another, each look after a second of its own clock. */
@Tag("slow")
class OthersSessionsTest {
    private static final long SECOND_NS = 1_000_000_000;
    private static final String OTHER = "other";

    /** What the store was read for, and what was found last. */
    private static final class Reads implements NodeWatch.Listener {
        private final List<Set<String>> nodes = new ArrayList<>();
        private List<Session> found = List.of();

        @Override
        public Future<Void> readRooms() {
            return Future.succeededFuture();
        }

        @Override
        public Consumer<List<Session>> reading(NewsFollower.Reading what) {
            nodes.add(what.nodes());
            return sessions -> found = sessions;
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
        public void drain() {}

        @Override
        public long bans() {
            return 0;
        }
    }

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Reads reads = new Reads();
    private long nowNs;
    private EmbeddedStore embedded;
    private Store store;
    private OthersSessions others;

    @BeforeEach
    void start() throws StoreRefusedException {
        embedded = EmbeddedStore.open(folder, "127.0.0.1", 0);
        store = await(Store.open(vertx, embedded.connectionString()));
        others = new OthersSessions(store, () -> "self", () -> nowNs);
        await(store.nodes().enter(OTHER, List.of(), false));
        look();
    }

    @AfterEach
    void stop() {
        await(store.close());
        await(vertx.close());
        embedded.close();
    }

    private void look() {
        others.observe(await(store.nodes().all()), nowNs);
        await(others.readWhatIsDue(reads));
    }

    private void beatAndLook(NewsCount count) {
        nowNs += SECOND_NS;
        await(store.nodes().beat(OTHER, count, 0, 0));
        look();
        assertTrue(others.isFresh());
    }

    private void login(String user, String node, long session) {
        Contact contact =
                new Contact(new UserName(user), "127.0.0.1", 0, 0, DialectName.NATIVE, Optional.empty(), List.of());
        await(store.sessions().insert(new Session(contact, node, SessionId.ofBits(session), 1)));
    }

    private List<String> found() {
        return reads.found.stream().map(session -> session.user().shown()).toList();
    }

    @Test
    void completeNewsNeedOneReadAMinute() {
        NewsCount count = NewsCount.NONE;
        for (int second = 1; second < 60; second++) {
            count = count.next(false);
            assertTrue(others.hear(OTHER, count));
            beatAndLook(count);
        }
        assertEquals(List.of(Set.of()), reads.nodes);
        beatAndLook(count);
        assertEquals(List.of(Set.of(), Set.of()), reads.nodes);
    }

    @Test
    void lostNewsCauseAReadWithinSeconds() {
        login("dana", OTHER, 1);
        login("omar", "self", 2);
        for (int second = 1; second <= 4; second++) {
            beatAndLook(new NewsCount(1, 0));
        }
        assertEquals(List.of(Set.of(), Set.of(OTHER)), reads.nodes);
        assertEquals(List.of("dana"), found());
    }

    @Test
    void goneRegistryCausesAReadOfAllSessions() {
        login("dana", OTHER, 1);
        login("omar", "self", 2);
        await(store.nodes().remove(OTHER));
        nowNs += SECOND_NS;
        look();
        assertEquals(List.of(Set.of(), Set.of()), reads.nodes);
        assertEquals(List.of("omar"), found());
        assertEquals(Optional.empty(), await(store.sessions().find(new UserName("dana"))));
    }
}
