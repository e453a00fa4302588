package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.peer.HistoryEntry;
import org.hobnob.protocol.message.peer.RoomDatagram;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.StreamSalt;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Link;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.RosterClaim;
import org.hobnob.protocol.room.SealedContent;
import org.hobnob.protocol.room.ShortHash;
import org.hobnob.protocol.room.history.RoomArchive;
import org.hobnob.protocol.room.seal.EntryReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomArchivesTest {
    private static final UserName DANA = new UserName("dana");
    private static final long DAY = 86_400_000;

    @TempDir
    Path profile;

    private RoomArchive.Bounds bounds = RoomArchive.Bounds.STANDARD;

    private static EntryReader.Said said(long atMs) {
        return said(atMs, 1);
    }

    private static EntryReader.Said said(long atMs, long number) {
        SealedContent content = new SealedContent.Messages(List.of(new SealedContent.Message(
                new MessageId("%032x".formatted(number)),
                MessageBody.of(new ChatText("hello")).saidAt(atMs))));
        return new EntryReader.Said(
                DANA,
                new RoomHeader(
                        RoomHeader.VERSION_2, RoomHeader.KIND_SEALED, RoomId.of(new RoomName("lab")), 1, 7, number),
                content,
                new Link(ShortHash.NONE, new RosterClaim(1, new ShortHash(1, 1))),
                new HistoryEntry(
                        DANA,
                        new PublicKey("dd".repeat(32)),
                        new StreamSalt("0a".repeat(16)),
                        new byte[32],
                        RoomDatagram.of(random(number))));
    }

    /** Does not compress, as what is sealed does not. */
    private static byte[] random(long number) {
        byte[] bytes = new byte[200];
        new Random(number).nextBytes(bytes);
        return bytes;
    }

    private RoomArchives open() {
        return RoomArchives.open(profile, new SecureRandom(), () -> true, () -> bounds);
    }

    private static RoomArchive archive(RoomArchives archives, String room) {
        return archives.archive(room);
    }

    @Test
    void roomWhoseWordsAreAllTooOldIsDroppedAtTheStart() {
        long now = System.currentTimeMillis();
        try (RoomArchives archives = open()) {
            archive(archives, "left").add(said(now - 31 * DAY), now);
            archive(archives, "used").add(said(now - DAY), now);
        }
        try (RoomArchives archives = open()) {
            assertEquals(0, archive(archives, "left").size());
            assertEquals(1, archive(archives, "used").size());
        }
    }

    private void fill(String room, int count) {
        long now = System.currentTimeMillis();
        try (RoomArchives archives = open()) {
            RoomArchive archive = archive(archives, room);
            for (int number = 1; number <= count; number++) {
                archive.add(said(now, number), now);
            }
        }
    }

    @Test
    void forgottenRoomHandsNothingOverAndFetchesNothingAgain() {
        fill("pin dana lab 01", 3);
        fill("pin dana labs 01", 2);
        try (RoomArchives archives = open()) {
            archives.forget("pin dana lab ");
            archives.forget("pin dana lab ");
        }
        try (RoomArchives archives = open()) {
            RoomArchive forgotten = archive(archives, "pin dana lab 01");
            assertEquals(0, forgotten.size());
            assertTrue(forgotten.isUsed());
            assertTrue(forgotten.has(7, 3));
            assertFalse(forgotten.has(7, 4));
            assertEquals(2, archive(archives, "pin dana labs 01").size());
            archives.forget("");
            assertEquals(0, archive(archives, "pin dana labs 01").size());
        }
    }

    @Test
    void whatIsSaidAfterForgettingIsKept() {
        fill("pin dana lab 01", 3);
        long now = System.currentTimeMillis();
        try (RoomArchives archives = open()) {
            RoomArchive archive = archive(archives, "pin dana lab 01");
            archive.forget(now);
            archive.add(said(now, 4), now);
        }
        try (RoomArchives archives = open()) {
            assertEquals(1, archive(archives, "pin dana lab 01").size());
        }
    }

    @Test
    void boundsOfTheSettingsHoldAtOnce() {
        long now = System.currentTimeMillis();
        try (RoomArchives archives = open()) {
            RoomArchive archive = archive(archives, "lab");
            archive.add(said(now - 3 * DAY, 1), now);
            archive.add(said(now, 2), now);
            assertEquals(2, archive.size());
            bounds = new RoomArchive.Bounds(1 << 20, 2 * DAY);
            archive.add(said(now, 3), now);
            assertEquals(2, archive.size());
            bounds = new RoomArchive.Bounds(1, 2 * DAY);
            archive.add(said(now, 4), now);
            assertEquals(1, archive.size());
        }
    }

    @Test
    void damagedFileCostsTheDamagedPart() throws IOException {
        fill("lab", 2_000);
        fill("other", 20);
        Path file = profile.resolve("rooms.mv");
        byte[] whole = Files.readAllBytes(file);
        int damagedOnes = 0;
        for (int part = 1; part < 8; part++) {
            byte[] damaged = whole.clone();
            int at = whole.length / 8 * part;
            Arrays.fill(damaged, at, Math.min(whole.length, at + 20_000), (byte) 0x5a);
            Files.write(file, damaged);
            try (RoomArchives archives = open()) {
                int left = archive(archives, "lab").size();
                assertTrue(left > 1_500, left + " at part " + part);
                damagedOnes += Files.exists(profile.resolve("rooms.mv.damaged")) ? 1 : 0;
                archive(archives, "lab").add(said(System.currentTimeMillis(), 5_000), System.currentTimeMillis());
            }
            try (RoomArchives archives = open()) {
                assertTrue(archive(archives, "lab").has(7, 5_000));
            }
            Files.deleteIfExists(profile.resolve("rooms.mv.damaged"));
        }
        assertTrue(damagedOnes > 0);
    }

    @Test
    void fileOfNothingReadableIsBegunAnew() throws IOException {
        fill("lab", 20);
        Path file = profile.resolve("rooms.mv");
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4_096, bytes.length, (byte) 0x5a);
        Files.write(file, bytes);
        try (RoomArchives archives = open()) {
            assertEquals(0, archive(archives, "lab").size());
        }
        fill("lab", 3);
        try (RoomArchives archives = open()) {
            assertEquals(3, archive(archives, "lab").size());
        }
    }
}
