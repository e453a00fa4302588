package org.hobnob.registry.bridge;

import java.util.Objects;
import org.hobnob.limits.Rate;

/**
 * What programs at the bridge can take of the registry (BUS.md 7.4).
 *
 * @param connections how many may be connected at the same time
 * @param helloMs within how many milliseconds a program must have said its secret
 * @param frameBytes the most bytes of a frame in either direction, without its length
 * @param registrations the most addresses that one program may be told of
 * @param asked the most requests of one program that are unanswered
 * @param served the most requests to one program that it has not answered
 * @param servedMs after how many milliseconds a request that a program did not answer is failed
 * @param unreadBytes what may wait for one program to read it; a program with more is cut off
 * @param frames how many frames of one program are taken; it is not read from where it sends more
 */
public record BridgeLimits(
        int connections,
        long helloMs,
        int frameBytes,
        int registrations,
        int asked,
        int served,
        long servedMs,
        long unreadBytes,
        Rate frames) {
    public static final BridgeLimits DEFAULT =
            new BridgeLimits(8, 5_000, 1 << 20, 32, 100, 1_000, 25_000, 8L << 20, new Rate(2_000, 1));

    /** @throws IllegalArgumentException if a number is below 1 */
    public BridgeLimits {
        Objects.requireNonNull(frames, "frames");
        if (connections < 1
                || helloMs < 1
                || frameBytes < 1
                || registrations < 1
                || asked < 1
                || served < 1
                || servedMs < 1
                || unreadBytes < 1) {
            throw new IllegalArgumentException("limits of the bridge must be at least 1");
        }
    }
}
