package org.hobnob.launcher.bench.load;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The cost of idle peers.
 *
 * @param natives the number of native peers online
 * @param originals the number of original peers online
 * @param asked native keep-alives sent; each should be answered
 * @param unanswered how many of them were not answered within a second
 * @param bare original keep-alives sent, which are not answered
 * @param falseTimeouts how many peers the registry removed although they were alive, over the whole run
 * @param cores CPU usage of the registry's process with the peers online, in cores
 * @param coresAlone CPU usage before, with nobody online
 * @param residentBytes the registry's resident memory with the peers online
 * @param residentAloneBytes its resident memory before, with nobody online
 */
public record IdleResult(
        int natives,
        int originals,
        long asked,
        long unanswered,
        long bare,
        long falseTimeouts,
        OptionalDouble cores,
        OptionalDouble coresAlone,
        OptionalLong residentBytes,
        OptionalLong residentAloneBytes) {
    public int peers() {
        return natives + originals;
    }

    /** Additional cores per 1,000 peers, compared with nobody online; empty if unknown. */
    public OptionalDouble coresPerThousand() {
        boolean known = cores.isPresent() && coresAlone.isPresent() && peers() > 0;
        return known
                ? OptionalDouble.of((cores.getAsDouble() - coresAlone.getAsDouble()) * 1_000 / peers())
                : OptionalDouble.empty();
    }

    /** Additional resident memory per peer, in bytes; empty if unknown. */
    public OptionalLong bytesPerPeer() {
        boolean known = residentBytes.isPresent() && residentAloneBytes.isPresent() && peers() > 0;
        return known
                ? OptionalLong.of((residentBytes.getAsLong() - residentAloneBytes.getAsLong()) / peers())
                : OptionalLong.empty();
    }
}
