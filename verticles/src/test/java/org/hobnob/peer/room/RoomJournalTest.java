package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.ShortHash;
import org.hobnob.protocol.room.engine.Change;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.engine.RoomMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomJournalTest {
    private static final UserName DANA = new UserName("dana");
    private static final UserName OMAR = new UserName("omar");
    private static final RoomName LAB = new RoomName("lab3");

    @TempDir
    private Path folder;

    private static RoomJournal.Log open(StateFile file, boolean kept) {
        return new RoomJournal(file, "127.0.0.1:15600").of(DANA, LAB, kept);
    }

    private static Change delivered(int number) {
        return new Change.Delivered(OMAR, 7, number, 0, Optional.of(id(number)), new ShortHash(number, 1));
    }

    private static MessageId id(int number) {
        return new MessageId(String.format("%032x", number));
    }

    private static void keep(RoomJournal.Log log, Change... changes) {
        log.store(
                List.of(changes).stream().<RoomEffect>map(RoomEffect.Keep::new).toList(), () -> {}, failed -> {});
    }

    @Test
    void memoryOutlivesTheProgram() throws InterruptedException {
        try (StateFile file = StateFile.open(folder)) {
            RoomJournal.Log log = open(file, false);
            keep(log, new Change.Said(5, 1, id(1), MessageBody.of(new ChatText("hello")), Set.of(OMAR)));
            CountDownLatch durable = new CountDownLatch(1);
            log.store(List.of(new RoomEffect.Keep(delivered(3))), durable::countDown, failed -> {});
            assertTrue(durable.await(20, TimeUnit.SECONDS));
        }
        try (StateFile file = StateFile.open(folder)) {
            RoomMemory memory = open(file, true).memory();
            assertEquals(3, memory.theirs().get(OMAR).through());
            assertEquals(
                    "hello",
                    memory.own().orElseThrow().unsettled().get(0).body().text().text());
            assertEquals(new ShortHash(3, 1), memory.theirs().get(OMAR).head());
        }
    }

    @Test
    void newPlaceRemembersOnlyMessageIds() {
        try (StateFile file = StateFile.open(folder)) {
            keep(
                    open(file, false),
                    delivered(3),
                    new Change.Said(5, 1, id(9), MessageBody.of(new ChatText("hello")), Set.of(OMAR)));
            RoomMemory anew = open(file, false).memory();
            assertEquals(Optional.empty(), anew.own());
            assertEquals(0, anew.theirs().get(OMAR).stream());
            assertEquals(List.of(id(3)), anew.theirs().get(OMAR).recent());
            assertEquals(anew, open(file, true).memory(), "the same after a restart");
        }
    }

    @Test
    void unreadableRecordCostsThatRecord() {
        try (StateFile file = StateFile.inMemory()) {
            keep(open(file, false), delivered(3));
            file.commit();
            byte[] damaged = "{\"change\":\"Delivered\",\"user\":7}".getBytes(StandardCharsets.UTF_8);
            file.map("rooms").put("127.0.0.1:15600 dana lab3 0000000000000999", damaged);
            file.map("rooms-unshown").put("127.0.0.1:15600 dana lab3 what", damaged);
            RoomJournal.Log log = open(file, true);
            assertEquals(3, log.memory().theirs().get(OMAR).through());
            assertEquals(List.of(), log.unshown());
            keep(log, delivered(4));
            assertEquals(4, open(file, true).memory().theirs().get(OMAR).through());
        }
    }

    /** Who leaves and comes again at once must not find what was written meanwhile gone, or its own in its place. */
    @Test
    void reopenedRoomRemembersWritesInProgress() {
        try (StateFile file = StateFile.open(folder)) {
            RoomJournal.Log before = open(file, true);
            IntStream.rangeClosed(1, 500).forEach(i -> keep(before, delivered(i)));
            RoomJournal.Log after = open(file, true);
            assertEquals(500, after.memory().theirs().get(OMAR).through());
            keep(after, delivered(501));
            assertEquals(501, open(file, true).memory().theirs().get(OMAR).through());
        }
    }

    /** The file must not grow with all that was ever delivered. */
    @Test
    void aLongLogIsMadeShort() {
        try (StateFile file = StateFile.open(folder)) {
            RoomJournal.Log log = open(file, false);
            for (int from = 1; from <= 20_000; from += 100) {
                keep(
                        log,
                        IntStream.range(from, from + 100)
                                .mapToObj(RoomJournalTest::delivered)
                                .toArray(Change[]::new));
            }
            file.commit();
            assertTrue(file.map("rooms").size() <= 8_192, file.map("rooms").size() + " entries");
            RoomMemory.Theirs theirs = open(file, true).memory().theirs().get(OMAR);
            assertEquals(20_000, theirs.through());
            assertEquals(id(20_000), theirs.recent().get(theirs.recent().size() - 1));
        }
    }

    /** A program may be killed between the commit and the screen. */
    @Test
    void unshownMessagesOutliveTheProgram() {
        RoomEffect line = new RoomEffect.Deliver(
                OMAR, id(1), MessageBody.of(new ChatText("hello")).saidAt(5), true);
        RoomEffect unreadable = new RoomEffect.Unreadable(OMAR, id(3));
        RoomEffect gap = new RoomEffect.Missed(OMAR, 2);
        RoomEffect shown = new RoomEffect.Deliver(OMAR, id(2), MessageBody.of(new ChatText("seen")), false);
        try (StateFile file = StateFile.open(folder)) {
            RoomJournal.Log log = open(file, false);
            log.store(List.of(new RoomEffect.Keep(delivered(4)), line, unreadable, gap, shown), () -> {}, failed -> {});
            log.shown(shown);
        }
        try (StateFile file = StateFile.open(folder)) {
            RoomJournal.Log log = open(file, true);
            assertEquals(List.of(line, unreadable, gap), log.unshown());
            keep(log, delivered(5));
            log.unshown().forEach(log::shown);
            assertEquals(List.of(), open(file, true).unshown());
        }
    }
}
