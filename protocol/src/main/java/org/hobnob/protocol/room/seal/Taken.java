package org.hobnob.protocol.room.seal;

import java.util.List;

/**
 * The result of accepting keys.
 *
 * @param accepted whether the stream belongs to the user who handed them over
 * @param opened the held datagrams that the keys opened, in the order of their numbers
 */
public record Taken(boolean accepted, List<Opened.Data> opened) {
    /** @throws NullPointerException if the list is null */
    public Taken {
        opened = List.copyOf(opened);
    }
}
