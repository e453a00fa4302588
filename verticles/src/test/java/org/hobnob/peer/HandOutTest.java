package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.protocol.handout.Layout;
import org.hobnob.protocol.handout.Piece;
import org.hobnob.protocol.handout.PieceSeal;
import org.hobnob.protocol.message.value.GroupAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A file for the members of a room goes out by multicast once, and arrives everywhere (SPEC 17). */
@Tag("slow")
class HandOutTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int SIZE = 2_000_003;
    private static final List<String> RECEIVERS = List.of("omar", "nour", "lina");

    @TempDir
    private Path folder;

    private byte[] file(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(1).nextBytes(content);
        Files.write(folder.resolve("sheet.pdf"), content);
        return content;
    }

    private static void accept(BusPeer receiver, Path into) {
        JsonObject offer = receiver.console().see("file", "state", "offered");
        receiver.ask(
                Addresses.PEER_FILE,
                "accept",
                new JsonObject().put("number", offer.getInteger("number")).put("folder", into.toString()));
    }

    private static void isThere(Path file, byte[] content) {
        Awaitility.await(file.toString()).atMost(PATIENCE).until(() -> Files.exists(file));
        Awaitility.await(file.toString())
                .atMost(PATIENCE)
                .untilAsserted(() -> assertArrayEquals(content, Files.readAllBytes(file)));
    }

    private RoomFixture room() {
        return new RoomFixture(folder.resolve("registry"), "dana", "omar", "nour", "lina");
    }

    private static Wiretap tap(RoomFixture room) {
        return new Wiretap(new GroupAddress(room.group().group(), room.group().port() + 1));
    }

    private void send(RoomFixture room) {
        JsonObject body = BusPeer.room(RoomFixture.ROOM)
                .put("path", folder.resolve("sheet.pdf").toString());
        JsonObject sent = room.peer("dana").ask(Addresses.PEER_FILE, "send", body);
        assertEquals(3, sent.getJsonArray("offers", new JsonArray()).size(), sent::encode);
    }

    @Test
    void fileForARoomIsSentOnce() throws IOException {
        byte[] content = file(SIZE);
        try (RoomFixture room = room();
                Wiretap wire = tap(room)) {
            send(room);
            RECEIVERS.forEach(name -> accept(room.peer(name), folder.resolve(name)));
            RECEIVERS.forEach(name -> isThere(folder.resolve(name).resolve("sheet.pdf"), content));
            int pieces = Layout.usual(SIZE).pieces();
            int heard = wire.heard().size();
            assertTrue(heard >= pieces, pieces + " pieces, " + heard + " datagrams");
            assertTrue(heard <= pieces * 1.3, pieces + " pieces, " + heard + " datagrams");
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "hobnob.faults.figures", matches = "true")
    void twoWhoAcceptFetchTheFile() throws IOException {
        byte[] content = file(SIZE);
        try (RoomFixture room = room();
                Wiretap wire = tap(room)) {
            send(room);
            List<String> two = RECEIVERS.subList(0, 2);
            two.forEach(name -> accept(room.peer(name), folder.resolve(name)));
            two.forEach(name -> isThere(folder.resolve(name).resolve("sheet.pdf"), content));
            assertEquals(0, wire.heard().size());
        }
    }

    /** Lina takes the key, and nothing else; her pieces come first. */
    @Test
    @EnabledIfSystemProperty(named = "hobnob.faults.figures", matches = "true")
    void piecesThatAMemberForgesAreFoundOut() throws IOException {
        byte[] content = file(SIZE);
        try (RoomFixture room = room();
                Wiretap wire = tap(room);
                Stranger lina = room.knock("lina", "dana")) {
            send(room);
            String id =
                    room.peer("lina").console().see("file", "state", "offered").getString("id");
            List<String> honest = RECEIVERS.subList(0, 2);
            honest.forEach(name -> accept(room.peer(name), folder.resolve(name)));
            String answer =
                    lina.say("@1 ASK_HAND_OUT lina dana id=" + id + "\n").hear();
            PieceSeal seal = new PieceSeal(
                    HexFormat.fromHexDigitsToLong(param(answer, "number")),
                    HexFormat.of().parseHex(param(answer, "key")));
            byte[] forged = seal.seal(new Piece(1, 0, 0, new byte[Piece.MAX_CONTENT_BYTES]));
            Awaitility.await("the hand-out begins").atMost(PATIENCE).until(() -> {
                wire.send(forged);
                return wire.heard().stream().anyMatch(datagram -> !Arrays.equals(datagram, forged));
            });
            honest.forEach(name -> isThere(folder.resolve(name).resolve("sheet.pdf"), content));
        }
    }

    private static String param(String line, String key) {
        return Arrays.stream(line.split(" "))
                .filter(word -> word.startsWith(key + "="))
                .map(word -> word.substring(key.length() + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(line));
    }

    @Test
    @EnabledIfSystemProperty(named = "hobnob.faults.figures", matches = "true")
    void whatASenderBeganThatVanishedIsFetchedWhenItIsBack() throws IOException {
        byte[] content = file(10 * SIZE);
        try (RoomFixture room = room();
                Wiretap wire = tap(room)) {
            send(room);
            RECEIVERS.forEach(name -> accept(room.peer(name), folder.resolve(name)));
            Awaitility.await("the hand-out begins")
                    .atMost(PATIENCE)
                    .until(() -> wire.heard().size() > 200);
            room.peer("dana").quit();
            RECEIVERS.forEach(name ->
                    assertTrue(Files.notExists(folder.resolve(name).resolve("sheet.pdf")), name + " has it already"));
            room.again("dana");
            RECEIVERS.forEach(name -> isThere(folder.resolve(name).resolve("sheet.pdf"), content));
        }
    }
}
