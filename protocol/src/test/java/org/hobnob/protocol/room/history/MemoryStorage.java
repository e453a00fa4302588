package org.hobnob.protocol.room.history;

import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Keeps an archive's records for a test. */
final class MemoryStorage implements ArchiveStorage {
    private final TreeMap<Long, byte[]> records = new TreeMap<>();

    @Override
    public void put(long ordinal, byte[] record) {
        records.put(ordinal, record);
    }

    @Override
    public byte[] get(long ordinal) {
        return records.get(ordinal);
    }

    @Override
    public void remove(long ordinal) {
        records.remove(ordinal);
    }

    @Override
    public void each(BiConsumer<Long, byte[]> reader) {
        new TreeMap<>(records).forEach(reader);
    }
}
