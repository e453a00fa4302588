package org.hobnob.protocol.room.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.hobnob.protocol.fuzz.FuzzTarget;

/** What an archive keeps of a stream that is forgotten. */
public final class ArchiveMarkFuzz implements FuzzTarget {
    @Override
    public void parse(byte[] input) {
        ArchiveMark.read(input).ifPresent(mark -> assertArrayEquals(input, mark.bytes()));
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                new ArchiveMark(0x0fedcba987654321L, 7, 1_790_000_000_000L).bytes(),
                new ArchiveMark(-1, Long.MIN_VALUE, 0).bytes());
    }

    @Override
    public int maxBytes() {
        return 64;
    }
}
