package org.hobnob.peer.console.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hobnob.peer.console.text.Role;
import org.junit.jupiter.api.Test;

class ConversationsTest {
    private static final Conversation LAB = Conversation.room("lab3");
    private static final Conversation HELP = Conversation.room("help");
    private static final Conversation AMIR = Conversation.chat("amir");

    private final Conversations open = new Conversations();

    @Test
    void aRoomAndAUserOfOneNameAreTwo() {
        assertFalse(Conversation.room("x").equals(Conversation.chat("x")));
        assertTrue(Conversation.room("Lab3").equals(LAB));
        assertEquals(LAB.hashCode(), Conversation.room("LAB3").hashCode());
    }

    private void heard(Conversation where) {
        heard(where, Urgency.USUAL, false, true);
    }

    private void heard(Conversation where, Urgency urgency, boolean mention, boolean shown) {
        ChatLine line = new ChatLine(where, "omar", "hi", "", Role.OTHERS);
        open.heard(new Heard(line, Instant.EPOCH, urgency, mention, shown));
    }

    @Test
    void mentionsAreCountedBeforeTheSign() {
        heard(LAB);
        heard(LAB, Urgency.URGENT, true, true);
        heard(LAB);
        assertEquals("[#lab3 1!3] ", open.unreadMarks());
    }

    @Test
    void theMostUrgentComesFirst() {
        heard(LAB, Urgency.QUIET, true, false);
        heard(HELP);
        heard(AMIR, Urgency.URGENT, false, true);
        heard(AMIR);
        assertEquals("[@amir 2] [#help 1] [#lab3 1!1] ", open.unreadMarks());
        for (Conversation expected : List.of(AMIR, HELP, LAB)) {
            assertEquals(Optional.of(expected), open.next());
            open.enter(expected);
        }
    }

    @Test
    void linesOfOneConversationStandTogetherUntilAnotherIsHeard() {
        heard(LAB);
        heard(LAB);
        open.enter(LAB);
        assertTrue(open.takeArrival().orElseThrow().together());
        assertEquals(Optional.empty(), open.takeArrival());
        open.step();
        heard(LAB);
        heard(HELP);
        open.enter(LAB);
        assertFalse(open.takeArrival().orElseThrow().together());
        open.step();
        heard(LAB);
        heard(LAB, Urgency.QUIET, false, false);
        open.enter(LAB);
        assertFalse(open.takeArrival().orElseThrow().together());
        open.step();
        heard(LAB, Urgency.QUIET, false, false);
        heard(HELP);
        open.enter(LAB);
        assertFalse(open.takeArrival().orElseThrow().together());
        open.enter(HELP);
        heard(HELP);
        heard(LAB);
        open.enter(LAB);
        assertTrue(open.takeArrival().orElseThrow().together());
    }

    @Test
    void unreadLinesAreRememberedWithinBounds() {
        for (int i = 0; i < Unread.MOST_LINES + 5; i++) {
            heard(LAB);
        }
        Unread unread = open.unread(LAB).orElseThrow();
        assertEquals(Unread.MOST_LINES + 5, unread.count());
        assertEquals(Unread.MOST_LINES, unread.lines().size());
        ChatLine large = new ChatLine(LAB, "omar", "x".repeat(Unread.MOST_CHARACTERS - 1), "", Role.OTHERS);
        open.heard(new Heard(large, Instant.EPOCH, Urgency.USUAL, false, true));
        assertEquals(1, unread.lines().size());
    }

    @Test
    void onlyWhatIsSaidElsewhereIsUnread() {
        open.enter(LAB);
        heard(LAB);
        heard(AMIR);
        heard(AMIR);
        assertEquals("[@amir 2] ", open.unreadMarks());
        open.enter(AMIR);
        assertEquals("", open.unreadMarks());
        open.step();
        heard(AMIR);
        assertEquals("[@amir 1] ", open.unreadMarks());
    }

    @Test
    void theNextIsAnUnreadOneElseTheOneAfter() {
        assertEquals(Optional.empty(), open.next());
        open.enter(LAB);
        open.enter(HELP);
        open.enter(LAB);
        assertEquals(Optional.of(HELP), open.next());
        heard(AMIR);
        assertEquals(Optional.of(AMIR), open.next());
        open.close(AMIR);
        open.enter(HELP);
        assertEquals(Optional.of(LAB), open.next());
    }

    @Test
    void defaultRoomIsTheCurrentOrLastOpened() {
        open.enter(LAB);
        open.enter(HELP);
        open.enter(LAB);
        assertEquals(Optional.of("lab3"), open.room());
        open.enter(AMIR);
        assertEquals(Optional.of("help"), open.room());
        open.close(HELP);
        assertEquals(Optional.of("lab3"), open.room());
    }

    @Test
    void strangersCannotOpenConversationsWithoutEnd() {
        for (int i = 0; i < 2 * Conversations.MOST; i++) {
            heard(Conversation.chat("u" + i));
        }
        assertEquals(Conversations.MOST, open.all().size());
        assertEquals("[@u0 1] [@u1 1] [@u2 1] [@u3 1] [60 more] ", open.unreadMarks());
    }

    @Test
    void oneIsFoundByNumberNameAndLabel() {
        open.enter(LAB);
        open.enter(AMIR);
        assertEquals(Optional.of(AMIR), open.find("2"));
        assertEquals(Optional.of(AMIR), open.find("AMIR"));
        assertEquals(Optional.of(LAB), open.find("#Lab3"));
        assertEquals(Optional.empty(), open.find("3"));
        assertEquals(Optional.empty(), open.find("0"));
        assertEquals(Optional.empty(), open.find("@lab3"));
    }
}
