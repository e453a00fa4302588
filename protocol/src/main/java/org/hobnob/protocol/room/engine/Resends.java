package org.hobnob.protocol.room.engine;

import java.util.TreeMap;

/** Limits repairs to the group: how often one datagram is sent again, and how many are in total. */
final class Resends {
    private static final long SECOND_MS = 1_000;

    private final TreeMap<Long, Long> sentMs = new TreeMap<>();
    private long secondMs = Long.MIN_VALUE;
    private int inSecond;

    /** Returns whether the datagram may be sent again now, and if so counts it as sent. */
    boolean mayResend(long sequence, long nowMs) {
        Long before = sentMs.get(sequence);
        if (before != null && nowMs - before < Timing.RESEND_HOLD_MS || !isWithinRate(nowMs)) {
            return false;
        }
        sentMs.put(sequence, nowMs);
        return true;
    }

    private boolean isWithinRate(long nowMs) {
        if (secondMs == Long.MIN_VALUE || nowMs - secondMs >= SECOND_MS) {
            secondMs = nowMs;
            inSecond = 0;
        }
        inSecond++;
        return inSecond <= Bounds.RESENDS_PER_SECOND;
    }

    void forgetBelow(long sequence) {
        sentMs.headMap(sequence).clear();
    }
}
