package org.hobnob.protocol.message.value;

import java.util.Arrays;
import java.util.Optional;

/** How a {@link PasswordHash} is made of a password (SPEC 2.2). */
public enum PasswordDigest {
    /** The SHA-256 of the password, the same at every registry. */
    PLAIN("1"),
    /** Argon2id with a salt that names the registry and the user, so that it is useless at another registry. */
    SALTED("2");

    private final String word;

    PasswordDigest(String word) {
        this.word = word;
    }

    /** Returns the number of the digest, as on the wire. */
    public String word() {
        return word;
    }

    /** Returns the digest with this number, or empty if there is none. */
    public static Optional<PasswordDigest> ofWord(String word) {
        return Arrays.stream(values())
                .filter(digest -> digest.word.equals(word))
                .findFirst();
    }
}
