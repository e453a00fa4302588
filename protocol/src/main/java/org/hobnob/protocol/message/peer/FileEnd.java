package org.hobnob.protocol.message.peer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How an offer of a file ends (SPEC 16). */
public enum FileEnd {
    /** The sender takes it back. */
    WITHDRAWN,
    /** The recipient does not want the file. */
    REFUSED,
    /** The recipient had accepted, and gave it up. */
    CANCELLED,
    /** The recipient has the whole file, and its hash is right. */
    DONE,
    /** The recipient's program could not keep it. */
    FAILED;

    /** Returns the word used in lines: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the end with this word. */
    public static Optional<FileEnd> of(String word) {
        return Arrays.stream(values()).filter(end -> end.word().equals(word)).findFirst();
    }
}
