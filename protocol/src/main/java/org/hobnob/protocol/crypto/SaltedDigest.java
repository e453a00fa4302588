package org.hobnob.protocol.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.hobnob.protocol.message.value.Fingerprint;
import org.hobnob.protocol.message.value.UserName;

/**
 * How {@link org.hobnob.protocol.message.value.PasswordDigest#SALTED} is made of a password (SPEC 2.2): Argon2id version 1.3
 * of its UTF-8 bytes with these parameters and {@link #salt}.
 */
public final class SaltedDigest {
    /** The memory, in KiB. */
    public static final int MEMORY_KIB = 19_456;
    /** The passes over the memory. */
    public static final int ITERATIONS = 2;
    /** The lanes. */
    public static final int PARALLELISM = 1;
    /** The length of the digest, in bytes. */
    public static final int BYTES = 32;

    private static final byte[] CONTEXT = "hobnob password 2\0".getBytes(StandardCharsets.US_ASCII);

    private SaltedDigest() {}

    /**
     * Returns the salt of a user's password at a registry.
     *
     * @param pin the pin of the registry to which the digest is sent, as this connection's handshake showed it
     * @param user the user, in any mixture of cases
     * @return 32 bytes
     */
    public static byte[] salt(Fingerprint pin, UserName user) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.writeBytes(CONTEXT);
        input.writeBytes(pin.bytes());
        input.writeBytes(user.folded().getBytes(StandardCharsets.US_ASCII));
        return Fingerprint.ofEncoded(input.toByteArray()).bytes();
    }
}
