package org.hobnob.peer.console.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.hobnob.peer.console.conversation.ChatLine;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.text.Mentions.Span;
import org.hobnob.peer.console.text.Role;
import org.junit.jupiter.api.Test;

class PaletteTest {
    private final Palette palette = new Palette(true, true);

    private static ChatLine omar(String text) {
        return new ChatLine(Conversation.room("lab3"), "omar", text, "multicast", Role.OTHERS);
    }

    @Test
    void rolesHaveTheOriginalsColoursAndTheirMarks() {
        assertEquals("\u001b[32m-- ok\u001b[0m", palette.line(Role.SUCCESS, "ok"));
        assertEquals("\u001b[31m!! no\u001b[0m", palette.line(Role.ERROR, "no"));
        assertEquals("\u001b[33m-!- hm\u001b[0m", palette.line(Role.NOTICE, "hm"));
        assertEquals("\u001b[35mChoice: \u001b[0m", palette.prompt("Choice: "));
        assertEquals("list", palette.line(Role.PLAIN, "list"));
    }

    @Test
    void messagesOfOthersAreBlue() {
        assertEquals(
                "\u001b[2m10:02\u001b[0m \u001b[34m#lab3 omar: \u001b[0m\u001b[34mhello \u001b[0m\u001b[34;1m*all*\u001b[0m",
                palette.chat("10:02", omar("hello *all*")));
    }

    @Test
    void aLinkIsOneForTheTerminalToo() {
        assertEquals(
                "\u001b]8;;https://a.b/c\u001b\\\u001b[34mhttps://a.b/c\u001b[0m\u001b]8;;\u001b\\",
                palette.chat("", omar("https://a.b/c")).substring("\u001b[34m#lab3 omar: \u001b[0m".length()));
        assertFalse(new Palette(true, false).chat("", omar("https://a.b/c")).contains("]8;;"));
    }

    @Test
    void whatIsMeantForThisUserIsReversed() {
        ChatLine line = omar("hi dana, *dana!*").mentioning(List.of(new Span(3, 7), new Span(10, 14)));
        String painted = palette.chat("", line);
        assertEquals("#lab3 omar: hi dana, *dana!*  (mention)", Palette.strip(painted));
        assertEquals(
                "\u001b[34m#lab3 omar: \u001b[0m\u001b[34mhi \u001b[0m\u001b[34;7mdana\u001b[0m\u001b[34m, \u001b[0m"
                        + "\u001b[34;1m*\u001b[0m\u001b[34;1;7mdana\u001b[0m\u001b[34;1m!*\u001b[0m  \u001b[2m(mention)\u001b[0m",
                painted);
        assertEquals("#lab3 omar: hi dana, *dana!*  (mention)", new Palette(false, false).chat("", line));
    }

    @Test
    void namesOfOthersHaveColoursWhereThereAreMany() {
        Palette many = new Palette(new Appearance(true, false, true));
        String name = "\u001b[38;5;" + NameColors.of("omar") + "m";
        assertEquals(
                "\u001b[34m#lab3 \u001b[0m" + name + "omar: \u001b[0m\u001b[34mhi\u001b[0m", many.chat("", omar("hi")));
        ChatLine direct = new ChatLine(Conversation.chat("omar"), "", "hi", "", Role.OTHERS);
        assertEquals(name + "@omar \u001b[0m\u001b[34mhi\u001b[0m", many.chat("", direct));
        assertEquals("#lab3 omar: hi", new Palette(new Appearance(false, false, true)).chat("", omar("hi")));
    }

    @Test
    void marksReplaceColours() {
        Palette plain = new Palette(false, true);
        assertEquals("!! no", plain.line(Role.ERROR, "no"));
        assertEquals("Choice: ", plain.prompt("Choice: "));
        assertEquals("10:02 #lab3 omar: see *https://a.b*", plain.chat("10:02", omar("see *https://a.b*")));
    }

    @Test
    void undeliveredIsMarkedWithoutColourToo() {
        ChatLine lost = new ChatLine(Conversation.room("lab3"), "you", "hi", "not delivered to omar", Role.ERROR);
        assertEquals("10:02 !! #lab3 you: hi  (not delivered to omar)", new Palette(false, false).chat("10:02", lost));
    }
}
