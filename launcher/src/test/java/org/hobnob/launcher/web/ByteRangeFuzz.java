package org.hobnob.launcher.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.hobnob.protocol.fuzz.FuzzTarget;

/** The header {@code Range} of whoever asks the page for a file. */
public final class ByteRangeFuzz implements FuzzTarget {
    private static final List<Long> SIZES = List.of(0L, 1L, 10L, 5_000_000_000L);

    @Override
    public void parse(byte[] input) {
        String header = new String(input, StandardCharsets.ISO_8859_1);
        for (long size : SIZES) {
            ByteRange range = ByteRange.of(header, size);
            assertTrue(range.from() >= 0 && range.length() >= 0, header);
            assertTrue(range.isOutside() || range.length() <= size - range.from(), header);
            if (!range.isPart()) {
                assertEquals(new ByteRange(0, size, false), range, header);
            } else if (!range.isOutside()) {
                String same = "bytes=" + range.from() + "-" + (range.from() + range.length() - 1);
                assertEquals(range, ByteRange.of(same, size), header);
            }
        }
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of("bytes=0-0", "bytes=3-", "bytes=-3", "bytes=999999999999999999-", "bytes=0-1,3-4", "lines=0-1")
                .map(header -> header.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    @Override
    public int maxBytes() {
        return 100;
    }
}
