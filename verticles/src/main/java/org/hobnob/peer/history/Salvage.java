package org.hobnob.peer.history;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.IntegerDataType;

/** Reads the lines of a damaged segment that can still be read. Blocking. */
final class Salvage {
    private static final int MOST_MISSES = 70_000;

    private Salvage() {}

    /**
     * @param file is left unchanged
     * @param lines receives each line with its number, from the oldest on
     * @return how many lines there are that cannot be read, as far as is known
     */
    static int read(Path file, byte[] key, BiConsumer<Integer, Line> lines) {
        MVStore store;
        try {
            store = new MVStore.Builder()
                    .fileName(file.toString())
                    .encryptionKey(HexFormat.of().formatHex(key).toCharArray())
                    .readOnly()
                    .recoveryMode()
                    .open();
        } catch (RuntimeException | AssertionError e) {
            return 0;
        }
        try {
            return read(
                    store.openMap(
                            "lines",
                            new MVMap.Builder<Integer, byte[]>()
                                    .keyType(IntegerDataType.INSTANCE)
                                    .valueType(ByteArrayDataType.INSTANCE)),
                    lines);
        } catch (RuntimeException | AssertionError e) {
            return 0;
        } finally {
            store.closeImmediately();
        }
    }

    /** Numbers are tried one by one, because a walk through the map would end at the first page that is broken. */
    private static int read(MVMap<Integer, byte[]> map, BiConsumer<Integer, Line> lines) {
        int lost = 0;
        int sinceLast = 0;
        int lostSinceLast = 0;
        for (int number = 0; number < Segment.MOST_LINES && sinceLast < MOST_MISSES; number++) {
            Optional<Line> line = Optional.empty();
            boolean absent = false;
            try {
                byte[] bytes = map.get(number);
                absent = bytes == null;
                line = absent ? line : LineCodec.decode(bytes);
            } catch (RuntimeException | AssertionError e) {
                // It is one of the lost ones.
            }
            if (line.isPresent()) {
                lines.accept(number, line.get());
                lost += lostSinceLast;
                sinceLast = 0;
                lostSinceLast = 0;
            } else {
                sinceLast++;
                lostSinceLast += absent ? 0 : 1;
            }
        }
        return lost + lostSinceLast;
    }
}
