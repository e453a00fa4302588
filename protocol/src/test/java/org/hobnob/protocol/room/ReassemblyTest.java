package org.hobnob.protocol.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.hobnob.protocol.Values;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.body.UnreadableBody;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.room.Reassembly.Outcome;
import org.hobnob.protocol.room.Reassembly.Whole;

/** SPEC 8.2: a message in parts. */
class ReassemblyTest {
    private static final MessageId A = new MessageId("a".repeat(32));
    private static final MessageId B = new MessageId("b".repeat(32));
    private static final Outcome NOTHING = new Outcome(List.of(), List.of());

    private final Reassembly reassembly = new Reassembly();

    @Property(tries = 300)
    void theWholeIsTheSumOfItsParts(
            @ForAll("texts") ChatText text, @ForAll @IntRange(min = 222, max = 1_069) int maxBytes) {
        List<Fragment> parts = Fragments.of(A, text, maxBytes);
        for (int i = 0; i < parts.size(); i++) {
            Fragment part = parts.get(i);
            assertEquals(new Fragment(A, i, parts.size(), part.text()), part);
            assertTrue(part.text().getBytes(StandardCharsets.UTF_8).length <= maxBytes);
            boolean last = i == parts.size() - 1;
            Outcome expected = last ? whole(A, text.text()) : NOTHING;
            assertEquals(expected, reassembly.take(part));
        }
    }

    @Example
    void aTextIsCutBetweenCodePointsAndAsLateAsCanBe() {
        assertEquals(List.of("aé", "😀", "bcde"), cut("aé😀bcde", 4));
        assertEquals(List.of("abcd"), cut("abcd", 4));
        assertEquals(List.of("abcd", "e"), cut("abcde", 4));
        assertThrows(IllegalArgumentException.class, () -> cut("a", 3));
        assertThrows(IllegalArgumentException.class, () -> cut("a", Fragment.MAX_TEXT_BYTES + 1));
        assertThrows(IllegalArgumentException.class, () -> cut("x".repeat(65), 4));
    }

    @Example
    void unreadableMessageIsWholeAndInterrupts() {
        assertEquals(NOTHING, reassembly.take(part(A, 0, 2, "a")));
        Outcome unreadable = new Outcome(List.of(A), List.of(new Whole(B, new UnreadableBody())));
        assertEquals(unreadable, reassembly.take(new Unreadable(B)));
        assertEquals(whole(A, "a2"), take(A, 0, 1, "a2"));
    }

    @Example
    void aMessageThatAnotherInterruptsIsTorn() {
        assertEquals(NOTHING, reassembly.take(part(A, 0, 2, "a")));
        assertEquals(
                new Outcome(List.of(A), List.of(new Whole(B, MessageBody.of(new ChatText("b"))))), take(B, 0, 1, "b"));
        assertEquals(NOTHING, take(A, 1, 2, "rest"), "told before");
        assertEquals(whole(B, "b2"), take(B, 0, 1, "b2"));
    }

    @Example
    void aPartOfAnotherCountTears() {
        take(A, 0, 3, "a");
        assertEquals(new Outcome(List.of(A), List.of()), take(A, 1, 2, "b"));
        assertEquals(NOTHING, take(A, 2, 3, "c"));
    }

    @Example
    void aPartLeftOutTears() {
        take(A, 0, 3, "a");
        assertEquals(new Outcome(List.of(A), List.of()), take(A, 2, 3, "c"));
        take(A, 0, 2, "again ");
        assertEquals(whole(A, "again whole"), take(A, 1, 2, "whole"));
    }

    @Example
    void aMessageWithoutItsBeginningIsTornOnce() {
        assertEquals(new Outcome(List.of(A), List.of()), take(A, 1, 3, "b"));
        assertEquals(NOTHING, take(A, 2, 3, "c"));
        take(A, 0, 2, "a");
        assertEquals(new Outcome(List.of(B), List.of()), take(B, 1, 2, "b"), "A was told before");
    }

    @Example
    void aGapTearsWhatIsUnderWay() {
        assertEquals(Optional.empty(), reassembly.interrupt());
        take(A, 0, 2, "a");
        assertEquals(Optional.of(A), reassembly.interrupt());
        assertEquals(Optional.empty(), reassembly.interrupt());
        assertEquals(NOTHING, take(A, 1, 2, "b"));
    }

    @Example
    void partsThatMakeNoMessageTextAreTorn() {
        String kilo = "x".repeat(1_000);
        take(A, 0, 4, kilo);
        take(A, 1, 4, kilo);
        take(A, 2, 4, kilo);
        assertEquals(new Outcome(List.of(A), List.of()), take(A, 3, 4, kilo));
        assertEquals(whole(B, "b"), take(B, 0, 1, "b"));
    }

    @Provide
    Arbitrary<ChatText> texts() {
        return Values.chatTexts();
    }

    private Outcome take(MessageId id, int index, int count, String text) {
        return reassembly.take(part(id, index, count, text));
    }

    private static Outcome whole(MessageId id, String text) {
        return new Outcome(List.of(), List.of(new Whole(id, MessageBody.of(new ChatText(text)))));
    }

    private static Fragment part(MessageId id, int index, int count, String text) {
        return new Fragment(id, index, count, text);
    }

    private static List<String> cut(String text, int maxBytes) {
        return Fragments.of(A, new ChatText(text), maxBytes).stream()
                .map(Fragment::text)
                .toList();
    }
}
