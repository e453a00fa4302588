package org.hobnob.net.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Identifies a registry: SHA-256 of the SubjectPublicKeyInfo (RFC 5280, 4.1.2.7; as in RFC 7469) of its identity
 * key. Not secret. For people it is written in base32 (RFC 4648) without padding: 13 groups of 4.
 */
public final class Pin {
    /** The length of the digest, in bytes. */
    public static final int BYTES = 32;

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS_PER_CHAR = 5;
    private static final int BASE32_CHARS = 52;
    private static final int GROUP_CHARS = 4;
    private static final int SHORT_GROUPS = 4;
    private static final int MAX_TEXT_CHARS = 256;

    private final byte[] digest;

    private Pin(byte[] digest) {
        this.digest = digest;
    }

    /**
     * Returns the pin of a key.
     *
     * @param key a public key with an X.509 encoding
     * @return its pin
     */
    public static Pin of(PublicKey key) {
        try {
            return new Pin(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /**
     * Parses a pin as a person may have typed or pasted it: base32 or hexadecimal, all 256 bits, in any case, with
     * or without hyphens, colons or spaces.
     *
     * @param text any text
     * @return the pin; empty if the text is invalid
     */
    public static Optional<Pin> parse(String text) {
        if (text == null || text.length() > MAX_TEXT_CHARS) {
            return Optional.empty();
        }
        String plain = text.replaceAll("[-:\\s]", "").toUpperCase(Locale.ROOT);
        return switch (plain.length()) {
            case BASE32_CHARS -> fromBase32(plain);
            case 2 * BYTES -> fromHex(plain);
            default -> Optional.empty();
        };
    }

    /**
     * Returns the digest.
     *
     * @return 32 bytes, a copy
     */
    public byte[] bytes() {
        return digest.clone();
    }

    /**
     * Returns the whole pin for configuration files.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String hex() {
        return HexFormat.of().formatHex(digest);
    }

    /**
     * Returns the first 80 bits, for two people to compare aloud; {@link #parse} does not accept them.
     *
     * @return 4 groups of 4 characters such as {@code K7QD-Z3FX-M2LA-QQ7B}
     */
    public String shortForm() {
        return groups(SHORT_GROUPS);
    }

    /**
     * Returns the whole pin.
     *
     * @return 13 groups of 4 characters of base32, separated by hyphens
     */
    @Override
    public String toString() {
        return groups(BASE32_CHARS / GROUP_CHARS);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pin that && Arrays.equals(digest, that.digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }

    /** Returns the whole pin without hyphens, for links and announcements: 52 characters of base32. */
    public String plain() {
        return base32();
    }

    private String groups(int count) {
        String all = base32();
        return IntStream.range(0, count)
                .mapToObj(group -> all.substring(group * GROUP_CHARS, (group + 1) * GROUP_CHARS))
                .collect(Collectors.joining("-"));
    }

    private String base32() {
        StringBuilder text = new StringBuilder(BASE32_CHARS);
        for (int position = 0; position < BASE32_CHARS; position++) {
            int value = 0;
            for (int bit = position * BITS_PER_CHAR; bit < (position + 1) * BITS_PER_CHAR; bit++) {
                value = value << 1 | bitAt(digest, bit);
            }
            text.append(ALPHABET.charAt(value));
        }
        return text.toString();
    }

    private static int bitAt(byte[] bytes, int bit) {
        return bit < bytes.length * Byte.SIZE ? bytes[bit / Byte.SIZE] >> (7 - bit % Byte.SIZE) & 1 : 0;
    }

    private static Optional<Pin> fromBase32(String plain) {
        byte[] digest = new byte[BYTES];
        for (int position = 0; position < BASE32_CHARS; position++) {
            int value = ALPHABET.indexOf(plain.charAt(position));
            if (value < 0) {
                return Optional.empty();
            }
            for (int offset = 0; offset < BITS_PER_CHAR; offset++) {
                int bit = position * BITS_PER_CHAR + offset;
                int one = value >> (BITS_PER_CHAR - 1 - offset) & 1;
                if (bit < BYTES * Byte.SIZE) {
                    digest[bit / Byte.SIZE] |= (byte) (one << (7 - bit % Byte.SIZE));
                } else if (one != 0) {
                    // 52 characters hold 260 bits; the last 4 must be zero, so that a pin has only one spelling.
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new Pin(digest));
    }

    private static Optional<Pin> fromHex(String plain) {
        if (!plain.chars().allMatch(HexFormat::isHexDigit)) {
            return Optional.empty();
        }
        return Optional.of(new Pin(HexFormat.of().parseHex(plain)));
    }
}
