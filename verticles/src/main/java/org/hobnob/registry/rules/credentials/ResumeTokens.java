package org.hobnob.registry.rules.credentials;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.hobnob.protocol.message.value.FamilyId;
import org.hobnob.protocol.message.value.KeyHash;

/**
 * Tokens with which a native peer logs in again without a password hash and without a table of tokens: claims followed by
 * an HMAC-SHA256 over them.
 *
 * <p>Bytes before Base64 (URL alphabet, no padding), integers big-endian:
 *
 * <pre>
 * version 2 (1) | length of user (1) | user (ASCII) | account epoch (8) | expiry, epoch seconds (8) | id (16)
 *   | family (8) | key hash (16) | end of the family, epoch seconds (8) | tag (32)
 * </pre>
 *
 * <p>A key hash of zeros means that the token is bound to no key. Tokens of version 1, which earlier registries issued, end
 * with the id and its tag; they are still verified.
 *
 * <p>The tag is the HMAC-SHA256, under the key, of the ASCII text {@code hobnob resume token} and all bytes before the tag.
 * Thread-safe if its random source is. The text of a token is a secret: do not log it.
 */
public final class ResumeTokens {

    /** Length of the key in bytes. */
    public static final int KEY_BYTES = HmacKey.BYTES;

    /** The longest token in characters. */
    public static final int MAX_CHARS = 199;

    /**
     * No token is good for longer, whatever it says. One that says so was issued while the clock was wrong. A year and a
     * day is above the longest life that can be configured.
     */
    private static final long MAX_LIFE_S = 366L * 24 * 60 * 60;

    private static final byte VERSION_1 = 1;
    private static final byte VERSION_2 = 2;
    private static final int ID_BYTES = 16;
    private static final int FIXED_BYTES_1 = 1 + 1 + Long.BYTES + Long.BYTES + ID_BYTES;
    private static final int FIXED_BYTES_2 = FIXED_BYTES_1 + Long.BYTES + KeyHash.BYTES + Long.BYTES;
    private static final byte[] NO_KEY = new byte[KeyHash.BYTES];
    private static final byte[] DOMAIN = "hobnob resume token".getBytes(US_ASCII);
    private static final Pattern FOLDED = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");
    private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9_-]{1," + MAX_CHARS + "}");
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /**
     * The claims of an authentic, unexpired token. The caller must still compare the epoch with the account's.
     *
     * @param foldedUser the user's name in lower case
     * @param accountEpoch the account's epoch when the token was issued; if the account has another one by now, the token
     *     is revoked
     * @param expiresAtEpochS the first second at which the token is no longer valid, in seconds since 1970
     * @param id 32 hexadecimal digits, unique to the token
     * @param bond the login that the token belongs to; empty for a token of version 1
     */
    public record Claims(String foldedUser, long accountEpoch, long expiresAtEpochS, String id, Optional<Bond> bond) {}

    /**
     * The login that a token belongs to.
     *
     * @param family the caller must still check that the account has it
     * @param key the hash of the key that the token's user must prove; empty if none
     * @param endsAtEpochS the first second at which the family is over, in seconds since 1970
     */
    public record Bond(FamilyId family, Optional<KeyHash> key, long endsAtEpochS) {}

    private final HmacKey key;
    private final RandomGenerator random;

    /**
     * @param key {@value #KEY_BYTES} bytes, the same on every node and after a restart; copied
     * @param random a cryptographically strong source of ids
     * @throws IllegalArgumentException if the key has another length
     */
    public ResumeTokens(byte[] key, RandomGenerator random) {
        this.key = new HmacKey(key, "the key of resume tokens");
        this.random = random;
    }

    /**
     * @param foldedUser the user's name in lower case, valid by the rule of names
     * @param accountEpoch the account's current epoch
     * @param expiresAtEpochS the first second at which the token is no longer valid, in seconds since 1970; the end of the
     *     family if that is sooner
     * @param bond the login that the token belongs to
     * @return the token, shorter than 200 characters of {@code [A-Za-z0-9_-]}
     * @throws IllegalArgumentException if the name is not folded or violates the rule of names
     */
    public String issue(String foldedUser, long accountEpoch, long expiresAtEpochS, Bond bond) {
        if (!FOLDED.matcher(foldedUser).matches()) {
            throw new IllegalArgumentException("the user of a token must be a folded name, " + FOLDED);
        }
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        byte[] claims = ByteBuffer.allocate(FIXED_BYTES_2 + foldedUser.length())
                .put(VERSION_2)
                .put((byte) foldedUser.length())
                .put(foldedUser.getBytes(US_ASCII))
                .putLong(accountEpoch)
                .putLong(Math.min(expiresAtEpochS, bond.endsAtEpochS()))
                .put(id)
                .putLong(bond.family().bits())
                .put(bond.key().map(KeyHash::bytes).orElse(NO_KEY))
                .putLong(bond.endsAtEpochS())
                .array();
        byte[] token = Arrays.copyOf(claims, claims.length + HmacKey.MAC_BYTES);
        System.arraycopy(key.mac(DOMAIN, claims), 0, token, claims.length, HmacKey.MAC_BYTES);
        return ENCODER.encodeToString(token);
    }

    /**
     * Checks a token in constant time. Never throws, whatever the text.
     *
     * @param token text from outside, not null
     * @param nowEpochS the time, in seconds since 1970
     * @return the claims; empty if the token is malformed, forged, expired, or good for more than a year from now
     */
    public Optional<Claims> verify(String token, long nowEpochS) {
        return bytes(token)
                .filter(bytes -> bytes.length > FIXED_BYTES_1 + HmacKey.MAC_BYTES)
                .flatMap(this::authentic)
                .flatMap(ResumeTokens::claims)
                .filter(claims ->
                        nowEpochS < claims.expiresAtEpochS() && claims.expiresAtEpochS() - nowEpochS <= MAX_LIFE_S);
    }

    private static Optional<byte[]> bytes(String token) {
        if (!TEXT.matcher(token).matches() || token.length() % 4 == 1) {
            return Optional.empty();
        }
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        // The last Base64 character has unused bits; only the encoding in which they are zero is accepted.
        return ENCODER.encodeToString(bytes).equals(token) ? Optional.of(bytes) : Optional.empty();
    }

    private Optional<byte[]> authentic(byte[] token) {
        int length = token.length - HmacKey.MAC_BYTES;
        byte[] claims = Arrays.copyOf(token, length);
        byte[] tag = Arrays.copyOfRange(token, length, token.length);
        return MessageDigest.isEqual(tag, key.mac(DOMAIN, claims)) ? Optional.of(claims) : Optional.empty();
    }

    private static Optional<Claims> claims(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int version = in.get();
        int userBytes = Byte.toUnsignedInt(in.get());
        boolean isFirst = version == VERSION_1 && bytes.length == FIXED_BYTES_1 + userBytes;
        boolean isSecond = version == VERSION_2 && bytes.length == FIXED_BYTES_2 + userBytes;
        if (!isFirst && !isSecond) {
            return Optional.empty();
        }
        byte[] user = new byte[userBytes];
        in.get(user);
        long accountEpoch = in.getLong();
        long expiresAtEpochS = in.getLong();
        byte[] id = new byte[ID_BYTES];
        in.get(id);
        String name = new String(user, US_ASCII);
        return Optional.of(new Claims(
                name,
                accountEpoch,
                expiresAtEpochS,
                HexFormat.of().formatHex(id),
                isSecond ? Optional.of(bond(in)) : Optional.empty()));
    }

    private static Bond bond(ByteBuffer in) {
        FamilyId family = FamilyId.ofBits(in.getLong());
        byte[] key = new byte[KeyHash.BYTES];
        in.get(key);
        Optional<KeyHash> hash = Arrays.equals(key, NO_KEY)
                ? Optional.empty()
                : Optional.of(new KeyHash(HexFormat.of().formatHex(key)));
        return new Bond(family, hash, in.getLong());
    }

    @Override
    public String toString() {
        return "ResumeTokens[***]";
    }
}
