package org.hobnob.peer.console.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.hobnob.peer.console.screen.Notices.Way;
import org.junit.jupiter.api.Test;

class NoticesTest {
    private static final Notices PLAIN = new Notices(Map.of());

    private static Optional<Way> known(String... pairs) {
        return new Notices(
                        pairs.length == 2 ? Map.of(pairs[0], pairs[1]) : Map.of(pairs[0], pairs[1], pairs[2], pairs[3]))
                .known();
    }

    @Test
    void terminalsAreToldAsTheyUnderstand() {
        assertEquals(Optional.of(Way.OSC99), known("KITTY_WINDOW_ID", "1"));
        assertEquals(Optional.of(Way.OSC9), known("TERM_PROGRAM", "WezTerm"));
        assertEquals(Optional.of(Way.OSC777), known("TERM", "foot-extra"));
        assertEquals(Optional.empty(), known("TERM", "xterm-256color"));
        assertEquals(Optional.empty(), known("KITTY_WINDOW_ID", "1", "TERM", "tmux-256color"));
        assertEquals(Optional.empty(), known("TERM_PROGRAM", "WezTerm", "TMUX", "/tmp/tmux-0/default,1,0"));
    }

    @Test
    void eachWayHasItsSequence() {
        Alert alert = new Alert("#lab;3 omar", "4;hi");
        assertEquals("\u001b]9;#lab;3 omar: 4;hi\u001b\\", PLAIN.sequence(Way.OSC9, alert));
        assertEquals("\u001b]777;notify;#lab,3 omar;4;hi\u001b\\", PLAIN.sequence(Way.OSC777, alert));
        assertEquals(
                "\u001b]99;i=hobnob:d=0:e=1;b21hcg==\u001b\\\u001b]99;i=hobnob:p=body:e=1;aGk=\u001b\\",
                PLAIN.sequence(Way.OSC99, new Alert("omar", "hi")));
    }

    @Test
    void tmuxIsAskedToPassTheSequenceOn() {
        assertEquals(
                "\u001bPtmux;\u001b\u001b]9;omar: hi\u001b\u001b\\\u001b\\",
                new Notices(Map.of("TMUX", "x")).sequence(Way.OSC9, new Alert("omar", "hi")));
    }

    @Test
    void hostileTextCannotEndTheSequence() {
        Alert hostile = new Alert("o\u0007m", "\u001b\\\u001b[2J\u009c\n\u0007");
        for (Way way : Way.values()) {
            String sequence = PLAIN.sequence(way, hostile);
            String inside = sequence.substring(2, sequence.length() - 2).replace("\u001b\\\u001b]99;", "");
            assertTrue(inside.chars().noneMatch(Character::isISOControl), way + inside);
        }
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        String text = "\ud83d\ude00".repeat(Notices.MOST_CHARACTERS + 1);
        assertEquals(2 * Notices.MOST_CHARACTERS + 1, Notices.cut(text).length());
        assertEquals("…", Notices.cut(text).substring(2 * Notices.MOST_CHARACTERS));
        assertEquals("short", Notices.cut("short"));
    }
}
