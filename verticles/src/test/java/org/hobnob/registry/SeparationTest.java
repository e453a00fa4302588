package org.hobnob.registry;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.message.Reason;
import org.hobnob.registry.Registry.Part;
import org.hobnob.testing.Await;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each verticle taken down in turn: the others go on, and what needs it is refused at once with 503. */
@Tag("slow")
class SeparationTest {
    private static final String GONE = " <UNAVAILABLE> <503> reason=unavailable";

    @TempDir
    Path folder;

    private final String dana = name("dana");
    private final String emil = name("emil");
    private final String room = name("room");
    private RegistryFixture registry;
    private NativeClient client;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder);
        client = registry.newUser(dana);
        client.ask("CREATE_CHAT_ROOM " + room + " - 0 \\z");
        registry.newUser(emil);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private void works(String... commands) {
        for (String command : commands) {
            String reply = client.ask(command);
            assertTrue(reply.contains(" <200>"), () -> command + " -> " + reply);
        }
    }

    private void isRefused(Map<String, String> repliesByCommand) {
        repliesByCommand.forEach((command, reply) -> assertEquals(reply + GONE, client.ask(command)));
    }

    @Test
    void withoutRoomsPeopleLogInAndAreFound() {
        await(registry.registry().undeploy(Part.ROOMS));
        isRefused(Map.of(
                "CREATE_CHAT_ROOM " + name("room") + " - 0 \\z",
                "CREATION",
                "JOIN_CHAT_ROOM " + room + " - 1",
                "JOIN",
                "ROOM_EXIT " + dana + " " + room,
                "ROOM_EXIT_RESPONSE",
                "SHOW_ROOMS_LIST DETAILED",
                "ROOMS_LIST",
                "DISCOVER_PEERS " + room,
                "PEER_LIST"));
        works("SEARCH_USER " + emil, "DISCOVER_PEERS DETAILED", "LOGOUT", "LOGIN " + dana + " " + PASSWORD, "PING");
    }

    @Test
    void withoutPresenceRoomsGoOnAndAccountsAreMade() {
        await(registry.registry().undeploy(Part.PRESENCE));
        isRefused(Map.of(
                "SEARCH_USER " + emil,
                "SEARCH_USER_RESPONSE",
                "DISCOVER_PEERS DETAILED",
                "PEER_LIST",
                "DISCOVER_PEERS " + room,
                "PEER_LIST",
                "LOGOUT",
                "LOGOUT"));
        works("CREATE_CHAT_ROOM " + name("room") + " - 0 \\z", "SHOW_ROOMS_LIST DETAILED", "PING");
        works("REGISTER " + name("fay") + " " + PASSWORD, "ROOM_EXIT " + dana + " " + room);
        assertEquals("AUTH" + GONE, registry.connect().ask("LOGIN " + dana + " " + PASSWORD));
    }

    @Test
    void withoutAuthWhoIsInGoesOn() {
        await(registry.registry().undeploy(Part.AUTH));
        isRefused(Map.of("REGISTER " + name("fay") + " " + PASSWORD, "REGISTER", "LOGOUT", "LOGOUT"));
        NativeClient stranger = registry.connect();
        assertEquals("AUTH" + GONE, stranger.ask("LOGIN " + emil + " " + PASSWORD));
        assertEquals(
                "AUTH" + GONE,
                stranger.ask("RESUME " + client.credentials().token().text()));
        works("SEARCH_USER " + emil, "CREATE_CHAT_ROOM " + name("room") + " - 0 \\z", "DISCOVER_PEERS " + room, "PING");
    }

    @Test
    void connectionsWorkWithoutKeepAlive() {
        await(registry.registry().undeploy(Part.KEEP_ALIVE));
        works("HELLO_P2P", "SEARCH_USER " + emil, "DISCOVER_PEERS " + room, "LOGOUT", "LOGIN " + dana + " " + PASSWORD);
    }

    @Test
    void withoutTheGatewayTheServicesAnswerOnTheBus() {
        await(registry.registry().undeploy(Part.GATEWAY));
        client.awaitClosed();
        Bus bus = new Bus(registry.vertx());
        JsonObject found = await(bus.request(Addresses.PRESENCE, "search", new JsonObject().put("user", dana)));
        assertEquals(dana, found.getString("user"));
        JsonObject rooms = await(bus.request(Addresses.ROOMS, "list", new JsonObject().put("limit", 10)));
        assertEquals(room, rooms.getJsonArray("rooms").getJsonObject(0).getString("room"));
    }

    @Test
    void silentServiceTimesOut() {
        await(registry.registry().undeploy(Part.PRESENCE));
        registry.vertx().eventBus().<JsonObject>localConsumer(Addresses.PRESENCE, question -> {});
        long beganNs = System.nanoTime();
        assertEquals("SEARCH_USER_RESPONSE" + GONE, client.ask("SEARCH_USER " + emil));
        long tookMs = (System.nanoTime() - beganNs) / 1_000_000;
        assertTrue(tookMs < 2 * Bus.TIMEOUT_MS, () -> "took " + tookMs + " ms");
    }

    @Test
    void refusalOnTheBusCarriesItsReason() {
        Bus bus = new Bus(registry.vertx());
        List<String> services = List.of(Addresses.AUTH, Addresses.ROOMS, Addresses.PRESENCE);
        for (String service : services) {
            assertEquals(
                    Reason.UNKNOWN_COMMAND,
                    Await.refusal(bus.request(service, "nonsense", new JsonObject()))
                            .reason());
        }
        assertEquals(
                Reason.MALFORMED,
                Await.refusal(bus.request(Addresses.PRESENCE, "search", new JsonObject().put("user", 7)))
                        .reason());
        assertEquals(
                Reason.MALFORMED,
                Await.refusal(bus.request(Addresses.PRESENCE, "list", new JsonObject()))
                        .reason());
    }
}
