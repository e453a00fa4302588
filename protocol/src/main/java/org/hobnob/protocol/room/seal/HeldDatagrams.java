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
 * Datagrams whose key has not arrived yet; the oldest are dropped if there are too many. None of them is
 * authenticated: outsiders can push out genuine ones, which must then be repaired. Not thread-safe.
 */
final class HeldDatagrams {
    /** A held datagram with its header. */
    record Held(RoomHeader header, byte[] datagram) {}

    private final int most;
    private final int mostOfStream;
    private final Map<ByteBuffer, RoomHeader> held = new LinkedHashMap<>();

    HeldDatagrams(int most, int mostOfStream) {
        this.most = most;
        this.mostOfStream = mostOfStream;
    }

    /** Holds the datagram; a duplicate is held once. */
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

    /** Removes and returns the held datagrams of the stream, in the order of their numbers. */
    List<Held> release(long stream) {
        List<Held> released = new ArrayList<>();
        held.forEach((datagram, header) -> {
            if (header.stream() == stream) {
                released.add(new Held(header, datagram.array()));
            }
        });
        held.values().removeIf(header -> header.stream() == stream);
        released.sort(Comparator.comparingLong(one -> one.header().sequence()));
        return released;
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
