package org.hobnob.registry.rules.credentials;

import java.util.Objects;
import org.hobnob.protocol.message.value.PublicKey;

/**
 * A key that logs in to an account without a password (SPEC 4.3).
 *
 * @param usedMs when it last logged in, in milliseconds since 1970
 */
public record LoginKey(PublicKey key, long usedMs) {
    public LoginKey {
        Objects.requireNonNull(key);
    }
}
