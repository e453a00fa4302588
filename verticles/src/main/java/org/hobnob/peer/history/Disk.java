package org.hobnob.peer.history;

import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * How files are opened.
 *
 * @param key what they are encrypted with
 * @param names converts a path to a name for H2, which may refer to another of its file systems
 */
record Disk(byte[] key, UnaryOperator<String> names) {
    Disk {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(names, "names");
    }
}
