package org.hobnob.registry;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.hobnob.testing.RegistryFixture.WRONG;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.store.Session;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.registry.store.embedded.StoreRefusedException;
import org.hobnob.testing.Await;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.OriginalClient;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two registries on one store, each with a link of its own to it and a bus of its own: neither hears the other. */
@Tag("slow")
class SeveralRegistriesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String UNAVAILABLE = " <UNAVAILABLE> <503> reason=unavailable";

    @TempDir
    Path folder;

    private EmbeddedStore store;
    private RegistryFixture here;
    private RegistryFixture there;

    @BeforeEach
    void start() throws StoreRefusedException {
        store = EmbeddedStore.open(folder, "127.0.0.1", 0);
        here = RegistryFixture.sharing(store, folder);
        there = RegistryFixture.sharing(store, folder);
    }

    @AfterEach
    void stop() {
        here.close();
        there.close();
        store.close();
    }

    private static void until(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(condition);
    }

    @Test
    void registryThatIsCutOffIsMuteAndTakenOver() {
        String dana = name("dana");
        NativeClient old = here.newUser(dana);
        NativeClient other = there.newUser(name("omar"));
        here.link().freeze();
        until(() -> old.notice().startsWith("MOVE_ON within="));
        assertEquals("CREATION" + UNAVAILABLE, old.ask("CREATE_CHAT_ROOM " + name("room") + " - 0 \\z"));
        assertEquals("LOGOUT" + UNAVAILABLE, old.ask("LOGOUT"));
        assertEquals("REGISTER" + UNAVAILABLE, here.connect().ask("REGISTER " + name("fay") + " " + PASSWORD));
        assertEquals("PONG <SUCCESS> <200>", old.ask("PING"), "its connections stay");
        NativeClient again = there.connect();
        long frozenNs = System.nanoTime();
        until(() -> again.ask("LOGIN " + dana + " " + PASSWORD).startsWith("AUTH <SUCCESS>"));
        System.out.println("taken over " + (System.nanoTime() - frozenNs) / 1_000_000 + " ms after it was mute");
        assertTrue(other.ask("SEARCH_USER " + dana).startsWith("SEARCH_USER_RESPONSE <SUCCESS>"));
        here.link().mend();
        // By what it notices first: that it was given up, or that the user is elsewhere.
        assertTrue(old.notice().startsWith("SESSION_ENDED "));
        old.awaitClosed();
        // It serves again, and does not undo what was done meanwhile.
        NativeClient late = here.connect();
        until(() -> late.ask("LOGIN " + dana + " " + PASSWORD).equals("AUTH <ONLINE> <300> reason=already-online"));
        assertTrue(again.ask("CREATE_CHAT_ROOM " + name("room") + " - 0 \\z").startsWith("CREATION <SUCCESS>"));
        here.newUser(name("kofi"));
    }

    @Test
    void nothingIsAcknowledgedBetweenPauseAndRenewal() {
        NativeClient client = here.newUser(name("dana"));
        String room = name("room");
        here.link().hold();
        Future<String> begun = client.asking("CREATE_CHAT_ROOM " + room + " - 0 \\z");
        here.clock().addAndGet(Duration.ofSeconds(20).toNanos());
        here.link().release();
        assertEquals("CREATION" + UNAVAILABLE, await(begun));
        until(() -> client.ask("JOIN_CHAT_ROOM " + room + " - 1").startsWith("JOIN <"));
    }

    @Test
    void oneOfTwoConcurrentLoginsSucceeds() {
        List<String> users = IntStream.range(0, 10).mapToObj(i -> name("user")).toList();
        users.forEach(user -> here.connect().ask("REGISTER " + user + " " + PASSWORD));
        List<Future<String>> replies = users.stream()
                .flatMap(user -> Stream.of(here, there, here, there)
                        .map(registry -> registry.connect().asking("LOGIN " + user + " " + PASSWORD)))
                .toList();
        assertEquals(
                users.size(),
                replies.stream()
                        .map(Await::await)
                        .filter(reply -> reply.startsWith("AUTH <SUCCESS>"))
                        .count());
    }

    @Test
    void concurrentCreationsOfOneNameMakeOne() {
        List<NativeClient> clients = List.of(here.newUser(name("dana")), there.newUser(name("omar")));
        for (int i = 0; i < 10; i++) {
            String same = name("same");
            for (String command :
                    List.of("CREATE_CHAT_ROOM " + same + " - 0 \\z", "REGISTER " + same + " " + PASSWORD)) {
                List<Future<String>> replies =
                        clients.stream().map(client -> client.asking(command)).toList();
                assertEquals(
                        1,
                        replies.stream()
                                .map(Await::await)
                                .filter(reply -> reply.contains(" <SUCCESS> <200>"))
                                .count());
            }
        }
    }

    /** The other one has not looked since: what it does not know yet is not dead. */
    @Test
    void loginAtANewRegistryIsNotTakenForADeadOnes() {
        String dana = name("dana");
        try (RegistryFixture fresh = RegistryFixture.sharing(store, folder)) {
            fresh.newUser(dana);
            assertEquals(
                    "AUTH <ONLINE> <300> reason=already-online", here.connect().ask("LOGIN " + dana + " " + PASSWORD));
        }
    }

    @Test
    void userTakenOverElsewhereCannotChangeAnythingHere() {
        NativeClient old = here.newUser(name("dana"));
        resumed(old, there);
        // The registries do not hear each other, and the store is read again after some seconds only.
        assertEquals(
                "CREATION <FAILURE> <404> reason=not-logged-in",
                old.ask("CREATE_CHAT_ROOM " + name("room") + " - 0 \\z"));
    }

    /** Neither hears the other's news: what it remembers comes from the store. */
    @Test
    void usersOfAnotherRegistryAreListedWhileOnline() {
        String dana = name("dana");
        NativeClient watcher = there.newUser(name("omar"));
        NativeClient client = here.newUser(dana);
        until(() -> watcher.ask("DISCOVER_PEERS DETAILED").contains(dana + " "));
        client.ask("LOGOUT");
        until(() -> !watcher.ask("DISCOVER_PEERS DETAILED").contains(dana + " "));
    }

    @Test
    void resumptionElsewhereIsNoticedWithoutNews() {
        NativeClient old = here.newUser(name("dana"));
        resumed(old, there);
        assertEquals("SESSION_ENDED taken-over", old.notice());
        old.awaitClosed();
    }

    @Test
    void logoutElsewhereClosesTheOldConnectionWithoutNews() {
        NativeClient old = here.newUser(name("dana"));
        NativeClient moved = resumed(old, there);
        assertEquals("LOGOUT <SUCCESS> <200>", moved.ask("LOGOUT"));
        assertTrue(old.notice().startsWith("SESSION_ENDED "));
        old.awaitClosed();
    }

    /** Its registry is gone with its document; the row that it left behind is not read before the next search. */
    @Test
    void sessionOfARegistryWithoutDocumentDoesNotCount() {
        String dana = name("dana");
        there.connect().ask("REGISTER " + dana + " " + PASSWORD);
        NativeClient asker = here.newUser(name("omar"));
        Contact contact =
                new Contact(new UserName(dana), "127.0.0.1", 0, 0, DialectName.NATIVE, Optional.empty(), List.of());
        await(there.store().sessions().insert(new Session(contact, "0123456789abcdef", SessionId.ofBits(7), 1)));
        assertEquals("SEARCH_USER_RESPONSE <NOT_ONLINE> <300> reason=not-online", asker.ask("SEARCH_USER " + dana));
        assertTrue(there.connect().ask("LOGIN " + dana + " " + PASSWORD).startsWith("AUTH <SUCCESS>"));
    }

    @Test
    void peersAreToldTheRegistriesAndTheirChanges() {
        NativeClient client = here.newUser(name("dana"));
        until(() -> client.registries().contains(":" + here.port())
                && client.registries().contains(":" + there.port()));
        await(there.registry().drain());
        until(() -> !client.registries().contains(":" + there.port()));
        assertEquals("AUTH" + UNAVAILABLE, there.connect().ask("LOGIN " + name("x") + " " + PASSWORD));
    }

    @Test
    void drainWaitsUntilPeersHaveMoved() {
        NativeClient client = here.newUser(name("dana"));
        String room = name("room");
        client.ask("CREATE_CHAT_ROOM " + room + " - 0 \\z");
        until(() -> client.registries().contains(":" + there.port()));
        Future<Void> drained = here.registry().drain();
        until(() -> client.notice().startsWith("MOVE_ON within="));
        assertFalse(drained.isComplete());
        NativeClient moved = resumed(client, there);
        await(drained);
        assertTrue(moved.ask("DISCOVER_PEERS " + room).startsWith("PEER_LIST <SUCCESS>"));
        assertTrue(moved.ask("JOIN_CHAT_ROOM " + room + " - 1").startsWith("JOIN <SUCCESS>"));
    }

    /** Registries remember for hours with what original clients logged in. */
    @Test
    void passwordOfADeletedAccountOpensItsNamesakeNowhere() {
        String emil = name("emil");
        OriginalClient old = there.originalUser(emil);
        old.ask("LOGOUT " + emil);
        JsonObject delete = new JsonObject().put("by", "(owner)").put("args", new JsonObject().put("user", emil));
        await(new Bus(here.vertx()).request(Addresses.ADMIN, "user.delete", delete, Bus.HASH_TIMEOUT_MS));
        assertTrue(here.connect().ask("REGISTER " + emil + " " + WRONG).startsWith("REGISTER <SUCCESS>"));
        assertFalse(there.original().ask("LOGIN " + emil + " " + PASSWORD).contains("SUCCESS"));
    }

    /** Two registries that are drained at once have nowhere to send their peers; the next one takes them. */
    @Test
    void drainBeginsAsSoonAsThereIsSomewhereToGo() {
        NativeClient client = here.newUser(name("dana"));
        until(() -> client.registries().contains(":" + there.port()));
        await(there.registry().drain());
        until(() -> !client.registries().contains(":" + there.port()));
        await(here.registry().drain());
        assertFalse(here.registry().vitals().isLeaving(), "there is no other one");
        try (RegistryFixture fresh = RegistryFixture.sharing(store, folder)) {
            until(() -> here.registry().vitals().isLeaving());
            assertTrue(client.notice().startsWith("MOVE_ON within="));
            fresh.newUser(name("omar"));
        }
    }

    private static String placeIn(String room, NativeClient host, NativeClient guest) {
        host.ask("CREATE_CHAT_ROOM " + room + " - 0 \\z");
        guest.ask("JOIN_CHAT_ROOM " + room + " - 1");
        assertTrue(host.notice().startsWith("USER_JOINED "));
        return room;
    }

    private static NativeClient resumed(NativeClient client, RegistryFixture at) {
        return at.connect().enter("RESUME " + client.credentials().token().text());
    }

    /** The registry to which both come knows of the room, and has not heard of the absence that it ends. */
    @Test
    void returnElsewhereIsAnnouncedToRoomMembers() {
        String omar = name("omar");
        NativeClient host = here.newUser(name("dana"));
        NativeClient guest = here.newUser(omar);
        String room = placeIn(name("room"), host, guest);
        try (RegistryFixture fresh = RegistryFixture.sharing(store, folder)) {
            guest.close();
            assertTrue(host.notice().startsWith("USER_ABSENT " + omar));
            NativeClient moved = resumed(host, fresh);
            until(() -> moved.ask("DISCOVER_PEERS " + room).contains(omar + " - 0 - 0 native -"));
            resumed(guest, fresh);
            assertTrue(moved.notice().startsWith("USER_BACK " + omar));
        }
    }

    @Test
    void userWhoMovedIsNotAnnouncedAsAbsent() {
        NativeClient host = here.newUser(name("dana"));
        NativeClient guest = here.newUser(name("omar"));
        String emil = name("emil");
        NativeClient third = here.newUser(emil);
        String room = placeIn(name("room"), host, guest);
        resumed(guest, there);
        guest.close();
        for (int i = 0; i < 5; i++) {
            third.ask("JOIN_CHAT_ROOM " + room + " - 1");
            assertTrue(host.notice().startsWith("USER_JOINED "));
            third.ask("ROOM_EXIT " + emil + " " + room);
            assertTrue(host.notice().startsWith("USER_LEFT "));
        }
    }
}
