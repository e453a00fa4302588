package org.hobnob.protocol.login;

import java.util.Optional;
import org.hobnob.protocol.message.value.Challenge;

/**
 * The challenge of one connection at the peer's side: good for one proof, and not for long (SPEC 4.2). Whoever finds none
 * here says hello again. Not thread-safe.
 */
public final class HeldChallenge {
    /** A registry takes a proof for 60 s; the request that bears it needs some of that. */
    static final long GOOD_MS = 30_000;

    private Optional<Challenge> challenge = Optional.empty();
    private long heardMs;

    /**
     * A hello was answered.
     *
     * @param drawn empty if the registry takes no proofs
     * @param nowMs a monotonic clock, in milliseconds
     */
    public void heard(Optional<Challenge> drawn, long nowMs) {
        challenge = drawn;
        heardMs = nowMs;
    }

    /** Returns the challenge for one proof; empty if it has been used or is too old. */
    public Optional<Challenge> take(long nowMs) {
        Optional<Challenge> taken = challenge.filter(held -> nowMs - heardMs < GOOD_MS);
        challenge = Optional.empty();
        return taken;
    }
}
