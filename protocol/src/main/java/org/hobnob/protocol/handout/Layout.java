package org.hobnob.protocol.handout;

import java.util.Optional;

/**
 * How a file is cut (SPEC 17.1): into pieces of the same length, the last one filled up with zeros, and the pieces into
 * blocks that differ by one piece at most, the larger ones first.
 *
 * @param size of the file, 1 to {@value #MAX_SIZE} bytes
 * @param pieceBytes the length of a piece, 1 to {@value Piece#MAX_CONTENT_BYTES} bytes
 * @param blockPieces the most pieces in a block, 1 to {@value #MAX_BLOCK_PIECES}
 */
public record Layout(long size, int pieceBytes, int blockPieces) {
    /** The largest file that is handed out by multicast, in bytes. */
    public static final long MAX_SIZE = 1L << 36;
    /** The most sources in a block; as many repairs can be made of it. */
    public static final int MAX_BLOCK_PIECES = 128;

    private static final int USUAL_BLOCK_PIECES = 100;
    private static final long MAX_PIECES = 1L << 30;

    /** @throws IllegalArgumentException if a value is out of range; use {@link #of} for what others say */
    public Layout {
        if (!isValid(size, pieceBytes, blockPieces)) {
            throw new IllegalArgumentException(size + " bytes in blocks of " + blockPieces + " × " + pieceBytes);
        }
    }

    private static boolean isValid(long size, long pieceBytes, long blockPieces) {
        return size >= 1
                && size <= MAX_SIZE
                && pieceBytes >= 1
                && pieceBytes <= Piece.MAX_CONTENT_BYTES
                && blockPieces >= 1
                && blockPieces <= MAX_BLOCK_PIECES
                && (size - 1) / pieceBytes < MAX_PIECES;
    }

    /** Returns the layout, or empty if a value is out of range. */
    public static Optional<Layout> of(long size, long pieceBytes, long blockPieces) {
        return isValid(size, pieceBytes, blockPieces)
                ? Optional.of(new Layout(size, (int) pieceBytes, (int) blockPieces))
                : Optional.empty();
    }

    /** Returns the layout that senders should choose for a file of this size, 1 to {@value #MAX_SIZE} bytes. */
    public static Layout usual(long size) {
        return new Layout(size, (int) Math.min(size, Piece.MAX_CONTENT_BYTES), USUAL_BLOCK_PIECES);
    }

    /** Returns how many sources the file has. */
    public int pieces() {
        return (int) ((size + pieceBytes - 1) / pieceBytes);
    }

    /** Returns how many blocks the file has. */
    public int blocks() {
        return (pieces() + blockPieces - 1) / blockPieces;
    }

    /** Returns how many sources this block has. */
    public int sources(int block) {
        return pieces() / blocks() + (block < pieces() % blocks() ? 1 : 0);
    }

    /** Returns where a source begins in the file, in bytes. */
    public long position(int block, int source) {
        long before = (long) block * (pieces() / blocks()) + Math.min(block, pieces() % blocks());
        return (before + source) * pieceBytes;
    }

    /** Returns how many bytes of the file a source holds; what follows in the piece is zeros. */
    public int length(int block, int source) {
        return (int) Math.min(pieceBytes, size - position(block, source));
    }

    /** Returns how many bytes of the file a block holds. */
    public int blockLength(int block) {
        return (int) (Math.min(size, position(block, sources(block))) - position(block, 0));
    }
}
