package org.hobnob.registry.original;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.hobnob.registry.keepalive.Patience;
import org.hobnob.testing.OriginalClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A room lives while it has members, and original members leave however they go. */
@Tag("slow")
class OriginalRoomLifeTest {
    private static final int SILENCE_MS = 1_500;

    @TempDir
    Path folder;

    private RegistryFixture registry;

    @BeforeEach
    void start() {
        Patience shortened = new Patience(SILENCE_MS, 600_000, 600_000);
        registry = RegistryFixture.start(
                folder, new TestSettings().patience(shortened).graceMs(600_000));
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
    }

    private OriginalClient lively(String name) {
        OriginalClient client = registry.originalUser(name);
        registry.closing(client.tick(name, 100));
        return client;
    }

    @Test
    void leavingHostHandsTheRoomToTheOldestMember() {
        OriginalClient host = lively("Zoe");
        OriginalClient second = lively("myname");
        OriginalClient third = lively("Kareem");
        host.ask("CREATE-CHAT-ROOM room170 Zoe");
        second.ask("JOIN-CHAT-ROOM room170 myname");
        third.ask("JOIN-CHAT-ROOM room170 Kareem");
        assertEquals("ROOM-EXIT-RESPONSE <SUCCESS> <200>", host.ask("ROOM-EXIT Zoe room170"));
        assertEquals("ROOMS-LIST <SUCCESS> <200> room170 ['myname', 'Kareem'] myname.", host.ask("SHOW-ROOM-LIST"));
        assertEquals("JOIN <SUCCESS> <200> myname", host.ask("JOIN-CHAT-ROOM room170 Zoe"));
        assertEquals(
                "ROOMS-LIST <SUCCESS> <200> room170 ['myname', 'Kareem', 'Zoe'] myname.", host.ask("SHOW-ROOM-LIST"));
    }

    @Test
    void anotherMembersLeavingKeepsTheHost() {
        OriginalClient host = lively("Kareem");
        OriginalClient other = lively("Networks");
        host.ask("CREATE-CHAT-ROOM room170 Kareem");
        other.ask("JOIN-CHAT-ROOM room170 Networks");
        assertEquals("ROOM-EXIT-RESPONSE <SUCCESS> <200>", other.ask("ROOM-EXIT networks ROOM170"));
        assertEquals("ROOMS-LIST <SUCCESS> <200> room170 ['Kareem'] Kareem.", host.ask("SHOW-ROOM-LIST"));
    }

    @Test
    void theLastOnesLeavingDeletesTheRoom() {
        OriginalClient kareem = lively("Kareem");
        kareem.ask("CREATE-CHAT-ROOM room170 Kareem");
        assertEquals("ROOM-EXIT-RESPONSE <SUCCESS> <200>", kareem.ask("ROOM-EXIT Kareem room170"));
        assertEquals("ROOMS-LIST <SUCCESS> <200> ", kareem.ask("SHOW-ROOM-LIST"));
        assertEquals("JOIN <FAILURE> <404>", kareem.ask("JOIN-CHAT-ROOM room170 Kareem"));
        assertEquals("CREATION <SUCCESS> <200>", kareem.ask("CREATE-CHAT-ROOM Room170 Kareem"));
        assertEquals("ROOMS-LIST <SUCCESS> <200> Room170 ['Kareem'] Kareem.", kareem.ask("SHOW-ROOM-LIST"));
    }

    static Stream<Arguments> waysToGo() {
        return Stream.of(
                way("logging out by name", client -> assertEquals(OriginalClient.CLOSED, client.ask("LOGOUT Kareem"))),
                way("logging out", client -> assertEquals(OriginalClient.CLOSED, client.ask("LOGOUT"))),
                way("closing the connection", OriginalClient::close),
                way("being killed", OriginalClient::kill),
                way("falling silent", client -> assertEquals(OriginalClient.CLOSED, client.receive())));
    }

    private static Arguments way(String name, Consumer<OriginalClient> go) {
        return Arguments.of(name, go);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToGo")
    void departureOfAnyKindLeavesTheRoom(String way, Consumer<OriginalClient> go) {
        OriginalClient stays = lively("Networks");
        OriginalClient goes = registry.originalUser("Kareem");
        goes.ask("CREATE-CHAT-ROOM room170 Kareem");
        stays.ask("JOIN-CHAT-ROOM room170 Networks");
        go.accept(goes);
        Awaitility.await()
                .until(
                        () -> stays.ask("SHOW-ROOM-LIST"),
                        "ROOMS-LIST <SUCCESS> <200> room170 ['Networks'] Networks."::equals);
        assertEquals("PEER-LIST <SUCCESS> <200> Networks", stays.ask("DISCOVER-ROOM-PEERS room170"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToGo")
    void theLastOneToGoDeletesTheRoom(String way, Consumer<OriginalClient> go) {
        OriginalClient outsider = lively("Networks");
        OriginalClient goes = registry.originalUser("Kareem");
        goes.ask("CREATE-CHAT-ROOM room170 Kareem");
        go.accept(goes);
        Awaitility.await()
                .until(() -> outsider.ask("CREATE-CHAT-ROOM room170 Networks"), "CREATION <SUCCESS> <200>"::equals);
        assertEquals("ROOMS-LIST <SUCCESS> <200> room170 ['Networks'] Networks.", outsider.ask("SHOW-ROOM-LIST"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE-CHAT-ROOM Lounge Kareem", "JOIN-CHAT-ROOM room170 Kareem"})
    void clientKilledDuringARequestLeavesTheRoom(String request) {
        OriginalClient stays = lively("Networks");
        stays.ask("CREATE-CHAT-ROOM room170 Networks");
        for (int i = 0; i < 20; i++) {
            String user = "Kareem" + i;
            OriginalClient goes = registry.originalUser(user);
            goes.send(request.replace("Kareem", user));
            goes.kill();
            Awaitility.await()
                    .until(() -> stays.ask("SEARCH_USER " + user), "SEARCH_USER_RESPONSE <NOT_ONLINE> <300>"::equals);
        }
        Awaitility.await()
                .until(
                        () -> stays.ask("SHOW-ROOM-LIST"),
                        "ROOMS-LIST <SUCCESS> <200> room170 ['Networks'] Networks."::equals);
    }

    @Test
    void returningUserFindsTheOldPlaceGone() {
        OriginalClient stays = lively("Networks");
        OriginalClient goes = lively("Kareem");
        goes.ask("CREATE-CHAT-ROOM room170 Kareem");
        stays.ask("JOIN-CHAT-ROOM room170 Networks");
        goes.ask("LOGOUT");
        OriginalClient back = registry.returningOriginal("Kareem");
        assertEquals("JOIN <SUCCESS> <200> Networks", back.ask("JOIN-CHAT-ROOM room170 Kareem"));
        assertEquals("PEER-LIST <SUCCESS> <200> Networks Kareem", back.ask("DISCOVER-ROOM-PEERS room170"));
    }
}
