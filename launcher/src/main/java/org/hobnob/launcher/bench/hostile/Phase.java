package org.hobnob.launcher.bench.hostile;

import org.hobnob.launcher.bench.measure.Latencies;

/**
 * What honest users met in one phase of a run.
 *
 * @param requests those of the user who is logged in
 * @param newcomers new connections, greeted or logged in
 * @param expired users who were thrown out though they were there
 */
public record Phase(Latencies requests, Latencies newcomers, long expired) {
    /** How much of what they wanted they did not get. */
    public long failures() {
        return requests.errorCount() + newcomers.errorCount() + expired;
    }
}
