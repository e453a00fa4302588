package org.hobnob.protocol.room.seal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.room.RoomHeader;

/** The chains of one's own stream, the one in use last, and the number that comes next. Not thread-safe. */
final class SendingChains {
    private final Primitives primitives;
    private final RandomGenerator secureRandom;
    private final SealBounds bounds;
    private final Deque<SendingChain> chains = new ArrayDeque<>();
    private long next = 1;
    /** The epoch of the newest chain there was. */
    private long newest = -1;

    SendingChains(Primitives primitives, RandomGenerator secureRandom, SealBounds bounds) {
        this.primitives = primitives;
        this.secureRandom = secureRandom;
        this.bounds = bounds;
    }

    /** Lets a fresh chain seal the numbers from the next on; returns its epoch. */
    long renew(long rosterVersion, long fromSequence) {
        if (fromSequence != next) {
            throw new IllegalStateException("a chain from " + fromSequence + ", but the next number is " + next);
        }
        long epoch = RoomHeader.epochOf(rosterVersion);
        // A name for each chain, also where the roster gives cause for two without a new version.
        newest = epoch > newest ? epoch : RoomHeader.epochOf(newest + 1);
        dropSpent();
        byte[] key = new byte[ChainKey.BYTES];
        secureRandom.nextBytes(key);
        chains.addLast(new SendingChain(primitives, newest, next, key));
        if (chains.size() > bounds.chains()) {
            chains.removeFirst().destroy();
        }
        return newest;
    }

    /** The chain that seals the number; it is still to be advanced. */
    SendingChain chainFor(long sequence) {
        if (chains.isEmpty() || sequence != next) {
            throw new IllegalStateException(
                    "number " + sequence + ", but the next is " + next + ", and chains: " + chains.size());
        }
        return chains.getLast();
    }

    /** Says that the number is used up: nothing is ever sealed under it again. */
    void advance() {
        chains.getLast().advance();
        next++;
        forgetBefore(next - bounds.ahead());
    }

    /** What opens the numbers from this one on, as far as it is kept. */
    List<ChainKey> from(long sequence) {
        if (sequence > next) {
            throw new IllegalArgumentException("from " + sequence + ", but the next number is " + next);
        }
        List<ChainKey> keys = new ArrayList<>();
        for (SendingChain chain : chains) {
            if (sequence < chain.next() || chain == chains.getLast()) {
                keys.add(chain.keyFrom(sequence));
            }
        }
        return keys;
    }

    void forgetBefore(long sequence) {
        chains.forEach(chain -> chain.forgetBefore(sequence));
        SendingChain inUse = chains.peekLast();
        for (Iterator<SendingChain> i = chains.iterator(); i.hasNext(); ) {
            SendingChain chain = i.next();
            if (chain != inUse && chain.isSpent()) {
                chain.destroy();
                i.remove();
            }
        }
    }

    /** The chain before a new one, where it sealed nothing that matters any more. */
    private void dropSpent() {
        if (!chains.isEmpty() && chains.getLast().isSpent()) {
            chains.removeLast().destroy();
        }
    }
}
