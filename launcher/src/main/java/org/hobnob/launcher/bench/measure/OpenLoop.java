package org.hobnob.launcher.bench.measure;

import java.util.BitSet;

/**
 * Requests planned at a fixed rate, whatever becomes of those before. Each latency counts from the planned time, so a
 * server that stalls for a second shows in all requests of that second, and not in one (coordinated omission). Pure: the
 * time is passed in. Not thread-safe.
 */
public final class OpenLoop {
    /** How a request is counted that had no answer when the loop was given up. */
    public static final String NO_ANSWER = "no answer in time";

    private final long startNs;
    private final long intervalNs;
    private final int requests;
    private final Latencies into;
    private final BitSet waiting = new BitSet();
    private int begun;

    /**
     * @param startNs when the first request is planned, by a monotonic clock
     * @param intervalNs from one request to the next, at least 1
     * @param requests how many there are
     * @param into receives the latencies and the failures
     */
    public OpenLoop(long startNs, long intervalNs, int requests, Latencies into) {
        this.startNs = startNs;
        this.intervalNs = intervalNs;
        this.requests = requests;
        this.into = into;
    }

    /** How many requests should have been sent by now and have not been. */
    public int due(long nowNs) {
        long planned = nowNs < startNs ? 0 : (nowNs - startNs) / intervalNs + 1;
        return (int) Math.min(planned, requests) - begun;
    }

    /** Begins the next request, which may be late; returns its number, from 0. */
    public int begin() {
        waiting.set(begun);
        return begun++;
    }

    /** The request was answered. Does nothing if the loop was given up before. */
    public void answered(int number, long nowNs) {
        if (waiting.get(number)) {
            waiting.clear(number);
            into.success(nowNs - plannedNs(number));
        }
    }

    /** The request failed; its time until then counts as well. Does nothing if the loop was given up before. */
    public void failed(int number, String kind, long nowNs) {
        if (waiting.get(number)) {
            answered(number, nowNs);
            into.error(kind);
        }
    }

    /** Whether all requests were sent and answered, or have failed. */
    public boolean isOver() {
        return begun == requests && waiting.isEmpty();
    }

    /** Gives up: what is not answered, or not even sent, has failed. */
    public void giveUp(long nowNs) {
        while (begun < requests) {
            begin();
        }
        for (int number = waiting.nextSetBit(0); number >= 0; number = waiting.nextSetBit(number + 1)) {
            failed(number, NO_ANSWER, nowNs);
        }
    }

    private long plannedNs(int number) {
        return startNs + number * intervalNs;
    }
}
