package org.hobnob.peer.console.command;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.hobnob.argon2.Argon2;
import org.hobnob.protocol.crypto.SaltedDigest;
import org.hobnob.protocol.message.value.Fingerprint;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.UserName;

/**
 * A password as typed. Its bytes are overwritten as soon as its digests are made, for which the registry and the user must
 * be known (SPEC 2.2). Never prints itself. Not thread-safe.
 */
public final class Password {
    private static final Argon2.Cost COST =
            new Argon2.Cost(SaltedDigest.MEMORY_KIB, SaltedDigest.ITERATIONS, SaltedDigest.PARALLELISM);

    /** The fewest characters of a new password that a person is asked for. */
    private static final int LEAST_CHARACTERS = 8;

    /** What a person is told of a new one that {@link #isShort}. */
    public static final String TOO_SHORT =
            "a password has at least eight characters; four words are easy to keep in mind and hard to guess";

    private final boolean isShort;
    private final byte[] utf8;
    private Optional<Digests> made = Optional.empty();

    public Password(String typed) {
        isShort = typed.codePointCount(0, typed.length()) < LEAST_CHARACTERS;
        utf8 = typed.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What is sent instead of a password.
     *
     * @param salted empty if it is not known which registry is asked
     */
    public record Digests(PasswordHash plain, Optional<PasswordHash> salted) {
        /** Returns the fields of a request at {@code peer.registry} (BUS.md 6.1). */
        public JsonObject json() {
            return new JsonObject()
                    .put("password", plain.hex())
                    .put("password2", salted.map(PasswordHash::hex).orElse(null));
        }
    }

    /** Returns whether the password is too short for a new one; the registry takes any (SPEC 2.2). */
    public boolean isShort() {
        return isShort;
    }

    /** Returns whether both are the same; to be asked before the digests of either are made. */
    public boolean isSame(Password other) {
        return MessageDigest.isEqual(utf8, other.utf8);
    }

    /**
     * Returns the digests, and overwrites the password at the first call; later calls return the same. Takes tens of
     * milliseconds, so it must not be called on an event loop.
     *
     * @param registry the registry's pin
     */
    public Digests digests(Optional<Fingerprint> registry, UserName user) {
        if (made.isEmpty()) {
            made = Optional.of(new Digests(
                    PasswordHash.ofPassword(utf8), registry.map(pin -> salted(SaltedDigest.salt(pin, user)))));
            Arrays.fill(utf8, (byte) 0);
        }
        return made.get();
    }

    private PasswordHash salted(byte[] salt) {
        return PasswordHash.ofBytes(Argon2.id(COST, salt, utf8, SaltedDigest.BYTES));
    }

    @Override
    public String toString() {
        return "Password[…]";
    }
}
