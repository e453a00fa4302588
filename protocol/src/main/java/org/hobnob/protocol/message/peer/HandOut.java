package org.hobnob.protocol.message.peer;

import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.handout.HandoutBounds;
import org.hobnob.protocol.handout.Layout;
import org.hobnob.protocol.handout.Piece;
import org.hobnob.protocol.message.value.GroupAddress;

/**
 * A hand-out that a receiver may take part in (SPEC 17.3).
 *
 * @param number names it in its datagrams
 * @param key seals its pieces
 * @param group where they are sent
 * @param pieceBytes the length of a piece, from 1
 * @param blockPieces the most sources in a block, from 1
 */
public record HandOut(long number, HandOutKey key, GroupAddress group, int pieceBytes, int blockPieces) {
    /** @throws IllegalArgumentException if a value is out of range */
    public HandOut {
        Objects.requireNonNull(key);
        Objects.requireNonNull(group);
        if (pieceBytes < 1
                || pieceBytes > Piece.MAX_CONTENT_BYTES
                || blockPieces < 1
                || blockPieces > Layout.MAX_BLOCK_PIECES) {
            throw new IllegalArgumentException("blocks of " + blockPieces + " × " + pieceBytes);
        }
    }

    /** Returns how a file of this size is cut, or empty if it cannot be cut so, or has more blocks than a receiver bears. */
    public Optional<Layout> layout(long size) {
        return Layout.of(size, pieceBytes, blockPieces).filter(layout -> layout.blocks() <= HandoutBounds.BLOCKS);
    }
}
