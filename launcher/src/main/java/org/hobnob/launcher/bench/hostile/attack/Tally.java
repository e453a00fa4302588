package org.hobnob.launcher.bench.hostile.attack;

import java.util.HashMap;
import java.util.Map;

/** What became of the attackers' connections and requests. Pure: the time is passed in. Not thread-safe. */
final class Tally {
    /** When each open connection was begun. */
    private final Map<Object, Long> open = new HashMap<>();

    private long opened;
    private long failed;
    private long cut;
    private long longestNs;
    private long sent;
    private long told;

    /** A connection is open that was begun at this time. */
    void opened(Object connection, long begunNs) {
        opened++;
        open.put(connection, begunNs);
    }

    /** A connection could not be opened. */
    void failed() {
        failed++;
    }

    /** A connection is about to be closed by the attacker. */
    void dropping(Object connection) {
        open.remove(connection);
    }

    /** A connection has ended. */
    void ended(Object connection, long nowNs) {
        Long begunNs = open.remove(connection);
        if (begunNs != null) {
            cut++;
            longestNs = Math.max(longestNs, nowNs - begunNs);
        }
    }

    /** Requests, lines or datagrams were sent. */
    void sent(long count) {
        sent += count;
    }

    /** Attackers were told to slow down. */
    void told(long count) {
        told += count;
    }

    boolean isOpen(Object connection) {
        return open.containsKey(connection);
    }

    int open() {
        return open.size();
    }

    AttackReport report(long nowNs) {
        long eldestNs = open.values().stream()
                .mapToLong(begunNs -> nowNs - begunNs)
                .max()
                .orElse(0);
        return new AttackReport(opened, failed, cut, open.size(), Math.max(longestNs, eldestNs), sent, told);
    }
}
