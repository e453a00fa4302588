package org.hobnob.protocol.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.fuzz.FuzzTarget;

/** Prekeys, letters and what is sealed in them (SPEC 14). */
public final class LetterFuzz implements FuzzTarget {
    @Override
    public void parse(byte[] input) {
        Prekey.parse(input).ifPresent(prekey -> assertArrayEquals(input, prekey.bytes()));
        Letter.parse(input).ifPresent(letter -> assertArrayEquals(input, letter.bytes()));
        LetterContent.parse(input);
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of("prekeys.txt", "letters.txt")
                .flatMap(file -> Vectors.read(file, 3).stream())
                .map(row -> HexFormat.of().parseHex(row.column(1)))
                .toList();
    }

    @Override
    public int maxBytes() {
        return Letter.MAX_BYTES + 1;
    }
}
