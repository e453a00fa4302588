package org.hobnob.registry.original;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.RoomSettings;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.rules.rooms.RoomGuests;
import org.hobnob.testing.Await;
import org.hobnob.testing.OriginalClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One read of at most 1,024 bytes is one message, one answer is one record of at most 1,024 bytes. */
@Tag("slow")
class OriginalRecordsTest {
    private static final int MANY = 120;

    @TempDir
    Path folder;

    private RegistryFixture registry;

    private OriginalClient start(TlsEngine engine) {
        registry =
                RegistryFixture.start(folder, new TestSettings().engine(engine).graceMs(600_000));
        return registry.originalUser("Kareem");
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void twoRecordsWrittenBackToBackGetTwoAnswers(TlsEngine engine) {
        OriginalClient client = start(engine);
        client.send("CREATE-CHAT-ROOM room170 Kareem");
        client.send("SHOW-ROOM-LIST");
        assertEquals("CREATION <SUCCESS> <200>", client.receive());
        assertEquals("ROOMS-LIST <SUCCESS> <200> room170 ['Kareem'] Kareem.", client.receive());
        client.sendTogether("DISCOVER-ROOM-PEERS room170", "SEARCH_USER Nobody", "ROOM-EXIT Kareem room170");
        assertEquals("PEER-LIST <SUCCESS> <200> Kareem", client.receive());
        assertEquals("SEARCH_USER_RESPONSE <NOT_FOUND> <404>", client.receive());
        assertEquals("ROOM-EXIT-RESPONSE <SUCCESS> <200>", client.receive());
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void answersThatAreThereAtOnceAreNotJoined(TlsEngine engine) {
        OriginalClient client = start(engine);
        client.sendTogether("nonsense", "LOGIN Kareem", "REGISTER");
        assertEquals("ERROR <FAILURE> <404>", client.receive());
        assertEquals("AUTH <FAILURE> <404>", client.receive());
        assertEquals("REGISTER <FAILURE> <404>", client.receive());
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void hundredRecordsAtOnceAreAnsweredInOrder(TlsEngine engine) {
        OriginalClient client = start(engine);
        String[] requests = IntStream.range(0, 100)
                .mapToObj(
                        i -> i % 4 == 0 ? "SEARCH_USER Nobody" : i % 4 == 1 ? "DISCOVER-ROOM-PEERS x" + i : "nonsense")
                .toArray(String[]::new);
        List<String> expected = Arrays.stream(requests)
                .map(request -> switch (request.charAt(0)) {
                    case 'S' -> "SEARCH_USER_RESPONSE <NOT_FOUND> <404>";
                    case 'n' -> "ERROR <FAILURE> <404>";
                    default -> "PEER-LIST <SUCCESS> <200>";
                })
                .toList();
        client.sendTogether(requests);
        List<String> answers =
                Stream.generate(client::receive).limit(requests.length).toList();
        assertEquals(expected, answers);
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void aRecordOfMoreThan1024BytesIsTwoMessages(TlsEngine engine) {
        OriginalClient client = start(engine);
        client.send(padded("CREATE-CHAT-ROOM room170 Kareem", 1_024) + "DISCOVER-ROOM-PEERS room170");
        assertEquals("CREATION <SUCCESS> <200>", client.receive());
        assertEquals("PEER-LIST <SUCCESS> <200> Kareem", client.receive());
        client.send("SEARCH_USER Nobody " + "x".repeat(1_024));
        assertEquals("SEARCH_USER_RESPONSE <NOT_FOUND> <404>", client.receive());
        assertEquals("ERROR <FAILURE> <404>", client.receive());
        client.send(padded("SHOW-ROOM-LIST", 1_024));
        assertEquals("ROOMS-LIST <SUCCESS> <200> room170 ['Kareem'] Kareem.", client.receive());
        client.send(padded("SEARCH_USER Nobody", 1_023) + "ROOM-EXIT Kareem room170");
        assertEquals("SEARCH_USER_RESPONSE <NOT_FOUND> <404>", client.receive());
        assertEquals("ERROR <FAILURE> <404>", client.receive());
        assertEquals("PEER-LIST <SUCCESS> <200> Kareem", client.ask("DISCOVER-ROOM-PEERS room170"));
    }

    private static String padded(String text, int bytes) {
        return text + " ".repeat(bytes - text.length());
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void longListsOfPeersAreCutAtAWholeEntry(TlsEngine engine) {
        OriginalClient client = start(engine);
        List<UserName> users = crowd();
        List<String> names = users.stream().map(UserName::shown).toList();
        assertEquals(cut("PEER_LIST <SUCCESS> <200>", " ", names), whole(client, "DISCOVER_PEERS SIMPLE Kareem"));
        List<String> detailed = names.stream()
                .map(name -> name + " (127.0.0.1:" + (10_000 + names.indexOf(name)) + ")")
                .toList();
        assertEquals(cut("PEER_LIST <SUCCESS> <200>", " ", detailed), whole(client, "DISCOVER_PEERS DETAILED Kareem"));
        assertEquals("PEER-LIST <SUCCESS> <200>", client.ask("DISCOVER-ROOM-PEERS nowhere"));
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void longListsAreCutAtAWholeEntry(TlsEngine engine) {
        OriginalClient client = start(engine);
        List<String> entries = new ArrayList<>();
        List<Future<Boolean>> written = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Room room = room("hall%03d".formatted(i), members(1 + i % 3));
            written.add(registry.store().rooms().insert(room));
            entries.add(spelt(room));
        }
        Room crowded = room("stadium", members(90));
        written.add(registry.store().rooms().insert(crowded));
        Await.await(Future.all(written));
        assertEquals(cut("ROOMS-LIST <SUCCESS> <200> ", "", entries), whole(client, "SHOW-ROOM-LIST"));
        List<String> names = crowded.users().stream().map(UserName::shown).toList();
        assertEquals(cut("PEER-LIST <SUCCESS> <200>", " ", names), whole(client, "DISCOVER-ROOM-PEERS stadium"));
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void roomTooLargeForAnAnswerDoesNotHideOthers(TlsEngine engine) {
        OriginalClient client = start(engine);
        Await.await(registry.store().rooms().insert(room("arena", members(90))));
        assertEquals("CREATION <SUCCESS> <200>", client.ask("CREATE-CHAT-ROOM room170 Kareem"));
        assertEquals("ROOMS-LIST <SUCCESS> <200> room170 ['Kareem'] Kareem.", whole(client, "SHOW-ROOM-LIST"));
        assertEquals("JOIN <FAILURE> <404>", client.ask("JOIN-CHAT-ROOM arena Kareem"));
        assertEquals("ROOM-EXIT-RESPONSE <SUCCESS> <200>", client.ask("ROOM-EXIT Kareem room170"));
        assertEquals("JOIN <SUCCESS> <200> member000-with-a-long-name", client.ask("JOIN-CHAT-ROOM arena Kareem"));
    }

    /** The answer, of which a receive of 1,024 bytes takes everything. */
    private static String whole(OriginalClient client, String request) {
        String answer = client.ask(request);
        assertEquals(0, client.leftBehind());
        return answer;
    }

    /** As many entries as fit into 1,024 bytes; the test means something only where they do not all fit. */
    private static String cut(String head, String separator, List<String> entries) {
        String text = head;
        for (String entry : entries) {
            String longer = text + separator + entry;
            if (longer.length() > OriginalClient.RECEIVE_BYTES) {
                assertTrue(text.length() > OriginalClient.RECEIVE_BYTES / 2);
                return text;
            }
            text = longer;
        }
        throw new AssertionError("all entries fit");
    }

    private List<UserName> crowd() {
        Bus bus = new Bus(registry.vertx());
        List<UserName> users = members(MANY);
        // One after the other: a busy machine would take longer for all at once than whoever asks waits.
        Future<JsonObject> claims = Future.succeededFuture();
        for (int i = 0; i < MANY; i++) {
            Contact contact = new Contact(
                    users.get(i), "127.0.0.1", 0, 10_000 + i, DialectName.ORIGINAL, Optional.empty(), List.of());
            JsonObject claim =
                    Json.of(contact).put("session", SessionId.ofBits(i + 1).hex());
            claims = claims.compose(done -> bus.request(Addresses.PRESENCE, "claim", claim));
        }
        Await.await(claims);
        return users;
    }

    private static List<UserName> members(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new UserName("member%03d-with-a-long-name".formatted(i)))
                .toList();
    }

    private static Room room(String name, List<UserName> users) {
        List<Room.Place> places = users.stream()
                .map(user -> new Room.Place(user, SessionId.ofBits(1)))
                .toList();
        return new Room(
                new RoomName(name),
                RoomKind.OPEN,
                Title.NONE,
                100,
                Optional.empty(),
                0,
                users.get(0),
                1,
                places,
                Optional.empty(),
                Optional.empty(),
                RoomSettings.DEFAULT,
                RoomGuests.NONE);
    }

    private static String spelt(Room room) {
        String members = room.users().stream().map(user -> "'" + user + "'").collect(Collectors.joining(", "));
        return room.name() + " [" + members + "] " + room.host() + ".";
    }
}
