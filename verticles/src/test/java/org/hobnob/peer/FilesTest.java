package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.hobnob.bus.Addresses;
import org.hobnob.testing.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files between two programs: offers over their lines, bytes over connections of their own (SPEC 16). */
@Tag("slow")
class FilesTest extends TwoPeers {
    @TempDir
    private Path files;

    private byte[] content;
    private Path sheet;

    @BeforeEach
    void write() throws IOException {
        content = new byte[700_001];
        new Random(5).nextBytes(content);
        sheet = Files.write(files.resolve("work sheet.pdf"), content);
    }

    private static JsonObject file(BusPeer peer, String action, JsonObject body) {
        return peer.ask(Addresses.PEER_FILE, action, body);
    }

    private JsonObject danaSends() {
        return file(dana, "send", new JsonObject().put("user", "omar").put("path", sheet.toString()));
    }

    private static JsonArray list(BusPeer peer) {
        return file(peer, "list", new JsonObject()).getJsonArray("files");
    }

    private JsonObject omarAccepts() {
        int number = list(omar).getJsonObject(0).getInteger("number");
        JsonObject body = new JsonObject()
                .put("number", number)
                .put("folder", files.resolve("down").toString());
        return file(omar, "accept", body);
    }

    @Test
    void acceptedFileArrivesWholeAndBothAreTold() throws IOException {
        assertEquals(new JsonArray(), danaSends().getJsonArray("away"));
        omar.console().see("file", "user", "dana", "state", "offered", "own", "false", "name", "work sheet.pdf");
        assertFalse(Files.exists(files.resolve("down")), "nothing comes before it is accepted");
        String path = omarAccepts().getString("path");
        omar.console().see("file", "state", "done", "path", path);
        dana.console().see("file", "state", "done", "own", "true");
        assertArrayEquals(content, Files.readAllBytes(Path.of(path)));
        assertEquals(new JsonArray(), list(dana));
        assertEquals(new JsonArray(), list(omar));
    }

    @Test
    void fileThatIsAcceptedTwiceAtOnceTakesOneName() throws IOException {
        danaSends();
        omar.console().see("file", "state", "offered", "own", "false");
        JsonObject body = new JsonObject()
                .put("number", 1)
                .put("folder", files.resolve("down").toString());
        Future<JsonObject> first = omar.asking(Addresses.PEER_FILE, "accept", body.copy());
        Future<JsonObject> second = omar.asking(Addresses.PEER_FILE, "accept", body.copy());
        String path = Await.await(first).getString("path");
        Await.await(second);
        omar.console().see("file", "state", "done");
        try (var there = Files.list(files.resolve("down"))) {
            assertEquals(List.of(Path.of(path)), there.toList());
        }
    }

    @Test
    void refusalIsTold() {
        danaSends();
        omar.console().see("file", "state", "offered", "own", "false");
        file(omar, "drop", new JsonObject().put("number", 1));
        dana.console().see("file", "state", "refused");
    }

    @Test
    void offerToSomebodyAwayOutlastsBothPrograms() throws IOException {
        omar.quit();
        assertEquals(new JsonArray().add("omar"), danaSends().getJsonArray("away"));
        dana.quit();
        dana = dana.again(registry.port());
        omar = omar.again(registry.port());
        omar.console().see("file", "state", "offered", "own", "false");
        String path = omarAccepts().getString("path");
        omar.console().see("file", "state", "done");
        assertArrayEquals(content, Files.readAllBytes(Path.of(path)));
    }

    @Test
    void fileChangedSinceTheOfferEndsForBoth() throws IOException {
        danaSends();
        omar.console().see("file", "state", "offered", "own", "false");
        Files.write(sheet, new byte[10]);
        omarAccepts();
        omar.console().see("file", "state", "failed", "why", "changed");
        dana.console().see("file", "state", "failed", "why", "changed");
        try (var left = Files.list(files.resolve("down"))) {
            assertEquals(0, left.count(), "nothing of it stays");
        }
    }

    @Test
    void whatIsNoFileIsRefusedAtOnce() {
        sheet = files;
        assertEquals("folder", danaSends().getString("refused"));
        sheet = files.resolve("nothing");
        assertEquals("no-file", danaSends().getString("refused"));
        sheet = Path.of("/dev/null");
        assertEquals("special", danaSends().getString("refused"));
        assertTrue(list(dana).isEmpty());
    }
}
