package org.hobnob.registry.membership;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.event.RoomEvent;
import org.hobnob.registry.event.RoomNews;
import org.hobnob.registry.rules.presence.NewsStamp;
import org.hobnob.registry.rules.rooms.Room;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is read from the store to know who is where, and that it suffices. */
class MembershipNewsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final UserName DANA = new UserName("dana");
    private static final int MANY = 2 * MembershipNews.PAGE_ROOMS + 50;

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final TreeMap<RoomName, Room> stored = new TreeMap<>();
    /** How many rooms each request read. */
    private final Queue<Integer> reads = new ConcurrentLinkedQueue<>();

    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean isDown;
    private final MembershipNews news = new MembershipNews(this::page, bus);

    private synchronized Future<MembershipNews.Page> page(Optional<RoomName> after, int limit) {
        if (isDown) {
            failures.incrementAndGet();
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        List<Room> page = after.map(name -> stored.tailMap(name, false)).orElse(stored).values().stream()
                .limit(limit)
                .toList();
        reads.add(page.size());
        return Future.succeededFuture(MembershipNews.Page.of(page, limit));
    }

    private synchronized Room make(String name) {
        Room room = Room.create(
                new RoomName(name),
                RoomKind.SEALED,
                Title.of("").orElseThrow(),
                9,
                Optional.empty(),
                0,
                new Room.Place(DANA, SessionId.ofBits(1)));
        stored.put(room.name(), room);
        return room;
    }

    private void start() {
        await(news.start(vertx, stamp -> stamp.number() != 13));
    }

    private void publish(Room room, NewsStamp stamp) {
        RoomNews joined = new RoomNews(DANA, room.state(), room.users(), Optional.empty());
        bus.publish(Addresses.ROOM_EVENTS, RoomEvent.JOINED.word(), joined.toJson(stamp));
    }

    private void awaitSize(int rooms) {
        Awaitility.await().atMost(PATIENCE).until(() -> news.known().size() == rooms);
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void allRoomsAreReadInPages() {
        for (int i = 0; i < MANY; i++) {
            make("room" + i);
        }
        start();
        assertEquals(MANY, news.known().of(DANA).size());
        assertEquals(List.of(MembershipNews.PAGE_ROOMS, MembershipNews.PAGE_ROOMS, 50), List.copyOf(reads));
    }

    @Test
    void newsNeedNoRead() {
        start();
        reads.clear();
        publish(make("lab"), new NewsStamp("other", 1));
        awaitSize(1);
        assertTrue(reads.stream().allMatch(read -> read <= 1), () -> "at most the page of ten seconds: " + reads);
    }

    @Test
    void newsThatAReadCoversAreIgnored() {
        start();
        publish(make("lab"), new NewsStamp("other", 13));
        publish(make("zoo"), new NewsStamp("other", 14));
        awaitSize(1);
        assertEquals(List.of(new RoomName("zoo")), news.known().of(DANA));
    }

    @Test
    void newsOfARegistryOfBeforeAreTaken() {
        start();
        Room room = make("lab");
        RoomNews joined = new RoomNews(DANA, room.state(), room.users(), Optional.empty());
        bus.publish(Addresses.ROOM_EVENTS, RoomEvent.JOINED.word(), joined.toJson());
        awaitSize(1);
    }

    @Test
    void doubtIsResolvedWhenTheStoreAnswersAgain() {
        start();
        isDown = true;
        make("lab");
        news.doubt();
        Awaitility.await().atMost(PATIENCE).until(() -> failures.get() > 0);
        isDown = false;
        awaitSize(1);
    }
}
