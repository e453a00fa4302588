package org.hobnob.protocol.message.peer;

import java.util.List;

/** The limits of room messages over connections (SPEC 7). */
public final class RoomLines {
    /** The most datagrams in one line, so that they always fit. */
    public static final int MAX_DATAGRAMS = 4;
    /** The most consecutive datagrams of a stream in one request. */
    public static final int MAX_NUMBERS = 256;

    /** The most heads of streams in one line. */
    public static final int MAX_HEADS = 64;

    private RoomLines() {}

    static <T> List<T> atMost(List<T> entries, int most) {
        if (entries.size() > most) {
            throw new IllegalArgumentException(entries.size() + " entries");
        }
        return List.copyOf(entries);
    }

    static List<RoomDatagram> require(List<RoomDatagram> datagrams, int atLeast) {
        if (datagrams.size() < atLeast || datagrams.size() > MAX_DATAGRAMS) {
            throw new IllegalArgumentException(datagrams.size() + " datagrams");
        }
        return List.copyOf(datagrams);
    }
}
