package org.hobnob.registry.keepalive;

import java.util.OptionalLong;

/** Remembers when the keep-alive socket last lost datagrams, from samples of its counter. Pure; not thread-safe. */
final class DropWatch {
    private OptionalLong before = OptionalLong.empty();
    private OptionalLong lostNs = OptionalLong.empty();

    /**
     * Records a sample.
     *
     * @param drops how many datagrams the socket had lost in all; empty if the system does not tell
     * @param nowNs when, by a monotonic clock
     * @return how many it has lost since the sample before
     */
    long sample(OptionalLong drops, long nowNs) {
        long more = drops.isPresent() && before.isPresent() ? drops.getAsLong() - before.getAsLong() : 0;
        if (drops.isPresent()) {
            before = drops;
        }
        if (more != 0) {
            lostNs = OptionalLong.of(nowNs);
        }
        return Math.max(0, more);
    }

    /** Whether datagrams are known to have been lost at or after this time. */
    boolean hasLostSince(long ns) {
        return lostNs.isPresent() && lostNs.getAsLong() - ns >= 0;
    }
}
