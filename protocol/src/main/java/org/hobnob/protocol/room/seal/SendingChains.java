package org.hobnob.protocol.room.seal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.message.value.ControlKey;
import org.hobnob.protocol.room.RoomHeader;

/** The key chains of this member's stream, the current one last, and the next number. Not thread-safe. */
final class SendingChains {
    private final Primitives primitives;
    private final RandomGenerator secureRandom;
    private final SealBounds bounds;
    private final Deque<SendingChain> chains = new ArrayDeque<>();
    private long next = 1;
    /** The epoch of the newest chain so far. */
    private long newest = -1;

    private Optional<ControlKey> control = Optional.empty();

    SendingChains(Primitives primitives, RandomGenerator secureRandom, SealBounds bounds) {
        this.primitives = primitives;
        this.secureRandom = secureRandom;
        this.bounds = bounds;
    }

    /** Starts a new chain at the next number and returns its epoch. */
    long renew(long rosterVersion, long fromSequence) {
        if (fromSequence != next) {
            throw new IllegalStateException("a chain from " + fromSequence + ", but the next number is " + next);
        }
        long epoch = RoomHeader.epochOf(rosterVersion);
        // Every chain needs its own epoch, even if two are started for the same roster version.
        newest = epoch > newest ? epoch : RoomHeader.epochOf(newest + 1);
        dropSpent();
        byte[] key = new byte[ChainKey.BYTES];
        secureRandom.nextBytes(key);
        chains.addLast(new SendingChain(primitives, newest, next, key));
        if (chains.size() > bounds.chains()) {
            chains.removeFirst().destroy();
        }
        byte[] controlKey = new byte[ControlKey.BYTES];
        secureRandom.nextBytes(controlKey);
        control = Optional.of(new ControlKey(newest, controlKey));
        return newest;
    }

    /** Returns the control key that belongs to the newest chain; empty before the first. */
    Optional<ControlKey> control() {
        return control;
    }

    /** Returns the chain that seals the number; the caller must then call {@link #advance}. */
    SendingChain chainFor(long sequence) {
        if (chains.isEmpty() || sequence != next) {
            throw new IllegalStateException(
                    "number " + sequence + ", but the next is " + next + ", and chains: " + chains.size());
        }
        return chains.getLast();
    }

    /** Marks the number as used: nothing is sealed under it again. */
    void advance() {
        chains.getLast().advance();
        next++;
        forgetBefore(next - bounds.ahead());
    }

    /** Returns the keys that open the numbers from this one on, as far as they are kept. */
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

    /** Drops the chain before a new one if it sealed nothing that is still handed out. */
    private void dropSpent() {
        if (!chains.isEmpty() && chains.getLast().isSpent()) {
            chains.removeLast().destroy();
        }
    }
}
