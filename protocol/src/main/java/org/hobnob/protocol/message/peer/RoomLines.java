package org.hobnob.protocol.message.peer;

import java.util.List;

/** What holds for the lines of rooms (SPEC 7). */
public final class RoomLines {
    /** The most datagrams in one line: those that surely fit. */
    public static final int MAX_DATAGRAMS = 4;
    /** The most consecutive datagrams of a stream that are asked for at once. */
    public static final int MAX_NUMBERS = 256;

    private RoomLines() {}

    static List<RoomDatagram> require(List<RoomDatagram> datagrams, int atLeast) {
        if (datagrams.size() < atLeast || datagrams.size() > MAX_DATAGRAMS) {
            throw new IllegalArgumentException(datagrams.size() + " datagrams");
        }
        return List.copyOf(datagrams);
    }
}
