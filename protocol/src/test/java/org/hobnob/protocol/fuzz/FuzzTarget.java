package org.hobnob.protocol.fuzz;

import java.util.List;

/**
 * One parser of what comes from the network or the disk. Implementations have a constructor without parameters, and keep
 * nothing of an input that changes what becomes of the next one.
 */
public interface FuzzTarget {
    /**
     * Parses the input, and checks what must hold of the result.
     *
     * @throws Exception or an error if the parser throws what it does not document, or a check fails
     */
    void parse(byte[] input) throws Exception;

    /** Good inputs to begin with, beside those that are kept in files. */
    default List<byte[]> seeds() {
        return List.of();
    }

    /** The longest input worth trying, in bytes. */
    default int maxBytes() {
        return 4_096;
    }
}
