package org.hobnob.launcher.bench.talk;

import java.util.OptionalLong;
import org.hobnob.launcher.bench.measure.Latencies;

/**
 * What became of the lines of people who talk at the same time.
 *
 * @param processes how many processes carried the peers
 * @param shown how many lines were shown, each once for each person who was to read it
 * @param twice how many were shown again to the same person
 * @param measured the time from saying a line to showing it, for each person; its errors are lines that could not be said,
 *     and those that were not shown
 * @param registryCores the registry's CPU usage while they talked
 * @param peerCores the CPU usage of all peers together
 * @param registryBytes the registry's resident memory at the end
 * @param peerBytes that of a peer, on average
 */
public record EverybodyResults(
        int processes,
        long shown,
        long twice,
        Latencies measured,
        double registryCores,
        double peerCores,
        OptionalLong registryBytes,
        long peerBytes) {}
