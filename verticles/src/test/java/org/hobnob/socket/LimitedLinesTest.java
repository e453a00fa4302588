package org.hobnob.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitedLinesTest {
    private static List<String> lines(byte[] input, int most) throws IOException {
        List<String> all = new ArrayList<>();
        LimitedLines lines = new LimitedLines(new ByteArrayInputStream(input), most);
        for (LimitedLines.Line line = lines.next(); line != null; line = lines.next()) {
            all.add(line.isTooLong() ? "<too long>" : line.text());
        }
        assertNull(lines.next());
        return all;
    }

    private static List<String> lines(String input, int most) throws IOException {
        return lines(input.getBytes(StandardCharsets.UTF_8), most);
    }

    @Test
    void linesEndWithALineFeedOrTheInput() throws IOException {
        assertEquals(List.of("a", "", "b", "c"), lines("a\n\nb\r\nc", 10));
        assertEquals(List.of(), lines("", 10));
        assertEquals(List.of("a"), lines("a\n", 10));
    }

    @Test
    void lineThatIsTooLongIsPassedOver() throws IOException {
        assertEquals(List.of("1234", "<too long>", "ok"), lines("1234\n12345\nok", 4));
        assertEquals(List.of("<too long>"), lines("ää", 3), "bytes count");
    }

    @Test
    void whatIsNoUtf8IsReplaced() throws IOException {
        List<String> read = lines(new byte[] {'a', (byte) 0xff, 'b', '\n'}, 10);
        assertTrue(read.get(0).contains("\ufffd"), read.toString());
    }
}
