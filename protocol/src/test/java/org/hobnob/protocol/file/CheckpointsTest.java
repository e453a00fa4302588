package org.hobnob.protocol.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.file.Checkpoints.Point;
import org.hobnob.protocol.message.value.MessageId;
import org.junit.jupiter.api.Test;

/** What is known of a file that has come in part (SPEC 16.3). */
class CheckpointsTest {
    private static final MessageId ID = new MessageId("0a".repeat(16));
    private static final Point FIRST = new Point(16, "ab".repeat(32));
    private static final Point SECOND = new Point(40, "cd".repeat(32));
    private static final Checkpoints BOTH = Checkpoints.none(ID).with(FIRST).with(SECOND);

    @Test
    void textIsReadAgain() {
        assertEquals(Optional.of(BOTH), Checkpoints.parse(BOTH.print()));
        assertEquals(Optional.of(Checkpoints.none(ID)), Checkpoints.parse("hobnob-part 1 " + ID + "\n"));
    }

    @Test
    void anotherFileIsNone() {
        assertEquals(Optional.empty(), Checkpoints.parse(""));
        assertEquals(Optional.empty(), Checkpoints.parse("hobnob-part 2 " + ID + "\n"));
        assertEquals(Optional.empty(), Checkpoints.parse("hobnob-part 1 zz\n"));
    }

    @Test
    void whatFollowsADamagedLineIsNotKnown() {
        Checkpoints first = Checkpoints.none(ID).with(FIRST);
        String text = BOTH.print();
        assertEquals(Optional.of(first), Checkpoints.parse(text.substring(0, text.length() - 1)));
        assertEquals(Optional.of(first), Checkpoints.parse(text.replace("40 ", "15 ")));
        assertEquals(Optional.of(first), Checkpoints.parse(text.replace("40 cd", "40 xy")));
    }

    @Test
    void lengthIsThatOfTheLongestBeginning() {
        assertEquals(0, Checkpoints.none(ID).length());
        assertEquals(40, BOTH.length());
        assertEquals(List.of(FIRST), BOTH.upTo(39).points());
    }
}
