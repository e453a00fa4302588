package org.hobnob.registry;

import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.hobnob.testing.RegistryFixture.WRONG;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hobnob.protocol.keepalive.KeepAliveAsker.Reaction;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.RoomSummary;
import org.hobnob.protocol.message.value.Detail;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.testing.KeepAlivePeer;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exchanges of the report that the registry takes part in, in the native dialect. */
@Tag("slow")
class NativeExchangesTest {
    private static final String KEY = "ab".repeat(32);

    @TempDir
    static Path folder;

    private static RegistryFixture registry;

    @BeforeAll
    static void start() {
        registry = RegistryFixture.start(folder, new TestSettings().oneGroup());
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void capsOfAPeerAreToldToOthersExceptTheRegistrysOwnWord() {
        String dana = name("dana");
        NativeClient client = registry.connect();
        client.register(dana);
        client.enter("LOGIN " + dana + " " + PASSWORD + " 4000 udp=4001 caps=body,proved,word-of-later");
        String emil = name("emil");
        NativeClient asker = registry.newUser(emil);
        assertTrue(asker.ask("SEARCH_USER " + dana).endsWith(" native - caps=body,word-of-later"));
        client.ask("CREATE_CHAT_ROOM " + dana + " - 9 \\z");
        asker.ask("JOIN_CHAT_ROOM " + dana + " - 1");
        assertTrue(asker.ask("DISCOVER_PEERS " + dana).endsWith(" more=no caps=body,word-of-later;-"));
    }

    @Test
    void helloTellsVersionKeepAlivePortAndName() {
        String hello = "HELLO_BACK <SUCCESS> <200> version=1 udp=" + registry.udpPort()
                + " registry=test\\\\sregistry challenge=[0-9a-f]{64} caps=account,hosting,mailbox,proof,room2,standing,status"
                + " time=[0-9]{13}";
        String first = registry.connect().ask("HELLO_P2P version=1 client=test");
        assertTrue(first.matches(hello), first);
        String second = registry.connect().ask("HELLO_P2P");
        assertTrue(second.matches(hello), second);
        assertNotEquals(first, second, "each has a challenge of its own");
    }

    @Test
    void anAccountIsMadeOnceWhateverTheCaseOfItsName() {
        String dana = name("Dana");
        NativeClient client = registry.connect();
        assertEquals("REGISTER <SUCCESS> <200>", client.ask("REGISTER " + dana + " " + PASSWORD));
        assertEquals(
                "REGISTER <EXIST> <300> reason=name-taken",
                client.ask("REGISTER " + dana.toUpperCase(Locale.ROOT) + " " + WRONG));
    }

    @Test
    void loginReturnsTheRegisteredNameAndCredentials() {
        String dana = name("Dana");
        NativeClient client = registry.connect();
        client.ask("REGISTER " + dana + " " + PASSWORD);
        client.enter("LOGIN " + dana.toLowerCase(Locale.ROOT) + " " + PASSWORD);
        assertEquals(dana, client.credentials().user().shown());
        assertEquals("127.0.0.1", client.credentials().ip());
    }

    @Test
    void aWrongPasswordAndAnUnknownUserReadTheSame() {
        String dana = name("dana");
        NativeClient client = registry.connect();
        client.ask("REGISTER " + dana + " " + PASSWORD);
        assertEquals("AUTH <FAILURE> <404> reason=bad-credentials", client.ask("LOGIN " + dana + " " + WRONG));
        assertEquals("AUTH <FAILURE> <404> reason=bad-credentials", client.ask("LOGIN " + name("no") + " " + WRONG));
    }

    @Test
    void secondLoginIsRefusedAndLeavesTheFirst() {
        String dana = name("dana");
        NativeClient first = registry.newUser(dana);
        assertEquals(
                "AUTH <ONLINE> <300> reason=already-online", registry.connect().ask("LOGIN " + dana + " " + PASSWORD));
        assertEquals("AUTH <FAILURE> <404> reason=already-logged-in", first.ask("LOGIN " + dana + " " + PASSWORD));
        assertEquals("PONG <SUCCESS> <200>", first.ask("PING"));
        assertTrue(first.ask("SEARCH_USER " + dana).startsWith("SEARCH_USER_RESPONSE <SUCCESS> <200> " + dana));
    }

    @Test
    void aRoomIsMadeJoinedListedAndLeft() {
        String dana = name("dana");
        String emil = name("emil");
        String room = name("Networks");
        NativeClient host = registry.newUser(dana);
        NativeClient guest = registry.newUser(emil);
        String state = room + " host=" + dana + " version=%d port=4001 capacity=7 kind=sealed" + TestSettings.GROUP;

        assertEquals(
                "CREATION <SUCCESS> <200> " + state.formatted(1),
                host.ask("CREATE_CHAT_ROOM " + room + " - 7 Rooms\\sand\\ssockets"));
        assertEquals(
                "JOIN <SUCCESS> <200> " + state.formatted(2),
                guest.ask("JOIN_CHAT_ROOM " + room.toUpperCase(Locale.ROOT) + " - 1"));
        RoomSummary expected = new RoomSummary(
                new RoomName(room),
                new Title("Rooms and sockets"),
                2,
                7,
                new UserName(dana),
                false,
                RoomKind.SEALED,
                List.of(new UserName(dana), new UserName(emil)));
        assertTrue(rooms(guest).contains(expected));
        assertTrue(roomNames(guest).contains(new RoomName(room)));
        assertEquals("ROOM_EXIT_RESPONSE <SUCCESS> <200>", guest.ask("ROOM_EXIT " + emil + " " + room));
        assertEquals("ROOM_EXIT_RESPONSE <SUCCESS> <200>", host.ask("ROOM_EXIT " + dana + " " + room));
        assertEquals(
                "PEER_LIST <FAILURE> <404> reason=no-such-room", host.ask("DISCOVER_PEERS " + room), "the last one");
    }

    @Test
    void aRoomWithAPasswordSaysSoAndLetsInWhoKnowsIt() {
        String room = name("vault");
        NativeClient host = registry.newUser(name("dana"));
        NativeClient guest = registry.newUser(name("emil"));
        host.ask("CREATE_CHAT_ROOM " + room + " " + PASSWORD + " 0 \\z");

        assertTrue(rooms(guest).stream()
                .anyMatch(one -> one.room().equals(new RoomName(room)) && one.locked() && one.capacity() == 100));
        assertEquals("JOIN <FAILURE> <404> reason=wrong-password", guest.ask("JOIN_CHAT_ROOM " + room + " - 1"));
        assertEquals(
                "JOIN <FAILURE> <404> reason=wrong-password", guest.ask("JOIN_CHAT_ROOM " + room + " " + WRONG + " 1"));
        assertTrue(
                guest.ask("JOIN_CHAT_ROOM " + room + " " + PASSWORD + " 1").startsWith("JOIN <SUCCESS> <200> " + room));
    }

    @Test
    void searchReturnsTheWholeContact() {
        String dana = name("Dana");
        NativeClient seeker = registry.newUser(name("emil"));
        NativeClient sought = registry.connect();
        sought.ask("REGISTER " + dana + " " + PASSWORD);
        assertEquals("SEARCH_USER_RESPONSE <NOT_ONLINE> <300> reason=not-online", seeker.ask("SEARCH_USER " + dana));
        sought.enter("LOGIN " + dana + " " + PASSWORD + " 4100 udp=4101 key=" + KEY);
        String one = name("one");
        String two = name("two");
        sought.ask("CREATE_CHAT_ROOM " + one + " - 0 \\z");
        sought.ask("CREATE_CHAT_ROOM " + two + " - 0 \\z");

        assertEquals(
                "SEARCH_USER_RESPONSE <SUCCESS> <200> " + dana + " " + one + "," + two + " 4100 127.0.0.1 4101 native "
                        + KEY,
                seeker.ask("SEARCH_USER " + dana.toLowerCase(Locale.ROOT)));
        assertEquals(
                "SEARCH_USER_RESPONSE <NOT_FOUND> <404> reason=no-such-user",
                seeker.ask("SEARCH_USER " + name("nobody")));
    }

    @Test
    void withoutPortsTheSourcePortIsTold() {
        String dana = name("dana");
        NativeClient client = registry.connect();
        client.ask("REGISTER " + dana + " " + PASSWORD);
        client.enter("LOGIN " + dana + " " + PASSWORD);
        Contact contact = ((Reply.UserFound) client.ask(new Request.SearchUser(new UserName(dana)))).contact();
        assertEquals(0, contact.directPort());
        assertEquals(client.sourcePort(), contact.udpPort());
        assertEquals(Optional.empty(), contact.key());
    }

    @Test
    void theListOfPeersLeavesTheAskerOut() {
        UserName dana = new UserName(name("dana"));
        UserName emil = new UserName(name("emil"));
        NativeClient asker = registry.newUser(dana.shown());
        registry.connect().ask("REGISTER " + emil + " " + PASSWORD);
        registry.connect().enter("LOGIN " + emil + " " + PASSWORD + " 4200 udp=4201 key=" + KEY);

        Reply.Peers detailed =
                assertInstanceOf(Reply.Peers.class, asker.ask(new Request.ListPeers(Detail.DETAILED, before(emil))));
        assertEquals(
                new Contact(
                        emil, "127.0.0.1", 4200, 4201, DialectName.NATIVE, Optional.of(new PublicKey(KEY)), List.of()),
                detailed.peers().get(0));
        Reply.PeerNames own =
                assertInstanceOf(Reply.PeerNames.class, asker.ask(new Request.ListPeers(Detail.PARTIAL, before(dana))));
        assertTrue(own.peers().contains(emil) && !own.peers().contains(dana));
    }

    /** A name that is right before this one in the order of pages. */
    private static Optional<UserName> before(UserName name) {
        String shown = name.shown();
        char last = (char) (shown.charAt(shown.length() - 1) - 1);
        return UserName.of(shown.substring(0, shown.length() - 1) + last).or(() -> UserName.of("aaa"));
    }

    @Test
    void theListOfARoomsPeersIsOldestFirst() {
        UserName dana = new UserName(name("zora"));
        UserName emil = new UserName(name("emil"));
        RoomName room = new RoomName(name("room"));
        NativeClient host = registry.newUser(dana.shown());
        NativeClient guest = registry.newUser(emil.shown());
        host.ask("CREATE_CHAT_ROOM " + room + " - 0 \\z");
        guest.ask("JOIN_CHAT_ROOM " + room + " - 1");

        Reply.RoomPeers peers = (Reply.RoomPeers) guest.ask(new Request.ListRoomPeers(room, Optional.empty()));
        assertEquals(
                List.of(dana, emil), peers.members().stream().map(Member::user).toList());
        assertEquals(4000, peers.members().get(1).contact().orElseThrow().directPort());
        assertEquals(dana, peers.state().host());
        assertEquals(2, peers.state().version());
    }

    @Test
    void logoutIsAnnouncedAndKeepsTheConnection() {
        String dana = name("dana");
        String room = name("room");
        NativeClient host = registry.newUser(name("emil"));
        NativeClient guest = registry.newUser(dana);
        host.ask("CREATE_CHAT_ROOM " + room + " - 0 \\z");
        guest.ask("JOIN_CHAT_ROOM " + room + " - 1");
        host.notice();

        assertEquals("LOGOUT <SUCCESS> <200>", guest.ask("LOGOUT"));
        assertTrue(host.notice().startsWith("USER_LOGOUT " + dana + " " + room + " "));
        assertEquals("SEARCH_USER_RESPONSE <NOT_ONLINE> <300> reason=not-online", host.ask("SEARCH_USER " + dana));
        guest.enter("LOGIN " + dana + " " + PASSWORD);
    }

    @Test
    void aKeepAliveIsAnsweredOverUdp() {
        NativeClient client = registry.newUser(name("dana"));
        KeepAlivePeer udp = KeepAlivePeer.open(registry.vertx(), registry.udpPort(), client.credentials(), 5);
        assertEquals(Reaction.HEARD, udp.ask());
        assertEquals(Reaction.HEARD, udp.ask());
    }

    private static List<RoomSummary> rooms(NativeClient client) {
        return ((Reply.Rooms) client.ask(new Request.ListRooms(Detail.DETAILED, Optional.empty()))).rooms();
    }

    private static List<RoomName> roomNames(NativeClient client) {
        return ((Reply.RoomNames) client.ask(new Request.ListRooms(Detail.PARTIAL, Optional.empty()))).rooms();
    }
}
