package org.hobnob.registry.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.registry.rules.presence.NewsCount;
import org.hobnob.registry.rules.presence.NewsFollower;
import org.hobnob.registry.rules.presence.NewsStamp;
import org.hobnob.registry.store.Node;
import org.hobnob.registry.store.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When rooms are read because of what other registries say, by a hand clock. */
class OthersRoomsTest {
    private static final String OTHER = "other";
    private static final long NS_PER_S = 1_000_000_000;

    private final Reads reads = new Reads();
    private long nowNs;
    private final OthersRooms rooms = new OthersRooms(() -> nowNs);
    private long beat;

    private static final class Reads implements NodeWatch.Listener {
        private int count;

        @Override
        public Future<Void> readRooms() {
            count++;
            return Future.succeededFuture();
        }

        @Override
        public Consumer<List<Session>> reading(NewsFollower.Reading what) {
            throw new AssertionError("sessions are not read here");
        }

        @Override
        public void drain() {}

        @Override
        public long bans() {
            return 0;
        }

        @Override
        public void died(String node, boolean byUs) {}

        @Override
        public void givenUp(String former) {}

        @Override
        public void mute() {}

        @Override
        public void registries(List<HostPort> addresses) {}
    }

    /** One second passes, in which the other registry beats and its document says this. */
    private void second(Optional<Long> published) {
        nowNs += NS_PER_S;
        beat++;
        Node other = new Node(OTHER, beat, Optional.of(NewsCount.NONE), published, 0, List.of(), false);
        rooms.observe(Map.of(OTHER, other), nowNs);
        rooms.readWhatIsDue(reads);
    }

    private void seconds(int count, Optional<Long> published) {
        for (int i = 0; i < count; i++) {
            second(published);
        }
    }

    @BeforeEach
    void settle() {
        seconds(15, Optional.of(0L));
        reads.count = 0;
    }

    @Test
    void numberedNewsNeedNoRead() {
        for (long number = 1; number <= 300; number++) {
            assertTrue(rooms.hear(new NewsStamp(OTHER, number)));
            second(Optional.of(number));
        }
        assertEquals(0, reads.count);
    }

    @Test
    void lostNewsAreNoticedAndRead() {
        assertTrue(rooms.hear(new NewsStamp(OTHER, 1)));
        assertTrue(rooms.hear(new NewsStamp(OTHER, 3)));
        seconds(20, Optional.of(3L));
        assertEquals(1, reads.count);
    }

    @Test
    void lastNewsThatWereLostAreNoticedToo() {
        seconds(20, Optional.of(1L));
        assertEquals(1, reads.count);
        assertFalse(rooms.hear(new NewsStamp(OTHER, 1)), "they come late, and the read is newer");
    }

    @Test
    void registryOfBeforeIsReadEveryTenSeconds() {
        seconds(60, Optional.empty());
        assertTrue(reads.count >= 4 && reads.count <= 7, () -> reads.count + " reads in a minute");
    }

    @Test
    void deadRegistryMayHaveTakenNewsAlong() {
        nowNs += NS_PER_S;
        rooms.observe(Map.of(), nowNs);
        rooms.readWhatIsDue(reads);
        assertEquals(1, reads.count);
    }
}
