package org.hobnob.launcher.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ByteRangeTest {
    private static String of(String header) {
        ByteRange range = ByteRange.of(header, 10);
        return range.from() + "+" + range.length() + (range.isPart() ? " part" : "") + (range.isOutside() ? " !" : "");
    }

    @Test
    void aPartIsAskedForByItsEnds() {
        assertEquals("0+1 part", of("bytes=0-0"));
        assertEquals("3+4 part", of("bytes=3-6"));
        assertEquals("3+7 part", of("bytes=3-"));
        assertEquals("3+7 part", of("bytes=3-999"));
    }

    @Test
    void aPartIsAskedForFromTheEnd() {
        assertEquals("7+3 part", of("bytes=-3"));
        assertEquals("0+10 part", of("bytes=-999"));
    }

    @Test
    void whatIsNotThereIsOutside() {
        assertEquals("10+0 part !", of("bytes=10-"));
        assertEquals("99+0 part !", of("bytes=99-100"));
        assertEquals("10+0 part !", of("bytes=-0"));
        assertTrue(ByteRange.of("bytes=0-", 0).isOutside());
        assertFalse(ByteRange.of(null, 0).isOutside());
    }

    @Test
    void whatIsNoSingleRangeIsTheWhole() {
        for (String header : List.of(
                "",
                "bytes=",
                "bytes=-",
                "bytes=5-3",
                "bytes=0-1,3-4",
                "lines=0-1",
                "bytes=a-b",
                "bytes=0-1 ",
                "bytes=99999999999999999999-",
                "bytes=-1-2")) {
            assertEquals("0+10", of(header), header);
        }
        assertEquals("0+10", of(null));
    }
}
