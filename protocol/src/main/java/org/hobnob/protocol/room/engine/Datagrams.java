package org.hobnob.protocol.room.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.hobnob.protocol.room.Nak;

/** Datagrams of one stream, kept for repairs. Bounded: the lowest numbers are dropped first. */
final class Datagrams {
    private final int capacity;
    private final TreeMap<Long, byte[]> kept = new TreeMap<>();

    Datagrams(int capacity) {
        this.capacity = capacity;
    }

    void add(long sequence, byte[] datagram) {
        kept.put(sequence, datagram);
        if (kept.size() > capacity) {
            kept.pollFirstEntry();
        }
    }

    /** Returns the kept datagrams of the range, in order, at most {@code atMost}. */
    List<byte[]> of(Nak.Range range, int atMost) {
        List<byte[]> found = new ArrayList<>();
        for (byte[] datagram : kept.subMap(range.from(), true, range.to(), true).values()) {
            if (found.size() == atMost) {
                break;
            }
            found.add(datagram);
        }
        return found;
    }

    void forgetBelow(long sequence) {
        kept.headMap(sequence).clear();
    }

    /** Returns the lowest number kept, or {@code otherwise} if nothing is kept. */
    long lowest(long otherwise) {
        return kept.isEmpty() ? otherwise : kept.firstKey();
    }
}
