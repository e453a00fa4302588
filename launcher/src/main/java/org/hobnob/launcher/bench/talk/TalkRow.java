package org.hobnob.launcher.bench.talk;

import org.hobnob.launcher.bench.measure.Latencies;

/**
 * One line of what peers' talk costs.
 *
 * @param workload what was said, and how
 * @param members how many were there, the sender among them
 * @param messages how many arrived wherever they should
 * @param seconds from the first to the last arrival
 * @param measured the time to each arrival, and what did not arrive
 * @param senderUs CPU time of the sender's threads for each message, in microseconds
 * @param receiverUs the same of a receiver, on average
 */
public record TalkRow(
        String workload,
        int members,
        long messages,
        double seconds,
        Latencies measured,
        double senderUs,
        double receiverUs) {
    public double ratePerS() {
        return seconds == 0 ? 0 : messages / seconds;
    }
}
