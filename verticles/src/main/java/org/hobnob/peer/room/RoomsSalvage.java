package org.hobnob.peer.room;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.hobnob.durable.MvFile;

/** Copies what can still be read of a damaged file of rooms. Blocking. */
final class RoomsSalvage {
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

    /** A walk passes pages that are broken. */
    private static int copy(MVMap<String, byte[]> from, Map<String, byte[]> to) {
        int[] copied = {0};
        from.keyIterator(null)
                .forEachRemaining(key -> attempt(() -> {
                    byte[] record = from.get(key);
                    if (record != null) {
                        to.put(key, record);
                        copied[0]++;
                    }
                }));
        return copied[0];
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | AssertionError e) {
            // It is one of the lost ones.
        }
    }
}
