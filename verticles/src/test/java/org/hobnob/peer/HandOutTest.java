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
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.protocol.handout.Layout;
import org.hobnob.protocol.message.value.GroupAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file for the members of a room goes out by multicast once, and arrives everywhere (SPEC 17). */
@Tag("slow")
class HandOutTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int SIZE = 2_000_003;
    private static final List<String> RECEIVERS = List.of("omar", "nour", "lina");

    @TempDir
    private Path folder;

    private byte[] file() throws IOException {
        byte[] content = new byte[SIZE];
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

    @Test
    void fileForARoomIsSentOnce() throws IOException {
        byte[] content = file();
        try (RoomFixture room = new RoomFixture(folder.resolve("registry"), "dana", "omar", "nour", "lina");
                Wiretap wire = new Wiretap(
                        new GroupAddress(room.group().group(), room.group().port() + 1))) {
            JsonObject sent = room.peer("dana")
                    .ask(
                            Addresses.PEER_FILE,
                            "send",
                            BusPeer.room(RoomFixture.ROOM)
                                    .put("path", folder.resolve("sheet.pdf").toString()));
            assertEquals(3, sent.getJsonArray("offers", new JsonArray()).size(), sent::encode);
            RECEIVERS.forEach(name -> accept(room.peer(name), folder.resolve(name)));
            RECEIVERS.forEach(name -> isThere(folder.resolve(name).resolve("sheet.pdf"), content));
            int pieces = Layout.usual(SIZE).pieces();
            int heard = wire.heard().size();
            assertTrue(heard >= pieces, pieces + " pieces, " + heard + " datagrams");
            assertTrue(heard <= pieces * 1.3, pieces + " pieces, " + heard + " datagrams");
        }
    }
}
