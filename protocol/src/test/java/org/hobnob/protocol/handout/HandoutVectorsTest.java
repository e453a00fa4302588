package org.hobnob.protocol.handout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.hobnob.protocol.Vectors;
import org.junit.jupiter.api.Test;

/** SPEC 17.1 and 17.2: what another program computed is what comes out here, and the other way round. */
class HandoutVectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    static PieceSeal seal() {
        byte[] key = new byte[PieceSeal.KEY_BYTES];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        return new PieceSeal(0x0123456789abcdefL, key);
    }

    private static Stream<Vectors.Row> rows(String what) {
        return Vectors.read("handouts.txt", 4).stream()
                .filter(row -> row.column(1).equals(what));
    }

    @Test
    void piecesAreOpenedAsTheVectorsSay() {
        rows("piece").forEach(row -> {
            byte[] datagram = HEX.parseHex(row.column(2));
            String outcome =
                    seal().open(datagram).map(HandoutVectorsTest::shown).orElse("none");
            assertEquals(row.column(3), outcome, row.name());
        });
    }

    private static String shown(Piece piece) {
        return "serial=" + piece.serial() + " block=" + piece.block() + " number=" + piece.number() + " content="
                + HEX.formatHex(piece.content());
    }

    @Test
    void piecesAreSealedAsTheVectorsSay() {
        rows("piece")
                .forEach(row -> seal().open(HEX.parseHex(row.column(2)))
                        .ifPresent(
                                piece -> assertEquals(row.column(2), HEX.formatHex(seal().seal(piece)), row.name())));
    }

    @Test
    void aDatagramIsOpenedAsOftenAsItComes() {
        byte[] datagram = seal().seal(new Piece(1, 0, 0, new byte[] {7}));
        byte[] forged = datagram.clone();
        forged[forged.length - 1]++;
        PieceSeal seal = seal();
        assertTrue(seal.open(datagram).isPresent());
        assertTrue(seal.open(datagram).isPresent());
        assertTrue(seal.open(forged).isEmpty());
        assertTrue(seal.open(forged).isEmpty());
        assertTrue(seal.open(datagram).isPresent());
    }

    @Test
    void repeatedPiecesAreSealedAnew() {
        PieceSeal seal = seal();
        byte[] first = seal.seal(new Piece(1, 0, 0, new byte[] {1}));
        byte[] second = seal.seal(new Piece(2, 0, 0, new byte[] {1}));
        assertNotEquals(first[first.length - PieceSeal.TAG_BYTES - 1], second[first.length - PieceSeal.TAG_BYTES - 1]);
    }

    @Test
    void repairsAreThoseOfTheVectors() {
        rows("repair").forEach(row -> {
            List<String> words = Arrays.asList(row.column(2).split(" "));
            List<byte[]> sources =
                    words.subList(1, words.size()).stream().map(HEX::parseHex).toList();
            byte[] repair = ErasureCode.repair(sources, Integer.parseInt(words.get(0)));
            assertEquals(row.column(3), HEX.formatHex(repair), row.name());
        });
    }

    @Test
    void layoutsAreThoseOfTheVectors() {
        rows("layout").forEach(row -> {
            long[] cut = Arrays.stream(row.column(2).split(" "))
                    .mapToLong(Long::parseLong)
                    .toArray();
            String outcome = Layout.of(cut[0], cut[1], cut[2])
                    .map(HandoutVectorsTest::shown)
                    .orElse("none");
            assertEquals(row.column(3), outcome, row.name());
        });
    }

    private static String shown(Layout layout) {
        return layout.pieces() + " pieces in " + layout.blocks() + " blocks of " + layout.sources(0) + " to "
                + layout.sources(layout.blocks() - 1);
    }
}
