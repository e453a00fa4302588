package org.hobnob.peer.console.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
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

    @Test
    void onlyWhatIsSaidElsewhereIsUnread() {
        open.enter(LAB);
        open.heard(LAB);
        open.heard(AMIR);
        open.heard(AMIR);
        assertEquals("[@amir 2] ", open.unreadMarks());
        open.enter(AMIR);
        assertEquals("", open.unreadMarks());
        open.step();
        open.heard(AMIR);
        assertEquals("[@amir 1] ", open.unreadMarks());
    }

    @Test
    void theNextIsAnUnreadOneElseTheOneAfter() {
        assertEquals(Optional.empty(), open.next());
        open.enter(LAB);
        open.enter(HELP);
        open.enter(LAB);
        assertEquals(Optional.of(HELP), open.next());
        open.heard(AMIR);
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
            open.heard(Conversation.chat("u" + i));
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
