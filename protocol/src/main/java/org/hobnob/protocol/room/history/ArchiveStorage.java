package org.hobnob.protocol.room.history;

import java.util.function.BiConsumer;

/** Where an archive's records are. Writes may reach the disk later; what is lost so is fetched from others again. */
public interface ArchiveStorage {
    void put(long ordinal, byte[] record);

    /** Returns the record; null if there is none, or it cannot be read. */
    byte[] get(long ordinal);

    void remove(long ordinal);

    /** Calls with each record, in the order of their ordinals. */
    void each(BiConsumer<Long, byte[]> reader);
}
