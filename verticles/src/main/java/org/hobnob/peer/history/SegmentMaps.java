package org.hobnob.peer.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.IntegerDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.hobnob.durable.MvFile;
import org.hobnob.durable.MvFileException;

/**
 * The maps of one file (SPEC 13.1).
 *
 * @param lines the lines, by number
 * @param words by word and block, where the word is
 * @param ids the number of a message, by what its conversation and id make
 * @param blocks the number behind the last line of each block, by that of its first
 * @param talks what is known about conversations
 * @param counts {@code bytes}: how many bytes of lines were added; {@code past}: the number that the next line gets;
 *     {@code finished}: 1 once the file was written as a whole, and no line was added since
 */
record SegmentMaps(
        MvFile file,
        MVMap<Integer, byte[]> lines,
        MVMap<String, byte[]> words,
        MVMap<Long, Integer> ids,
        MVMap<Integer, Integer> blocks,
        MVMap<String, byte[]> talks,
        MVMap<String, Long> counts) {
    private static final int CACHE_MB = 1;
    private static final String BYTES = "bytes";
    private static final String PAST = "past";
    private static final String FINISHED = "finished";

    /** Blocking. */
    static SegmentMaps open(Path path, Disk disk) throws MvFileException {
        MvFile file = MvFile.openEncrypted(path, disk.names(), disk.key(), CACHE_MB);
        try {
            return new SegmentMaps(
                    file,
                    map(file, "lines", IntegerDataType.INSTANCE, ByteArrayDataType.INSTANCE),
                    map(file, "words", StringDataType.INSTANCE, ByteArrayDataType.INSTANCE),
                    map(file, "ids", LongDataType.INSTANCE, IntegerDataType.INSTANCE),
                    map(file, "blocks", IntegerDataType.INSTANCE, IntegerDataType.INSTANCE),
                    map(file, "talks", StringDataType.INSTANCE, ByteArrayDataType.INSTANCE),
                    map(file, "counts", StringDataType.INSTANCE, LongDataType.INSTANCE));
        } catch (RuntimeException e) {
            file.abandon();
            throw MvFile.unreadable(path.toString(), e);
        }
    }

    private static <K, V> MVMap<K, V> map(MvFile file, String name, DataType<K> keys, DataType<V> values) {
        return file.store()
                .openMap(name, new MVMap.Builder<K, V>().keyType(keys).valueType(values));
    }

    /** Returns how many bytes of lines were added. */
    long bytes() {
        return counts.getOrDefault(BYTES, 0L);
    }

    /** Returns the number that the next line gets. */
    int past() {
        return counts.getOrDefault(PAST, 0L).intValue();
    }

    /** Returns whether the file was written as a whole, and no line was added since. */
    boolean isFinished() {
        return counts.containsKey(FINISHED);
    }

    /**
     * Writes lines and what is known about conversations. Blocking.
     *
     * @param finished whether the file is written as a whole now
     */
    void commit(Map<Integer, byte[]> newLines, Map<String, byte[]> newTalks, int past, boolean finished)
            throws IOException {
        try {
            if (finished) {
                counts.put(FINISHED, 1L);
            } else if (past > past()) {
                counts.remove(FINISHED);
            }
            lines.putAll(newLines);
            talks.putAll(newTalks);
            long added = newLines.values().stream().mapToLong(one -> one.length).sum();
            counts.put(BYTES, bytes() + added);
            counts.put(PAST, (long) past);
            file.commit(cause -> false);
        } catch (MVStoreException e) {
            throw new DamagedException(e.getMessage(), e);
        } catch (IOException e) {
            if (e.getCause() instanceof MVStoreException cause
                    && cause.getErrorCode() == DataUtils.ERROR_FILE_CORRUPT) {
                throw new DamagedException(e.getMessage(), e);
            }
            throw e;
        }
    }
}
