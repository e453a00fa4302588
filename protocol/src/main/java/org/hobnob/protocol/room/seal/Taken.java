package org.hobnob.protocol.room.seal;

import java.util.List;

/**
 * What became of keys that were handed over.
 *
 * @param accepted whether the stream is, or now has become, that of who handed the keys over
 * @param opened what was kept for want of these keys, in the order of its numbers
 */
public record Taken(boolean accepted, List<Opened.Data> opened) {
    /** @throws NullPointerException where there is no list */
    public Taken {
        opened = List.copyOf(opened);
    }
}
