package org.hobnob.peer.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineCodecTest {
    static final Line FULL = new Line(
            new Talk("a1b2c3d4e5f60718 dana", "#Größe"),
            1_764_500_000_000L,
            1_764_400_000_000L,
            "Omar",
            true,
            true,
            "* dana waves \u001b[31m \ud83d\ude00",
            Optional.of(new Line.Reply("Amir", "0a", "is it free?")),
            "ff00",
            "multicast",
            true,
            Line.State.PARTLY,
            "lea");

    @Test
    void lineIsReadAsItWasWritten() {
        assertEquals(Optional.of(FULL), LineCodec.decode(LineCodec.encode(FULL)));
        Line bare = Lines.of(Lines.OMAR, 0, "");
        assertEquals(Optional.of(bare), LineCodec.decode(LineCodec.encode(bare)));
    }

    @Test
    void everyChangedBitIsNoticed() {
        byte[] bytes = LineCodec.encode(FULL);
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals(Optional.empty(), LineCodec.decode(changed), "bit " + bit);
        }
    }

    @Test
    void lineBeyondTheBoundIsRefused() {
        Line large = Lines.of(Lines.OMAR, 0, "x".repeat(LineCodec.MAX_BYTES));
        assertThrows(IllegalArgumentException.class, () -> LineCodec.encode(large));
    }
}
