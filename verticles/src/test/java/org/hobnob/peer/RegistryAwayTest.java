package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.peer.chat.DirectChatVerticle;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.store.Session;
import org.hobnob.registry.store.Store;
import org.hobnob.testing.Await;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The registry goes, and comes back at the same ports on the same folder. */
@Tag("slow")
class RegistryAwayTest {
    private static final long LONG_WAIT_MS = 2_000;
    private static final long FIRST_WAIT_MS = 500;

    @TempDir
    Path folder;

    private final ListAppender<ILoggingEvent> keepAlives = new ListAppender<>();
    private final Logger registryLog =
            (Logger) LoggerFactory.getLogger("org.hobnob.registry.keepalive.KeepAliveWatches");
    private Vertx vertx;
    private TestSettings settings;
    private RegistryFixture registry;
    private BusPeer dana;
    private BusPeer omar;

    @BeforeEach
    void start() throws IOException {
        keepAlives.start();
        registryLog.setLevel(Level.DEBUG);
        registryLog.setAdditive(false);
        registryLog.addAppender(keepAlives);
        vertx = Vertx.vertx();
        settings = new TestSettings().fixedPorts();
        registry = RegistryFixture.start(folder, settings);
        dana = BusPeer.online("dana", registry.port());
        omar = BusPeer.online("omar", registry.port());
    }

    @AfterEach
    void stop() {
        dana.stop();
        omar.stop();
        registry.close();
        Await.await(vertx.close());
        registryLog.detachAppender(keepAlives);
        registryLog.setAdditive(true);
        registryLog.setLevel(null);
    }

    private void takeDown() {
        registry.stop();
        dana.console().see("state", "state", "retrying", "detail", "shutdown");
        omar.console().see("state", "state", "retrying", "detail", "shutdown");
    }

    private void bringBack() {
        registry.start(settings);
    }

    private void bothInRoom() {
        dana.create("lab3");
        omar.join("lab3");
        dana.console().see("reach", "user", "omar");
        omar.console().see("reach", "user", "dana");
    }

    @Test
    void chatsAndRoomsGoOnWhileTheRegistryIsAway() {
        bothInRoom();
        dana.message("omar", "before");
        takeDown();
        dana.message("omar", "over the open line");
        omar.console().see("direct", "text", "over the open line");
        // Omar opens his line only now, to where Dana was when the registry last told.
        omar.message("dana", "over a new line");
        dana.console().see("direct", "text", "over a new line");
        assertEquals(
                1, dana.sayToAll("lab3", "still here").getJsonArray("confirmed").size());
        omar.console().see("room-text", "text", "still here");
        assertEquals(Reason.UNAVAILABLE, dana.refusal(Addresses.PEER_REGISTRY, "rooms", new JsonObject()));
    }

    @Test
    void allIsAsItWasWhenTheRegistryIsBack() {
        bothInRoom();
        takeDown();
        bringBack();
        dana.console().see("state", "state", "resumed");
        omar.console().see("state", "state", "resumed");
        Awaitility.await().until(() -> membersOf("lab3").equals(List.of("dana", "omar")));
        assertEquals(
                1, dana.sayToAll("lab3", "back again").getJsonArray("confirmed").size());
        omar.console().see("room-text", "text", "back again");
        dana.message("omar", "and here");
        omar.console().see("direct", "text", "and here");
        assertEquals(0, dana.console().count("room-lost"));
        assertEquals(1, dana.console().count("state", "state", "resumed"));
        long before = keepAlivesOf("dana");
        Awaitility.await().until(() -> keepAlivesOf("dana") >= before + 3);
    }

    private long keepAlivesOf(String user) {
        // Appending holds the appender's lock.
        synchronized (keepAlives) {
            return keepAlives.list.stream()
                    .filter(event -> event.getFormattedMessage().equals("keep-alive of " + user))
                    .count();
        }
    }

    private List<String> membersOf(String room) {
        return dana.ask(Addresses.PEER_REGISTRY, "members", BusPeer.room(room)).getJsonArray("members").stream()
                .map(member -> ((JsonObject) member).getString("user"))
                .sorted()
                .toList();
    }

    @Test
    void refusedTokenEndsTheSession() throws IOException {
        bothInRoom();
        takeDown();
        // Other accounts, other keys for tokens, the same identity: a registry that does not know the session.
        forgetTokens();
        bringBack();
        dana.console().see("state", "state", "ended", "detail", "token-refused");
        assertEquals(
                Reason.NOT_A_MEMBER,
                dana.refusal(Addresses.PEER_ROOM, "say", BusPeer.room("lab3").put("text", "hello")));
        assertEquals("dana", dana.login().getString("user"));
        assertEquals("lab3", dana.join("lab3").getString("room"));
    }

    @Test
    void aLoginAfterTheDropConnectsByItself() {
        BusPeer nour = BusPeer.connected("nour", registry.port(), DirectChatVerticle.Bounds.DEFAULT);
        try {
            nour.ask(Addresses.PEER_REGISTRY, "register", nour.account());
            takeDown();
            nour.console().see("state", "state", "offline");
            bringBack();
            assertEquals("nour", nour.login().getString("user"));
        } finally {
            nour.stop();
        }
    }

    @Test
    void loginAndResumptionDoNotInterfere() {
        bothInRoom();
        takeDown();
        bringBack();
        Future<JsonObject> login = dana.asking(Addresses.PEER_REGISTRY, "login", dana.account());
        // Whichever came first: refused is a login only where the resumption was through.
        Future<?> either = login.recover(cause -> ((RefusalException) cause).reason() == Reason.ALREADY_LOGGED_IN
                ? Future.succeededFuture()
                : Future.failedFuture(cause));
        Await.await(either);
        omar.console().see("state", "state", "resumed");
        assertEquals(
                1,
                dana.sayToAll("lab3", "one of the two")
                        .getJsonArray("confirmed")
                        .size());
        omar.console().see("room-text", "text", "one of the two");
    }

    @Test
    void aWaitIsCutShortAndTheNextOneIsAShortOne() {
        takeDown();
        // Waits of this length come only after several failures.
        Awaitility.await()
                .until(() -> dana.console().told("state").anyMatch(state -> state.getLong("retryMs") > LONG_WAIT_MS));
        dana.console().clear();
        assertTrue(retried().getBoolean("trying"));
        dana.console().see("state", "state", "retrying");
        assertTrue(dana.console().told("state").allMatch(state -> state.getLong("retryMs") <= FIRST_WAIT_MS));
        bringBack();
        dana.console().see("state", "state", "resumed");
        assertFalse(retried().getBoolean("trying"));
        assertEquals("dana", dana.contactOf("dana").getString("user"));
    }

    @Test
    void tryingAtOnceBringsBackAtOnce() {
        takeDown();
        bringBack();
        retried();
        dana.console().see("state", "state", "resumed");
        assertEquals(1, dana.console().count("state", "state", "resumed"));
        assertEquals(0, dana.console().count("state", "state", "ended"));
    }

    @Test
    void retryNeedsALogin() {
        dana.ask(Addresses.PEER_REGISTRY, "logout", new JsonObject());
        assertEquals(Reason.NOT_LOGGED_IN, dana.refusal(Addresses.PEER_REGISTRY, "retry", new JsonObject()));
    }

    private JsonObject retried() {
        return dana.ask(Addresses.PEER_REGISTRY, "retry", new JsonObject());
    }

    @Test
    void aRoomThatIsGoneMeanwhileIsLostAndSaidToBe() throws IOException {
        bothInRoom();
        takeDown();
        allRoomsEnd(store -> Future.succeededFuture());
        bringBack();
        dana.console().see("room-lost", "room", "lab3", "reason", "no-such-room");
        assertEquals("lab3", dana.create("lab3").getString("room"));
    }

    @Test
    void openRoomDoesNotReplaceASealedOne() throws IOException {
        bothInRoom();
        int port = dana.join("lab3").getInteger("port");
        takeDown();
        allRoomsEnd(store -> store.rooms()
                .insert(Room.create(
                        new RoomName("lab3"),
                        RoomKind.OPEN,
                        Title.NONE,
                        9,
                        Optional.empty(),
                        port,
                        new Room.Place(new UserName("mallory"), SessionId.ofBits(1)))));
        bringBack();
        dana.console().see("room-lost", "room", "lab3", "reason", "other-kind");
        omar.console().see("room-lost", "room", "lab3", "reason", "other-kind");
        assertEquals(
                Reason.NOT_A_MEMBER,
                dana.refusal(Addresses.PEER_ROOM, "say", BusPeer.room("lab3").put("text", "a secret")));
        Awaitility.await().until(() -> membersOf("lab3").equals(List.of("mallory")));
    }

    private void allRoomsEnd(Function<Store, Future<?>> then) throws IOException {
        TestSettings withoutGrace = new TestSettings().graceMs(0);
        RegistryFixture elsewhere = RegistryFixture.start(folder, withoutGrace);
        Awaitility.await()
                .until(() -> Await.await(elsewhere.store().rooms().page(Optional.empty(), 1_000))
                        .isEmpty());
        Await.await(then.apply(elsewhere.store()));
        elsewhere.close();
    }

    @Test
    void aSessionThatTimedOutComesBackByItself() {
        endSessionOf("dana", "timeout");
        dana.console().see("state", "state", "retrying", "detail", "timeout");
        dana.console().see("state", "state", "resumed");
        assertEquals(0, dana.console().count("state", "state", "ended"));
        assertEquals("omar", dana.contactOf("omar").getString("user"));
    }

    @Test
    void aSessionThatWasTakenOverDoesNotComeBack() {
        bothInRoom();
        endSessionOf("dana", "taken-over");
        dana.console().see("state", "state", "ended", "detail", "taken-over");
        dana.console().see("state", "state", "offline");
        assertEquals(Reason.NOT_LOGGED_IN, dana.refusal(Addresses.PEER_REGISTRY, "rooms", new JsonObject()));
        assertEquals(0, dana.console().count("state", "state", "retrying"));
    }

    @Test
    void bannedUserIsToldUntilWhenAndDoesNotResume() {
        endSessionOf("dana", "banned", new JsonObject().put("words", "be kind").put("until", 1_800_000_000_000L));
        dana.console().see("state", "state", "ended", "detail", "banned");
        dana.console().see("session-ended", "reason", "be kind", "until", "1800000000000");
        assertEquals(Reason.NOT_LOGGED_IN, dana.refusal(Addresses.PEER_REGISTRY, "rooms", new JsonObject()));
        assertEquals(0, dana.console().count("state", "state", "retrying"));
    }

    @Test
    void statusIsSaidAgainAfterAResumption() {
        dana.ask(
                Addresses.PEER_REGISTRY,
                "status",
                new JsonObject().put("away", true).put("text", "at lunch"));
        takeDown();
        bringBack();
        dana.console().see("state", "state", "resumed");
        omar.console().see("state", "state", "resumed");
        Awaitility.await()
                .untilAsserted(() -> assertEquals(
                        "away:YXQgbHVuY2g",
                        omar.ask(Addresses.PEER_REGISTRY, "search", BusPeer.user("dana"))
                                .getString("status")));
    }

    @Test
    void announcementReachesTheConsole() {
        toTheNodeOf(
                "dana", "announce", new JsonObject().put("text", "back at noon").put("by", "the staff"));
        dana.console().see("announcement", "text", "back at noon", "by", "the staff");
        omar.console().see("announcement", "text", "back at noon");
    }

    private void endSessionOf(String user, String reason) {
        endSessionOf(user, reason, new JsonObject());
    }

    private void endSessionOf(String user, String reason, JsonObject more) {
        Session session = Await.await(registry.store().sessions().find(new UserName(user)))
                .orElseThrow();
        JsonObject body =
                new JsonObject().put("session", session.session().hex()).put("reason", reason);
        toTheNodeOf(user, "close", body.mergeIn(more));
    }

    private void toTheNodeOf(String user, String action, JsonObject body) {
        Session session = Await.await(registry.store().sessions().find(new UserName(user)))
                .orElseThrow();
        new Bus(registry.vertx()).send(Addresses.node(session.node()), action, body);
    }

    private void forgetTokens() throws IOException {
        Path secrets = folder.resolve("secrets");
        String text = Files.readString(secrets);
        Files.writeString(secrets, text.replaceFirst("(?m)^(token[^=:]*[=:]\\s*)\\S{8}", "$1AAAAAAAA"));
    }
}
