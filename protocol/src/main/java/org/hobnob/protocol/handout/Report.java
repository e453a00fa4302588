package org.hobnob.protocol.handout;

/**
 * What a receiver says of its state (SPEC 17.3).
 *
 * @param highest the highest serial that it has heard, 0 if none
 * @param heard how many different serials it has heard
 * @param from the lowest block that it lacks something of; the number of blocks if it has everything
 * @param needs how many pieces each block from there on still needs, an unsigned byte each; at most as many as were
 *     asked for; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record Report(int highest, int heard, int from, byte[] needs) {
    /** The most needs in one report: they fit one line. */
    public static final int MAX_NEEDS = 4_096;

    /** Returns how many pieces this block still needs; 0 if the report does not tell. */
    int need(int block) {
        int at = block - from;
        return at < 0 || at >= needs.length ? 0 : Byte.toUnsignedInt(needs[at]);
    }
}
