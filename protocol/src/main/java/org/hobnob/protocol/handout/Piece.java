package org.hobnob.protocol.handout;

/**
 * One piece of a file that is handed out (SPEC 17.2).
 *
 * @param serial counts what was sent, repetitions included, from 1
 * @param block the number of its block, from 0
 * @param number its number in the block, 0 to 255: below the number of sources a source, otherwise a repair
 * @param content as long as the layout says; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record Piece(int serial, int block, int number, byte[] content) {
    /** The longest content, in bytes. */
    public static final int MAX_CONTENT_BYTES = 1_164;
}
