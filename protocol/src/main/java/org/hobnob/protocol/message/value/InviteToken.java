package org.hobnob.protocol.message.value;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * What lets its holder make an account, or take the admin role, where not everybody may (SPEC 4.13). A secret.
 *
 * @param text 16 characters of base32, upper case, without hyphens
 */
public record InviteToken(String text) {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int LENGTH = 16;
    private static final int GROUP = 4;
    private static final Pattern SHAPE = Pattern.compile("[A-Z2-7]{" + LENGTH + "}");

    /** @throws IllegalArgumentException if the text is invalid; use {@link #of} for text from outside */
    public InviteToken {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("no token");
        }
    }

    /** Reads a token in any case, with or without hyphens; empty if the text is null or no token. */
    public static Optional<InviteToken> of(String text) {
        if (text == null || text.length() > 2 * LENGTH) {
            return Optional.empty();
        }
        String bare = text.strip().replace("-", "").toUpperCase(Locale.ROOT);
        return SHAPE.matcher(bare).matches() ? Optional.of(new InviteToken(bare)) : Optional.empty();
    }

    /** Returns a new token. */
    public static InviteToken random(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            text.append(BASE32.charAt(random.nextInt(BASE32.length())));
        }
        return new InviteToken(text.toString());
    }

    /** Returns the token as people read it: groups of four, joined by hyphens. */
    public String shown() {
        return text.replaceAll("(.{" + GROUP + "})(?=.)", "$1-");
    }

    /** Returns the SHA-256 of the token, as hex: by it a store knows the token without being able to use it. */
    public String hash() {
        return PasswordHash.ofPassword(text).hex();
    }

    /** Says nothing, so that no log holds a token. */
    @Override
    public String toString() {
        return "InviteToken[…]";
    }
}
