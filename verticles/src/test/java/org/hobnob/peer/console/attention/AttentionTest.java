package org.hobnob.peer.console.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hobnob.peer.console.attention.Attention.Verdict;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.conversation.Urgency;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.peer.settings.PeerValues;
import org.junit.jupiter.api.Test;

class AttentionTest {
    private static final Conversation LAB = Conversation.room("lab3");
    private static final Conversation OMAR = Conversation.chat("omar");

    private static Attention with(String notify, String levels) {
        return new Attention(new PeerValues(
                Map.of(), Map.of(PeerKey.NOTIFY, notify, PeerKey.LEVELS, levels), Map.of(), (key, value) -> {}));
    }

    @Test
    void conversationInViewNeverAlerts() {
        for (Level level : Level.values()) {
            for (boolean mention : new boolean[] {true, false}) {
                for (boolean room : new boolean[] {true, false}) {
                    assertEquals(new Verdict(true, false, Urgency.USUAL), Attention.of(level, room, mention, true));
                }
            }
        }
    }

    @Test
    void privateLinesAndMentionsAlert() {
        assertEquals(new Verdict(true, true, Urgency.URGENT), Attention.of(Level.ALL, false, false, false));
        assertEquals(new Verdict(true, true, Urgency.URGENT), Attention.of(Level.ALL, true, true, false));
        assertEquals(new Verdict(true, false, Urgency.USUAL), Attention.of(Level.ALL, true, false, false));
    }

    @Test
    void levelMentionsShowsMentionsOnly() {
        for (boolean room : new boolean[] {true, false}) {
            assertEquals(new Verdict(true, true, Urgency.URGENT), Attention.of(Level.MENTIONS, room, true, false));
            assertEquals(new Verdict(false, false, Urgency.USUAL), Attention.of(Level.MENTIONS, room, false, false));
        }
    }

    @Test
    void mutedConversationsOnlyCount() {
        for (boolean room : new boolean[] {true, false}) {
            assertEquals(new Verdict(false, false, Urgency.QUIET), Attention.of(Level.NONE, room, true, false));
        }
    }

    @Test
    void levelOfItsOwnGoesBeforeTheUsualOneOfRooms() {
        Attention attention = with("mentions", "#LAB3=all, @omar=none, #x=what, y=all, =, #a=b=all");
        assertEquals(Level.ALL, attention.level(LAB));
        assertEquals(Level.NONE, attention.level(OMAR));
        assertEquals(Level.MENTIONS, attention.level(Conversation.room("help")));
        assertEquals(Level.ALL, attention.level(Conversation.chat("amir")));
        assertEquals(2, attention.levels().all().size());
    }

    @Test
    void levelsAreWrittenAsTheyAreRead() {
        Levels levels = Levels.of(List.of("#lab3=none"))
                .with(OMAR, Optional.of(Level.MENTIONS))
                .with(Conversation.room("LAB3"), Optional.of(Level.ALL));
        assertEquals("@omar=mentions,#LAB3=all", levels.text());
        assertEquals("#LAB3=all", levels.with(OMAR, Optional.empty()).text());
    }
}
