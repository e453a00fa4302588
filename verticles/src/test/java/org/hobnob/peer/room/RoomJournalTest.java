package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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
        RoomEffect gap = new RoomEffect.Missed(OMAR, 2, 7, 4);
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

    private static final List<String> UNREADABLE =
            List.of("", "\u0000\uffff", "{", "[]", "null", "{}", "{\"change\":\"Later\"}", "{\"change\":7,\"user\":7}");

    /** Texts in the place of a record: those above, a half of it, and it with one field after the other spoilt. */
    private static List<String> spoilt(byte[] record) {
        List<String> all = new ArrayList<>(UNREADABLE);
        String text = new String(record, StandardCharsets.UTF_8);
        all.add(text.substring(text.length() / 2));
        JsonObject json = new JsonObject(text);
        for (String field : json.fieldNames()) {
            for (Object value : new Object[] {null, -0.5, "", new JsonArray().add(1), new JsonObject()}) {
                all.add(json.copy().put(field, value).encode());
            }
        }
        return all;
    }

    private static List<RoomEffect> allKinds() {
        return List.of(
                new RoomEffect.Keep(new Change.Said(5, 1, id(1), MessageBody.of(new ChatText("one")), Set.of(OMAR))),
                new RoomEffect.Keep(new Change.Said(5, 2, id(2), MessageBody.of(new ChatText("two")), Set.of(OMAR))),
                new RoomEffect.Keep(new Change.Departed(DANA)),
                new RoomEffect.Keep(new Change.Settled(5, 0)),
                new RoomEffect.Keep(delivered(3)),
                new RoomEffect.Deliver(OMAR, id(3), MessageBody.of(new ChatText("hello")), true),
                new RoomEffect.Unreadable(OMAR, id(4)),
                new RoomEffect.Missed(OMAR, 2, 7, 4));
    }

    @Test
    void unreadableRecordCostsThatRecord() {
        for (String map : List.of("rooms", "rooms-unshown")) {
            int records = map.equals("rooms") ? 5 : 3;
            for (int at = 0; at < records; at++) {
                try (StateFile file = written()) {
                    file.map(map).put(key(at), "{".getBytes(StandardCharsets.UTF_8));
                    assertOthersAreThere(open(file, true), map, at);
                }
            }
        }
    }

    @Test
    void noSpoiltRecordThrows() {
        try (StateFile file = written()) {
            for (int at = 0; at < 5; at++) {
                spoilt(file.map("rooms").get(key(at))).forEach(RoomChangeJson::parse);
            }
            for (int at = 0; at < 3; at++) {
                spoilt(file.map("rooms-unshown").get(key(at))).forEach(UnshownLines::parse);
            }
        }
    }

    private static String key(int number) {
        return "127.0.0.1:15600 dana lab3 " + String.format("%016x", number);
    }

    private static StateFile written() {
        StateFile file = StateFile.inMemory();
        open(file, true).store(allKinds(), () -> {}, failed -> {});
        file.commit();
        return file;
    }

    private static void assertOthersAreThere(RoomJournal.Log log, String map, int spoilt) {
        if (map.equals("rooms-unshown")) {
            List<RoomEffect> others = new ArrayList<>(allKinds().subList(5, 8));
            others.remove(spoilt);
            List<RoomEffect> shown = new ArrayList<>(log.unshown());
            assertTrue(shown.containsAll(others), shown + " lacks some of " + others);
            return;
        }
        List<String> said = log.memory().own().stream()
                .flatMap(own -> own.unsettled().stream())
                .map(message -> message.body().text().text())
                .toList();
        assertTrue(spoilt == 0 || said.contains("one"), said.toString());
        assertTrue(spoilt == 1 || said.contains("two"), said.toString());
        assertTrue(spoilt == 4 || log.memory().theirs().get(OMAR).through() == 3);
    }
}
