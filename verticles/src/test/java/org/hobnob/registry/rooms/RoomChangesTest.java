package org.hobnob.registry.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.rules.rooms.RoomRules;
import org.hobnob.registry.store.RoomDocuments;
import org.junit.jupiter.api.Test;

/** Two registries change one room at a time, in every order in which the store may get to their questions. */
class RoomChangesTest {
    private static final RoomName LAB = new RoomName("lab3");
    private static final GroupAddress GROUP = new GroupAddress("239.255.7.9", 15_700);
    private static final RoomInstance INSTANCE = new RoomInstance("5b".repeat(16));
    private static final int CAPACITY = 3;
    private static final int JOINERS = 8;
    private static final int SEEDS = 300;

    /** A store that answers in an order of its own. */
    private static final class SlowDocuments implements RoomDocuments {
        private final Random random;
        private final boolean compares;
        private final List<Runnable> underWay = new ArrayList<>();
        private Room room = Room.create(LAB, RoomKind.SEALED, Title.NONE, CAPACITY, Optional.empty(), 0, place("host"));

        /** @param compares false for the fault that a change is written without a look at what is there by then */
        SlowDocuments(long seed, boolean compares) {
            random = new Random(seed);
            this.compares = compares;
        }

        private <T> Future<T> later(java.util.function.Supplier<T> work) {
            Promise<T> promise = Promise.promise();
            underWay.add(() -> promise.complete(work.get()));
            return promise.future();
        }

        void run() {
            while (!underWay.isEmpty()) {
                underWay.remove(random.nextInt(underWay.size())).run();
            }
        }

        @Override
        public Future<Optional<Room>> find(RoomName name) {
            return later(() -> Optional.of(room));
        }

        @Override
        public Future<Boolean> insert(Room made) {
            throw new AssertionError("no room is made here");
        }

        @Override
        public Future<Boolean> replace(Room next) {
            return later(() -> {
                boolean matches = !compares || room.version() == next.version() - 1;
                room = matches ? next : room;
                return matches;
            });
        }

        @Override
        public Future<Boolean> delete(Room old) {
            throw new AssertionError("the host stays");
        }
    }

    private static Room.Place place(String user) {
        return new Room.Place(new UserName(user), SessionId.ofBits(user.hashCode()));
    }

    private static RoomChanges changes(SlowDocuments documents, BooleanSupplier mayChange) {
        return new RoomChanges(documents, mayChange, () -> GROUP, () -> INSTANCE, () -> {});
    }

    /** Whether those who were told that they are in are the ones that are, and no more than there are places. */
    private static boolean isRight(long seed, boolean compares) {
        SlowDocuments documents = new SlowDocuments(seed, compares);
        List<RoomChanges> registries = List.of(changes(documents, () -> true), changes(documents, () -> true));
        List<Future<Room>> joins = IntStream.range(0, JOINERS)
                .mapToObj(i -> registries
                        .get(i % 2)
                        .change(
                                LAB,
                                room -> RoomRules.joined(
                                        room, place("user" + i), DialectName.NATIVE, Optional.empty())))
                .toList();
        documents.run();
        List<UserName> told = IntStream.range(0, JOINERS)
                .filter(i -> joins.get(i).succeeded())
                .mapToObj(i -> new UserName("user" + i))
                .toList();
        List<UserName> in = documents.room.users();
        return told.size() == CAPACITY - 1 && in.size() == CAPACITY && in.containsAll(told);
    }

    @Test
    void concurrentJoinsNeverOverfillTheRoom() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertTrue(isRight(seed, true), "seed " + seed);
        }
    }

    @Test
    void capacityCheckedThenWrittenIsFound() {
        long found = LongStream.range(0, SEEDS)
                .filter(seed -> !isRight(seed, false))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the planted fault was not found"));
        System.out.println("capacity checked, then written: seed " + found);
    }

    @Test
    void nextChangeGivesAnOldRoomAGroupAndAnInstance() {
        SlowDocuments documents = new SlowDocuments(1, true);
        RoomChanges registry = changes(documents, () -> true);
        registry.change(LAB, room -> RoomRules.joined(room, place("user"), DialectName.NATIVE, Optional.empty()));
        documents.run();
        assertEquals(Optional.of(GROUP), documents.room.group());
        assertEquals(Optional.of(INSTANCE), documents.room.instance());
        GroupAddress otherGroup = new GroupAddress("239.255.8.8", 1);
        new RoomChanges(documents, () -> true, () -> otherGroup, () -> new RoomInstance("77".repeat(16)), () -> {})
                .change(LAB, room -> RoomRules.left(room, new UserName("user")));
        documents.run();
        assertEquals(Optional.of(GROUP), documents.room.group(), "which it keeps");
        assertEquals(Optional.of(INSTANCE), documents.room.instance(), "which it keeps");
        assertEquals(3, documents.room.version());
    }

    /** As registries of an older version do, which share the store during an upgrade. */
    private static Room withoutInstance(Room room, GroupAddress group) {
        return new Room(
                room.name(),
                room.kind(),
                room.title(),
                room.capacity(),
                room.password(),
                room.port(),
                room.host(),
                room.version() + 1,
                room.members(),
                Optional.of(group),
                Optional.empty(),
                room.settings(),
                room.guests());
    }

    private static Room afterAChangeElsewhere(GroupAddress group) {
        SlowDocuments documents = new SlowDocuments(1, true);
        AtomicInteger drawn = new AtomicInteger();
        RoomChanges registry = new RoomChanges(
                documents,
                () -> true,
                () -> GROUP,
                () -> RoomInstance.of("%032x".formatted(drawn.incrementAndGet()))
                        .orElseThrow(),
                () -> {});
        registry.change(LAB, room -> RoomRules.joined(room, place("user"), DialectName.NATIVE, Optional.empty()));
        documents.run();
        documents.room = withoutInstance(documents.room, group);
        registry.find(LAB);
        documents.run();
        registry.change(LAB, room -> RoomRules.left(room, new UserName("user")));
        documents.run();
        return documents.room;
    }

    @Test
    void droppedInstanceIsRestored() {
        Room room = afterAChangeElsewhere(GROUP);
        assertEquals("%032x".formatted(1), room.instance().orElseThrow().hex());
    }

    @Test
    void otherRoomOfTheNameGetsAnotherInstance() {
        Room room = afterAChangeElsewhere(new GroupAddress("239.255.8.8", 15_700));
        assertEquals("%032x".formatted(2), room.instance().orElseThrow().hex());
    }

    @Test
    void withoutALeaseNothingIsWritten() {
        SlowDocuments documents = new SlowDocuments(1, true);
        Future<Room> join = changes(documents, () -> false)
                .change(LAB, room -> RoomRules.joined(room, place("user"), DialectName.NATIVE, Optional.empty()));
        documents.run();
        assertEquals(Reason.UNAVAILABLE, ((RefusalException) join.cause()).reason());
        assertEquals(1, documents.room.version());
    }
}
