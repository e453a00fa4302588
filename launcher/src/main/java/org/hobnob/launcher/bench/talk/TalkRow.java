package org.hobnob.launcher.bench.talk;

import org.hobnob.launcher.bench.measure.Latencies;

/**
 * One row of a talk report.
 *
 * @param workload what was sent, and how
 * @param members how many peers took part, including the sender
 * @param messages how many messages arrived at all their receivers
 * @param seconds the time from the first to the last arrival
 * @param measured the time to each arrival, and what did not arrive
 * @param senderUs CPU time of the sender's threads per message, in microseconds
 * @param receiverUs the average CPU time of a receiver's threads per message, in microseconds
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
