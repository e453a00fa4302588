package org.hobnob.protocol.room.seal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hobnob.protocol.room.RoomHeader;

/**
 * Datagrams whose key is not here yet, the oldest out where they grow too many. Nothing of them is proven: strangers can
 * push out what is worth keeping, which then has to be repaired. Not thread-safe.
 */
final class HeldDatagrams {
    private final int most;
    private final int mostOfStream;
    private final Map<ByteBuffer, RoomHeader> held = new LinkedHashMap<>();

    HeldDatagrams(int most, int mostOfStream) {
        this.most = most;
        this.mostOfStream = mostOfStream;
    }

    /** Keeps the datagram; once, where it comes twice. */
    void hold(RoomHeader header, byte[] datagram) {
        held.put(ByteBuffer.wrap(datagram), header);
        long ofStream = held.values().stream()
                .filter(other -> other.stream() == header.stream())
                .count();
        if (ofStream > mostOfStream) {
            removeOldest(header.stream());
        }
        if (held.size() > most) {
            held.remove(held.keySet().iterator().next());
        }
    }

    /** Gives away what is kept of the stream, in the order of its numbers. */
    List<byte[]> release(long stream) {
        List<Map.Entry<ByteBuffer, RoomHeader>> released = new ArrayList<>();
        for (Map.Entry<ByteBuffer, RoomHeader> entry : held.entrySet()) {
            if (entry.getValue().stream() == stream) {
                released.add(Map.entry(entry.getKey(), entry.getValue()));
            }
        }
        released.forEach(entry -> held.remove(entry.getKey()));
        released.sort(Comparator.comparingLong(entry -> entry.getValue().sequence()));
        return released.stream().map(entry -> entry.getKey().array()).toList();
    }

    int size() {
        return held.size();
    }

    private void removeOldest(long stream) {
        Iterator<RoomHeader> headers = held.values().iterator();
        boolean removed = false;
        while (!removed) {
            if (headers.next().stream() == stream) {
                headers.remove();
                removed = true;
            }
        }
    }
}
