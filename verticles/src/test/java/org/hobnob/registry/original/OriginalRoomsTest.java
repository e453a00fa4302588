package org.hobnob.registry.original;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.OriginalClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Making, joining, leaving and listing rooms as original clients spell it. */
@Tag("slow")
class OriginalRoomsTest {
    @TempDir
    Path folder;

    private RegistryFixture registry;
    private OriginalClient kareem;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder, new TestSettings().oneGroup());
        kareem = registry.originalUser("Kareem");
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
    }

    @Test
    void withoutRoomsOneBlankFollowsTheCode() {
        assertEquals("ROOMS-LIST <SUCCESS> <200> ", kareem.ask("SHOW-ROOM-LIST"));
    }

    @Test
    void theCreatorIsHostAndOnlyMember() {
        assertEquals("CREATION <SUCCESS> <200>", kareem.ask("CREATE-CHAT-ROOM room170 Kareem"));
        assertEquals("ROOMS-LIST <SUCCESS> <200> room170 ['Kareem'] Kareem.", kareem.ask("SHOW-ROOM-LIST"));
        assertEquals("PEER-LIST <SUCCESS> <200> Kareem", kareem.ask("DISCOVER-ROOM-PEERS room170"));
    }

    @Test
    void aNameInUseFailsWithoutRegardToCase() {
        OriginalClient networks = registry.originalUser("Networks");
        kareem.ask("CREATE-CHAT-ROOM room170 Kareem");
        assertEquals("CREATION <FAILURE> <404>", networks.ask("CREATE-CHAT-ROOM room170 Networks"));
        assertEquals("CREATION <FAILURE> <404>", networks.ask("CREATE-CHAT-ROOM ROOM170 Networks"));
        assertEquals("CREATION <FAILURE> <404>", kareem.ask("CREATE-CHAT-ROOM room170 Kareem"));
        assertEquals("ROOMS-LIST <SUCCESS> <200> room170 ['Kareem'] Kareem.", kareem.ask("SHOW-ROOM-LIST"));
    }

    @Test
    void roomNamesThatBreakTheRuleAreRefused() {
        Stream<String> names = Stream.of("System", "quit", "170", "a.b", "a:b", "r".repeat(33));
        assertAll(names.map(name -> () -> {
            assertEquals("CREATION <FAILURE> <404>", kareem.ask("CREATE-CHAT-ROOM " + name + " Kareem"), name);
            assertEquals("JOIN <FAILURE> <404>", kareem.ask("JOIN-CHAT-ROOM " + name + " Kareem"), name);
            assertEquals("ROOM-EXIT-RESPONSE <FAILURE> <404>", kareem.ask("ROOM-EXIT Kareem " + name), name);
        }));
        assertEquals("ROOMS-LIST <SUCCESS> <200> ", kareem.ask("SHOW-ROOM-LIST"));
    }

    @Test
    void joiningAnswersTheHost() {
        OriginalClient networks = registry.originalUser("Networks");
        kareem.ask("CREATE-CHAT-ROOM room170 Kareem");
        assertEquals("JOIN <SUCCESS> <200> Kareem", networks.ask("JOIN-CHAT-ROOM Room170 networks"));
        assertEquals("JOIN <SUCCESS> <200> Kareem", networks.ask("JOIN-CHAT-ROOM room170 Networks"));
        assertEquals("PEER-LIST <SUCCESS> <200> Kareem Networks", networks.ask("DISCOVER-ROOM-PEERS ROOM170"));
        assertEquals(kareem.localPort(), networks.find("Kareem").getPort());
    }

    @Test
    void joiningAnUnknownRoomFails() {
        assertEquals("JOIN <FAILURE> <404>", kareem.ask("JOIN-CHAT-ROOM nowhere Kareem"));
    }

    @Test
    void thePeersOfAnUnknownRoomAreAnEmptyList() {
        assertEquals("PEER-LIST <SUCCESS> <200>", kareem.ask("DISCOVER-ROOM-PEERS nowhere"));
    }

    @Test
    void peersOfARoomWithAnInvalidNameAreAnEmptyList() {
        assertEquals("PEER-LIST <SUCCESS> <200>", kareem.ask("DISCOVER-ROOM-PEERS a.b"));
    }

    @Test
    void roomsAreListedWithPythonListsAndFullStops() {
        OriginalClient networks = registry.originalUser("Networks");
        OriginalClient myname = registry.originalUser("myname");
        kareem.ask("CREATE-CHAT-ROOM room170 Kareem");
        networks.ask("JOIN-CHAT-ROOM room170 Networks");
        myname.ask("CREATE-CHAT-ROOM Lounge myname");
        String answer = kareem.ask("SHOW-ROOM-LIST");
        assertEquals(
                "ROOMS-LIST <SUCCESS> <200> Lounge ['myname'] myname.room170 ['Kareem', 'Networks'] Kareem.", answer);
    }

    @Test
    void aUserIsInOneRoomAtATime() {
        OriginalClient networks = registry.originalUser("Networks");
        kareem.ask("CREATE-CHAT-ROOM room170 Kareem");
        networks.ask("CREATE-CHAT-ROOM Lounge Networks");
        assertEquals("JOIN <FAILURE> <404>", kareem.ask("JOIN-CHAT-ROOM Lounge Kareem"));
        assertEquals("CREATION <FAILURE> <404>", kareem.ask("CREATE-CHAT-ROOM another Kareem"));
        assertEquals(
                "ROOMS-LIST <SUCCESS> <200> Lounge ['Networks'] Networks.room170 ['Kareem'] Kareem.",
                kareem.ask("SHOW-ROOM-LIST"));
        assertEquals("ROOM-EXIT-RESPONSE <SUCCESS> <200>", kareem.ask("ROOM-EXIT Kareem room170"));
        assertEquals("JOIN <SUCCESS> <200> Networks", kareem.ask("JOIN-CHAT-ROOM Lounge Kareem"));
    }

    @Test
    void onlyAMemberLeaves() {
        OriginalClient networks = registry.originalUser("Networks");
        kareem.ask("CREATE-CHAT-ROOM room170 Kareem");
        assertEquals("ROOM-EXIT-RESPONSE <FAILURE> <404>", networks.ask("ROOM-EXIT Networks room170"));
        assertEquals("ROOM-EXIT-RESPONSE <FAILURE> <404>", networks.ask("ROOM-EXIT Networks nowhere"));
        assertEquals("PEER-LIST <SUCCESS> <200> Kareem", kareem.ask("DISCOVER-ROOM-PEERS room170"));
    }

    @Test
    void anothersNameIsRefusedAndChangesNothing() {
        OriginalClient mallory = registry.originalUser("Mallory");
        registry.originalUser("Networks");
        kareem.ask("CREATE-CHAT-ROOM room170 Kareem");
        assertEquals("CREATION <FAILURE> <404>", mallory.ask("CREATE-CHAT-ROOM Lounge Networks"));
        assertEquals("JOIN <FAILURE> <404>", mallory.ask("JOIN-CHAT-ROOM room170 Networks"));
        assertEquals("JOIN <FAILURE> <404>", mallory.ask("JOIN-CHAT-ROOM room170 Nobody"));
        assertEquals("ROOMS-LIST <SUCCESS> <200> room170 ['Kareem'] Kareem.", mallory.ask("SHOW-ROOM-LIST"));
        mallory.ask("JOIN-CHAT-ROOM room170 Mallory");
        assertEquals("ROOM-EXIT-RESPONSE <FAILURE> <404>", mallory.ask("ROOM-EXIT Kareem room170"));
        assertEquals("ROOMS-LIST <SUCCESS> <200> room170 ['Kareem', 'Mallory'] Kareem.", mallory.ask("SHOW-ROOM-LIST"));
    }

    @Test
    void aLockedRoomOfANativePeerCannotBeJoined() {
        NativeClient dana = registry.newUser("dana");
        String created = dana.ask(
                "CREATE_CHAT_ROOM vault " + OriginalClient.hash("room secret") + " 10 For\\smembers kind=open");
        assertTrue(created.startsWith("CREATION <SUCCESS> <200>"), created);
        assertEquals("JOIN <FAILURE> <404>", kareem.ask("JOIN-CHAT-ROOM vault Kareem"));
        assertEquals("ROOMS-LIST <SUCCESS> <200> vault ['dana'] dana.", kareem.ask("SHOW-ROOM-LIST"));
    }

    @Test
    void sealedRoomIsListedButCannotBeJoined() {
        NativeClient dana = registry.newUser("dana");
        String created = dana.ask("CREATE_CHAT_ROOM lab3 - 10 Ours");
        assertTrue(created.endsWith(" kind=sealed" + TestSettings.GROUP), created);
        assertEquals("JOIN <FAILURE> <404>", kareem.ask("JOIN-CHAT-ROOM lab3 Kareem"));
        assertEquals("CREATION <FAILURE> <404>", kareem.ask("CREATE-CHAT-ROOM lab3 Kareem"));
        assertEquals("ROOMS-LIST <SUCCESS> <200> lab3 ['dana'] dana.", kareem.ask("SHOW-ROOM-LIST"));
        assertEquals("PEER-LIST <SUCCESS> <200> dana", kareem.ask("DISCOVER-ROOM-PEERS lab3"));
        assertEquals("ROOM-EXIT-RESPONSE <FAILURE> <404>", kareem.ask("ROOM-EXIT Kareem lab3"));
    }

    @Test
    void aRefusedJoinCostsNoOtherPlace() {
        NativeClient dana = registry.newUser("dana");
        NativeClient emil = registry.newUser("emil");
        dana.ask("CREATE_CHAT_ROOM lab3 - 10 Ours");
        dana.ask("CREATE_CHAT_ROOM lounge - 10 All kind=open");
        emil.ask("JOIN_CHAT_ROOM lounge - 1");
        emil.close();
        dana.notice("USER_ABSENT emil lounge ");
        OriginalClient back = registry.returningOriginal("emil");
        assertEquals("JOIN <FAILURE> <404>", back.ask("JOIN-CHAT-ROOM lab3 emil"));
        assertEquals("PEER-LIST <SUCCESS> <200> dana emil", back.ask("DISCOVER-ROOM-PEERS lounge"));
    }

    @Test
    void theRoomOfAnOriginalIsOpenForNativePeers() {
        kareem.ask("CREATE-CHAT-ROOM room170 Kareem");
        NativeClient dana = registry.newUser("dana");
        String list = dana.ask("SHOW_ROOMS_LIST DETAILED");
        assertEquals("ROOMS_LIST <FOUND> <200> room170 \\z 1 100 Kareem unlocked open more=no members=Kareem", list);
        String joined = dana.ask("JOIN_CHAT_ROOM room170 - 1");
        assertTrue(joined.endsWith(" kind=open" + TestSettings.GROUP), joined);
    }

    @Test
    void anOpenRoomOfANativePeerTakesOriginals() {
        NativeClient dana = registry.newUser("dana");
        String created = dana.ask("CREATE_CHAT_ROOM lounge - 10 All kind=open");
        assertTrue(created.endsWith(" kind=open" + TestSettings.GROUP), created);
        assertEquals("JOIN <SUCCESS> <200> dana", kareem.ask("JOIN-CHAT-ROOM lounge Kareem"));
        assertEquals("ROOMS-LIST <SUCCESS> <200> lounge ['dana', 'Kareem'] dana.", kareem.ask("SHOW-ROOM-LIST"));
    }

    @Test
    void originalLoginGivesUpPlacesInSealedRooms() {
        NativeClient dana = registry.newUser("dana");
        NativeClient emil = registry.newUser("emil");
        dana.ask("CREATE_CHAT_ROOM lab3 - 10 Ours");
        dana.ask("CREATE_CHAT_ROOM lounge - 10 All kind=open");
        emil.ask("JOIN_CHAT_ROOM lab3 - 1");
        emil.ask("JOIN_CHAT_ROOM lounge - 1");
        emil.close();
        dana.notice("USER_ABSENT emil lounge ");
        OriginalClient back = registry.returningOriginal("emil");
        assertEquals(
                "USER_LEFT emil lab3 host=dana version=3 port=4001 capacity=10 kind=sealed" + TestSettings.GROUP,
                dana.notice("USER_LEFT "));
        dana.notice("USER_BACK emil lounge ");
        assertEquals(
                "ROOMS-LIST <SUCCESS> <200> lab3 ['dana'] dana.lounge ['dana', 'emil'] dana.",
                back.ask("SHOW-ROOM-LIST"));
    }

    @Test
    void aFullRoomOfANativePeerCannotBeJoined() {
        NativeClient dana = registry.newUser("dana");
        String created = dana.ask("CREATE_CHAT_ROOM pair - 2 Two kind=open");
        assertTrue(created.startsWith("CREATION <SUCCESS> <200>"), created);
        OriginalClient networks = registry.originalUser("Networks");
        assertEquals("JOIN <SUCCESS> <200> dana", networks.ask("JOIN-CHAT-ROOM pair Networks"));
        assertEquals("JOIN <FAILURE> <404>", kareem.ask("JOIN-CHAT-ROOM pair Kareem"));
        assertEquals("ROOM-EXIT-RESPONSE <SUCCESS> <200>", networks.ask("ROOM-EXIT Networks pair"));
        assertEquals("JOIN <SUCCESS> <200> dana", kareem.ask("JOIN-CHAT-ROOM pair Kareem"));
    }
}
