package org.hobnob.protocol.message;

import java.util.Optional;

/**
 * The 32 bytes under which a session's keep-alive datagrams are tagged (SPEC 6); secret, so it never prints.
 *
 * @param hex lower-case hex digits
 */
public record KeepAliveKey(String hex) {
    /** @throws IllegalArgumentException where the text has another shape; use {@link #of} for text from outside */
    public KeepAliveKey {
        Tokens.require(Tokens.HEX_64, hex, "keep-alive key");
    }

    /** The value, or empty where the text (which may be null) has another shape. */
    public static Optional<KeepAliveKey> of(String text) {
        return text != null && Tokens.HEX_64.matcher(text).matches()
                ? Optional.of(new KeepAliveKey(text))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "KeepAliveKey[…]";
    }
}
