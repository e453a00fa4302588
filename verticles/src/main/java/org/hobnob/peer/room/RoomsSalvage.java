package org.hobnob.peer.room;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.hobnob.durable.MvFile;

/** Copies what can still be read of a damaged file of rooms. Blocking. */
final class RoomsSalvage {
    /** How many keys in a row may be unreadable before a map is given up. */
    private static final int MOST_MISSES = 100_000;

    private RoomsSalvage() {}

    /**
     * @param damaged is left unchanged
     * @param into is committed
     * @return how many records were copied
     * @throws IOException if they cannot be written
     */
    static int copy(Path damaged, byte[] key, MvFile into) throws IOException {
        MVStore store;
        try {
            store = new MVStore.Builder()
                    .fileName(damaged.toString())
                    .encryptionKey(HexFormat.of().formatHex(key).toCharArray())
                    .readOnly()
                    .recoveryMode()
                    .open();
        } catch (RuntimeException | AssertionError e) {
            return 0;
        }
        int[] copied = {0};
        try {
            for (String name : store.getMapNames()) {
                if (!into.mapNames().contains(name) || name.equals(RoomArchives.PRESENCES)) {
                    attempt(() -> copied[0] += copy(store.openMap(name), into.map(name)));
                }
            }
        } catch (RuntimeException | AssertionError e) {
            // What was copied is what could be.
        } finally {
            store.closeImmediately();
        }
        into.commit(cause -> false);
        return copied[0];
    }

    private static int copy(MVMap<String, byte[]> from, Map<String, byte[]> to) {
        int[] copied = {0};
        Consumer<String> one = key -> {
            byte[] record = from.get(key);
            if (record != null) {
                to.put(key, record);
                copied[0]++;
            }
        };
        try {
            from.keyIterator(null).forEachRemaining(key -> attempt(() -> one.accept(key)));
        } catch (RuntimeException | AssertionError e) {
            behind(from, to, one);
        }
        return copied[0];
    }

    /** A walk ends at the first page that is broken, so that what is behind is tried one by one: keys are numbers. */
    private static void behind(MVMap<String, byte[]> from, Map<String, byte[]> to, Consumer<String> one) {
        long next = to.keySet().stream()
                        .filter(key -> key.matches("[0-9a-f]{16}"))
                        .mapToLong(HexFormat::fromHexDigitsToLong)
                        .max()
                        .orElse(first(from))
                + 1;
        int misses = 0;
        while (misses < MOST_MISSES) {
            String key = HexFormat.of().toHexDigits(next++);
            attempt(() -> one.accept(key));
            misses = to.containsKey(key) ? 0 : misses + 1;
        }
    }

    /** Returns the number before the lowest, as far as that can be read. */
    private static long first(MVMap<String, byte[]> from) {
        try {
            return HexFormat.fromHexDigitsToLong(from.firstKey()) - 1;
        } catch (RuntimeException | AssertionError e) {
            return 0;
        }
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | AssertionError e) {
            // It is one of the lost ones.
        }
    }
}
