package org.hobnob.launcher.bench.load;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What idle peers cost.
 *
 * @param natives how many native peers were online
 * @param originals how many original ones
 * @param asked native keep-alives sent, each of which wants an answer
 * @param unanswered how many of them got none within a second
 * @param bare original keep-alives sent, which get none
 * @param falseTimeouts peers that the registry ended although they were alive, over the whole run
 * @param cores CPU of the registry's process meanwhile, in cores
 * @param coresAlone the same with nobody online, before
 * @param residentBytes the registry's memory with them
 * @param residentAloneBytes the same with nobody online, before
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

    /** Cores for each 1,000 peers, what the registry uses alone taken off; empty where it is not known. */
    public OptionalDouble coresPerThousand() {
        boolean known = cores.isPresent() && coresAlone.isPresent() && peers() > 0;
        return known
                ? OptionalDouble.of((cores.getAsDouble() - coresAlone.getAsDouble()) * 1_000 / peers())
                : OptionalDouble.empty();
    }

    /** Growth of resident memory for each peer, in bytes; empty where it is not known. */
    public OptionalLong bytesPerPeer() {
        boolean known = residentBytes.isPresent() && residentAloneBytes.isPresent() && peers() > 0;
        return known
                ? OptionalLong.of((residentBytes.getAsLong() - residentAloneBytes.getAsLong()) / peers())
                : OptionalLong.empty();
    }
}
