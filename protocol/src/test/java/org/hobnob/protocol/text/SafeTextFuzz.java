package org.hobnob.protocol.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.fuzz.FuzzTarget;

/** Text made safe to show (SPEC 2.4). */
public final class SafeTextFuzz implements FuzzTarget {
    @Override
    public void parse(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        String safe = SafeText.of(text);
        assertTrue(SafeText.isSafe(safe));
        assertEquals(safe, SafeText.of(safe), "making a text safe twice changes nothing");
        assertEquals(text.codePointCount(0, text.length()), safe.codePointCount(0, safe.length()), "one for one");
        assertEquals(safe.getBytes(StandardCharsets.UTF_8).length, SafeText.utf8Length(safe));
    }

    @Override
    public List<byte[]> seeds() {
        return Vectors.read("hostile-text.txt", 3).stream()
                .map(row -> Vectors.unquote(row.column(1)).getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
