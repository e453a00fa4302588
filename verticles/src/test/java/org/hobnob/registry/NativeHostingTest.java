package org.hobnob.registry;

import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.OriginalClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics, settings, bans and invitations over the wire. The rules are tested with {@code RoomRules}. */
@Tag("slow")
class NativeHostingTest {
    private static final int ROOMS_PER_USER = 3;

    @TempDir
    static Path folder;

    private static RegistryFixture registry;

    private final String dana = name("dana");
    private final String emil = name("emil");
    private final String fay = name("fay");
    private final String room = name("room");
    private NativeClient host;
    private NativeClient member;
    private NativeClient other;

    @BeforeAll
    static void start() {
        registry = RegistryFixture.start(folder, new TestSettings().oneGroup().rooms(100, ROOMS_PER_USER));
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    /** Dana hosts a locked room, Emil is a member, Fay is not. */
    @BeforeEach
    void meet() {
        host = registry.newUser(dana);
        member = registry.newUser(emil);
        other = registry.newUser(fay);
        host.ask("CREATE_CHAT_ROOM " + room + " " + RegistryFixture.PASSWORD + " 9 \\z");
        member.ask("JOIN_CHAT_ROOM " + room + " " + RegistryFixture.PASSWORD + " 1");
        host.notice("USER_JOINED");
    }

    private String state(int version) {
        return room + " host=" + dana + " version=" + version + " port=4001 capacity=9 kind=sealed"
                + TestSettings.GROUP;
    }

    @Test
    void topicIsToldToTheOtherMembersAndToWhoJoins() {
        String since = state(3) + " topic=Exam\\son\\sFriday";
        assertEquals("TOPIC <SUCCESS> <200> " + since, host.ask("TOPIC " + room + " Exam\\son\\sFriday"));
        assertEquals("ROOM_CHANGED " + since.replace(" host=", " by=" + dana + " host="), member.notice());
        assertTrue(host.hasNoNotice(), "who has the answer");
        assertTrue(other.ask("JOIN_CHAT_ROOM " + room + " " + RegistryFixture.PASSWORD + " 1")
                .endsWith(" topic=Exam\\son\\sFriday"));
    }

    @Test
    void topicThatIsSetAlreadyIsNotTold() {
        host.ask("TOPIC " + room + " Exam");
        assertEquals("TOPIC <SUCCESS> <200> " + state(3) + " topic=Exam", host.ask("TOPIC " + room + " Exam"));
        member.notice("ROOM_CHANGED");
        host.ask("TOPIC " + room + " \\z");
        assertTrue(
                member.notice().startsWith("ROOM_CHANGED " + room + " by=" + dana + " host=" + dana + " version=4 "));
    }

    @Test
    void onlyTheHostChangesTheRoom() {
        assertEquals("TOPIC <FAILURE> <404> reason=not-host", member.ask("TOPIC " + room + " x"));
        assertEquals("ROOM_SET <FAILURE> <404> reason=not-a-member", other.ask("ROOM_SET " + room + " post=all"));
        assertEquals("BAN <FAILURE> <404> reason=not-host", member.ask("BAN " + fay + " " + room));
        assertEquals("UNBAN <FAILURE> <404> reason=not-host", member.ask("UNBAN " + fay + " " + room));
        assertEquals("ROOM_BANS <FAILURE> <404> reason=not-host", member.ask("ROOM_BANS " + room));
        assertEquals("INVITE <FAILURE> <404> reason=not-a-member", other.ask("INVITE " + fay + " " + room));
        assertEquals("TOPIC <FAILURE> <404> reason=no-such-room", host.ask("TOPIC " + name("none") + " x"));
    }

    @Test
    void settingsAreTold() {
        String since = state(3) + " standing=yes post=hosts";
        assertEquals("ROOM_SET <SUCCESS> <200> " + since, host.ask("ROOM_SET " + room + " standing=yes post=hosts"));
        assertTrue(member.notice().endsWith(" standing=yes post=hosts"));
    }

    @Test
    void standingRoomOutlivesItsMembersAndTheirLogins() {
        host.ask("ROOM_SET " + room + " standing=yes");
        member.ask("ROOM_EXIT " + emil + " " + room);
        host.ask("ROOM_EXIT " + dana + " " + room);
        host.ask("LOGOUT");
        String listed = other.ask("SHOW_ROOMS_LIST DETAILED after=" + room.substring(0, room.length() - 1));
        assertTrue(listed.contains(" " + room + " \\z 0 9 " + dana + " locked sealed"), listed);
        host.enter("LOGIN " + dana + " " + RegistryFixture.PASSWORD + " 4000 udp=4001");
        assertTrue(host.ask("JOIN_CHAT_ROOM " + room + " " + RegistryFixture.PASSWORD + " 1")
                .startsWith("JOIN <SUCCESS> <200> " + room + " host=" + dana));
        host.ask("ROOM_SET " + room + " standing=no");
        host.ask("ROOM_EXIT " + dana + " " + room);
        assertEquals(
                "JOIN <FAILURE> <404> reason=no-such-room",
                other.ask("JOIN_CHAT_ROOM " + room + " " + RegistryFixture.PASSWORD + " 1"));
    }

    @Test
    void standingRoomsOfOneHostAreLimited() {
        for (int i = 0; i < ROOMS_PER_USER; i++) {
            String standing = name("standing");
            other.ask("CREATE_CHAT_ROOM " + standing + " - 9 \\z");
            assertTrue(other.ask("ROOM_SET " + standing + " standing=yes").startsWith("ROOM_SET <SUCCESS>"));
            other.ask("ROOM_EXIT " + fay + " " + standing);
        }
        String more = name("more");
        other.ask("CREATE_CHAT_ROOM " + more + " - 9 \\z");
        assertEquals("ROOM_SET <FAILURE> <404> reason=too-many-rooms", other.ask("ROOM_SET " + more + " standing=yes"));
    }

    /** Else two accounts would make any number of standing rooms. */
    @Test
    void standingRoomIsNotPassedToOneWhoHasAsManyAsMayBe() {
        for (int i = 0; i < ROOMS_PER_USER; i++) {
            String standing = name("full");
            other.ask("CREATE_CHAT_ROOM " + standing + " - 9 \\z standing=yes");
            other.ask("ROOM_EXIT " + fay + " " + standing);
        }
        host.ask("ROOM_SET " + room + " standing=yes");
        other.ask("JOIN_CHAT_ROOM " + room + " " + RegistryFixture.PASSWORD + " 1");
        String shared = host.ask("HOST " + fay + " " + room);
        assertTrue(shared.startsWith("HOST <SUCCESS>"), shared);
        assertEquals("UNHOST <FAILURE> <404> reason=too-many-rooms", host.ask("UNHOST " + dana + " " + room));
        host.ask("ROOM_EXIT " + dana + " " + room);
        String state = other.ask("ROOM_SET " + room + " post=all");
        assertTrue(state.startsWith("ROOM_SET <SUCCESS>") && state.contains(" host=" + fay), state);
        assertFalse(state.contains("standing"), state);
    }

    @Test
    void standingRoomWithoutMembersIsNotListedToOriginals() {
        String lounge = name("lounge");
        other.ask("CREATE_CHAT_ROOM " + lounge + " - 9 \\z kind=open");
        OriginalClient original = registry.originalUser(name("kareem"));
        assertTrue(original.ask("SHOW-ROOM-LIST").contains(lounge));
        other.ask("ROOM_SET " + lounge + " standing=yes");
        other.ask("ROOM_EXIT " + fay + " " + lounge);
        assertTrue(!original.ask("SHOW-ROOM-LIST").contains(lounge));
    }

    @Test
    void bannedMemberIsRemovedAndCannotComeBack() {
        assertEquals("BAN <SUCCESS> <200>", host.ask("BAN " + emil + " " + room));
        assertTrue(member.notice().startsWith("USER_KICKED " + emil + " " + room + " by=" + dana + " host="));
        assertTrue(host.notice().startsWith("USER_KICKED " + emil));
        String join = "JOIN_CHAT_ROOM " + room + " " + RegistryFixture.PASSWORD + " 1";
        assertEquals("JOIN <FAILURE> <404> reason=banned", member.ask(join));
        assertEquals("ROOM_BANS <SUCCESS> <200> " + emil, host.ask("ROOM_BANS " + room));
        assertEquals("UNBAN <SUCCESS> <200>", host.ask("UNBAN " + emil + " " + room));
        assertEquals("ROOM_BANS <SUCCESS> <200>", host.ask("ROOM_BANS " + room));
        assertTrue(member.ask(join).startsWith("JOIN <SUCCESS>"));
    }

    @Test
    void banOfAUserWhoIsNoMemberRaisesTheVersionOnly() {
        host.ask("BAN " + fay + " " + room);
        assertEquals("ROOM_CHANGED " + state(3).replace(" host=", " by=" + dana + " host="), member.notice());
        assertTrue(other.hasNoNotice());
        assertEquals("BAN <FAILURE> <404> reason=no-such-user", host.ask("BAN " + name("nobody") + " " + room));
        assertEquals("BAN <FAILURE> <404> reason=not-yours", host.ask("BAN " + dana + " " + room));
    }

    @Test
    void bannedOriginalUserIsRefusedToo() {
        String lounge = name("lounge");
        host.ask("CREATE_CHAT_ROOM " + lounge + " - 9 \\z kind=open");
        String kareem = name("kareem");
        OriginalClient original = registry.originalUser(kareem);
        host.ask("BAN " + kareem + " " + lounge);
        assertEquals("JOIN <FAILURE> <404>", original.ask("JOIN-CHAT-ROOM " + lounge + " " + kareem));
    }

    @Test
    void invitedUserIsToldAndJoinsWithoutThePassword() {
        assertEquals("INVITE <SUCCESS> <200>", member.ask("INVITE " + fay + " " + room));
        assertEquals("INVITED " + room + " by=" + emil, other.notice());
        assertTrue(host.notice().startsWith("ROOM_CHANGED " + room + " by=" + emil));
        assertEquals("INVITE <SUCCESS> <200>", host.ask("INVITE " + fay + " " + room));
        assertTrue(other.ask("JOIN_CHAT_ROOM " + room + " - 1").startsWith("JOIN <SUCCESS>"));
        assertTrue(other.hasNoNotice(), "told once");
        other.ask("ROOM_EXIT " + fay + " " + room);
        assertEquals("JOIN <FAILURE> <404> reason=wrong-password", other.ask("JOIN_CHAT_ROOM " + room + " - 1"));
    }

    @Test
    void bannedUserCannotBeInvited() {
        host.ask("BAN " + fay + " " + room);
        assertEquals("INVITE <FAILURE> <404> reason=banned", member.ask("INVITE " + fay + " " + room));
        assertEquals("INVITE <FAILURE> <404> reason=no-such-user", member.ask("INVITE " + name("no") + " " + room));
    }
}
