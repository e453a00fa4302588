package org.hobnob.peer.history;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.peer.profile.Profile;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.peer.settings.PeerValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryVerticleTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-05T12:00:00Z"), ZoneOffset.UTC);
    private static final String PIN = "a1b2c3d4e5f60718".repeat(4);

    @TempDir
    Path folder;

    private final List<String> console = new CopyOnWriteArrayList<>();
    private final PeerValues settings = PeerValues.defaults();
    private Vertx vertx;
    private Bus bus;
    private Recorder recorder;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        bus = new Bus(vertx);
        recorder = new Recorder(bus);
        await(bus.hear(Addresses.PEER_CONSOLE, Map.of("history", json -> console.add(json.encode()))));
        Profile profile = Profile.open(folder, new SecureRandom());
        await(vertx.deployVerticle(
                new HistoryVerticle(profile, settings, NOON),
                new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));
        await(ask("online", new JsonObject().put("user", "dana").put("pin", PIN)));
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    private void restart() {
        stop();
        start();
    }

    private Future<JsonObject> ask(String action, JsonObject body) {
        return bus.request(Addresses.PEER_HISTORY, action, body, 40_000);
    }

    private static JsonObject json(String json) {
        return new JsonObject(json.replace('\'', '"'));
    }

    private JsonObject asked(String action, String body) {
        return await(ask(action, json(body)));
    }

    private List<String> texts(String conversation) {
        return texts(asked("lines", "{'conversation':'" + conversation + "'}"));
    }

    private static List<String> texts(JsonObject answer) {
        return answer.getJsonArray("lines", new JsonArray()).stream()
                .map(line -> ((JsonObject) line).getString("text"))
                .toList();
    }

    private void hears(String text) {
        recorder.shown(
                "direct",
                json("{'user':'omar','path':'tcp','verified':true}")
                        .put("text", text)
                        .put("id", "0" + text.length()),
                false);
    }

    private void says(String text, JsonObject outcome) {
        recorder.asked(
                Addresses.PEER_CHAT,
                "message",
                new JsonObject().put("user", "omar").put("text", text),
                Future.succeededFuture(outcome));
    }

    @Test
    void conversationIsThereAfterARestart() {
        hears("are you there?");
        says("yes", json("{'state':'queued','id':'0b'}"));
        restart();
        assertEquals(List.of("are you there?", "yes"), texts("@omar"));
        JsonObject own = asked("lines", "{'conversation':'@OMAR','most':1}")
                .getJsonArray("lines")
                .getJsonObject(0);
        assertEquals("queued", own.getString("state"));
        assertTrue(own.getBoolean("own"));
        recorder.shown("delivered", json("{'user':'omar','id':'0b','left':0}"), false);
        own = asked("lines", "{'conversation':'@omar','most':1}")
                .getJsonArray("lines")
                .getJsonObject(0);
        assertEquals("delivered", own.getString("state"));
    }

    @Test
    void openedConversationShowsEarlierSessionsAndWhatIsNew() {
        hears("one");
        says("two", json("{'state':'delivered','id':'0b'}"));
        hears("three!");
        restart();
        hears("of this session");
        JsonObject opened = asked("open", "{'conversation':'@omar'}");
        assertEquals(List.of("one", "two", "three!"), texts(opened));
        JsonArray lines = opened.getJsonArray("lines");
        assertEquals(lines.getJsonObject(1).getLong("line"), opened.getLong("seen"));
        assertEquals(NOON.millis(), opened.getLong("seenAt"));
        restart();
        opened = asked("open", "{'conversation':'@omar'}");
        assertEquals(opened.getJsonArray("lines").getJsonObject(3).getLong("line"), opened.getLong("seen"));
    }

    @Test
    void chatsStayOpenUntilTheyAreClosed() {
        hears("one");
        restart();
        assertTrue(asked("talks", "{}").getJsonArray("talks").getJsonObject(0).getBoolean("open"));
        recorder.asked(Addresses.PEER_CHAT, "end", json("{'user':'omar'}"), Future.succeededFuture());
        assertFalse(asked("talks", "{}").getJsonArray("talks").getJsonObject(0).getBoolean("open"));
    }

    @Test
    void nothingIsKeptWhileHistoryIsOff() {
        settings.set(PeerKey.HISTORY, Optional.of("off"));
        hears("secret");
        asked("talks", "{}");
        settings.set(PeerKey.HISTORY, Optional.of("on"));
        hears("kept");
        assertEquals(List.of("kept"), texts("@omar"));
    }

    @Test
    void profileThatNeverKeptAnythingHasNoFiles() {
        stop();
        settings.set(PeerKey.HISTORY, Optional.of("off"));
        folder = folder.resolve("other");
        start();
        hears("secret");
        String trouble = asked("search", "{'words':'secret'}").getString("trouble");
        assertTrue(trouble.contains("/set history on"), trouble);
        assertFalse(Files.exists(folder.resolve("history")));
        assertFalse(Files.exists(folder.resolve("history.key")));
    }

    @Test
    void historyOfAnotherKeyIsRefusedAndToldAndLeftAlone() throws IOException {
        hears("one");
        stop();
        Path key = folder.resolve("history.key");
        String own = Files.readString(key);
        Files.writeString(key, own.replaceFirst("key ....", "key AAAA"));
        start();
        String trouble = asked("lines", "{'conversation':'@omar'}").getString("trouble");
        assertTrue(trouble.contains("another key"), trouble);
        hears("two");
        asked("talks", "{}");
        assertEquals(1, console.size(), console.toString());
        Files.writeString(key, own);
        restart();
        assertEquals(List.of("one"), texts("@omar"));
    }

    @Test
    void exportWritesTextOrJsonAndReplacesNothing() throws IOException {
        hears("one\u001b[31m");
        says("two", json("{'state':'delivered','id':'0b'}"));
        Path text = folder.resolve("all.txt");
        assertEquals(2, asked("export", "{'file':'" + text + "'}").getInteger("count"));
        String first = Files.readAllLines(text).get(0);
        assertTrue(first.startsWith("2026-01-05 12:00:00  @omar  omar: one"), first);
        assertFalse(first.contains("\u001b"));
        String trouble = asked("export", "{'file':'" + text + "'}").getString("trouble");
        assertTrue(trouble.contains("exists already"), trouble);
        Path lines = folder.resolve("omar.jsonl");
        asked("export", "{'file':'" + lines + "','conversation':'@omar'}");
        assertEquals("two", new JsonObject(Files.readAllLines(lines).get(1)).getString("text"));
    }

    @Test
    void forgottenConversationIsGoneAndTheNextLineIsKept() {
        hears("one");
        recorder.shown("room-text", json("{'room':'lab','user':'omar','text':'stays','id':'0c'}"), true);
        assertEquals(1, asked("forget", "{'conversation':'@omar'}").getInteger("count"));
        assertEquals(List.of(), texts("@omar"));
        hears("two!");
        restart();
        assertEquals(List.of("two!"), texts("@omar"));
        assertEquals(List.of("stays"), texts("#lab"));
        assertEquals(2, asked("forget", "{}").getInteger("count"));
        assertEquals(List.of(), texts("#lab"));
    }

    @Test
    void hitsOfOtherAccountsSaySo() {
        hears("needle");
        await(ask("online", new JsonObject().put("user", "dana").put("pin", "ffff".repeat(16))));
        JsonObject hit =
                asked("search", "{'words':'needle'}").getJsonArray("hits").getJsonObject(0);
        assertTrue(hit.getBoolean("elsewhere"));
        assertEquals(List.of(), texts("@omar"));
    }
}
