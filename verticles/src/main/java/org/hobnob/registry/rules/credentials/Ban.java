package org.hobnob.registry.rules.credentials;

import java.util.OptionalLong;
import org.hobnob.protocol.message.value.FreeText;
import org.hobnob.protocol.message.value.UnixTime;
import org.hobnob.protocol.message.value.UserName;

/**
 * Keeps a user or an address out of the registry (SPEC 10).
 *
 * @param subject who is banned: {@code user NAME} or {@code address IP}; others, of later versions, ban nobody here
 * @param reason what the banned are told, at most 200 bytes; may be empty
 * @param untilMs when it ends, in milliseconds since 1970; empty if it is for good
 */
public record Ban(String subject, String reason, OptionalLong untilMs) {
    /** What a count of the wire may be (SPEC 1). */
    private static final long MAX_REST_MS = Integer.MAX_VALUE;

    /** @throws IllegalArgumentException if the reason is too long or the time out of range */
    public Ban {
        FreeText.require(reason);
        if (untilMs.isPresent() && !UnixTime.isValid(untilMs.getAsLong())) {
            throw new IllegalArgumentException("not a time: " + untilMs.getAsLong());
        }
    }

    /** Returns the subject that stands for a user. */
    public static String user(UserName user) {
        return "user " + user.folded();
    }

    /**
     * Returns the subject that stands for an address.
     *
     * @param ip spelt as registries tell addresses (SPEC 4.5)
     */
    public static String address(String ip) {
        return "address " + ip;
    }

    /** Returns how long it lasts, {@value #MAX_REST_MS} ms at most; 0 if it is for good. */
    long restMs(long nowMs) {
        return untilMs.isEmpty() ? 0 : Math.min(untilMs.getAsLong() - nowMs, MAX_REST_MS);
    }

    boolean isOver(long nowMs) {
        return untilMs.isPresent() && untilMs.getAsLong() <= nowMs;
    }
}
