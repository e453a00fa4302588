package org.hobnob.protocol.message.directory;

import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.message.value.FamilyId;
import org.hobnob.protocol.message.value.KeyHash;

/**
 * A login together with all sessions that were resumed from it, as its user is shown it (SPEC 4.10).
 *
 * @param id its id
 * @param begunMs when the login was made, in milliseconds since 1970
 * @param usedMs when it was last used, in milliseconds since 1970; up to an hour late
 * @param address the IP address of that use, as a literal
 * @param key the hash of the key that its tokens need; empty if its tokens need none
 * @param here whether the asker's session belongs to it
 */
public record LoginFamily(FamilyId id, long begunMs, long usedMs, String address, Optional<KeyHash> key, boolean here) {
    /** @throws IllegalArgumentException if a time is negative or the address is blank */
    public LoginFamily {
        Objects.requireNonNull(id);
        Objects.requireNonNull(key);
        if (begunMs < 0 || usedMs < 0 || address.isBlank()) {
            throw new IllegalArgumentException("a negative time or no address");
        }
    }
}
