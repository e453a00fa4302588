package org.hobnob.protocol.handout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SPEC 17.1: how files are cut. */
class LayoutTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 1164, 100", "10, 3, 2", "1165, 1164, 100", "20000000, 1164, 100", "255, 1, 128"})
    void piecesCoverTheFileOnce(long size, int pieceBytes, int blockPieces) {
        Layout layout = new Layout(size, pieceBytes, blockPieces);
        long at = 0;
        for (int block = 0; block < layout.blocks(); block++) {
            long blockAt = at;
            assertTrue(layout.sources(block) <= blockPieces);
            assertTrue(layout.sources(0) - layout.sources(block) <= 1);
            for (int source = 0; source < layout.sources(block); source++) {
                assertEquals(at, layout.position(block, source));
                at += layout.length(block, source);
            }
            assertEquals(at - blockAt, layout.blockLength(block));
        }
        assertEquals(size, at);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1",
        "-1, 1, 1",
        "68719476737, 1164, 100",
        "1, 0, 1",
        "1, 1165, 1",
        "1, 1, 0",
        "1, 1, 129",
        "68719476736, 1, 128"
    })
    void otherCutsAreRefused(long size, long pieceBytes, long blockPieces) {
        assertEquals(Optional.empty(), Layout.of(size, pieceBytes, blockPieces));
    }

    @Test
    void smallFilesHaveSmallPieces() {
        assertEquals(new Layout(10, 10, 100), Layout.usual(10));
        assertEquals(1_164, Layout.usual(20_000_000).pieceBytes());
    }
}
