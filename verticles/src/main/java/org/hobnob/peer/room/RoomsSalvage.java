package org.hobnob.peer.room;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.Page;
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
                    attempt(() -> copied[0] += copy(root(store.openMap(name)), into.map(name)));
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

    private static Page<String, byte[]> root(MVMap<String, byte[]> map) {
        return map.getRootPage();
    }

    /** Copies a page and those below it; a broken one costs what is in it and below it. */
    private static int copy(Page<String, byte[]> page, Map<String, byte[]> to) {
        int[] copied = {0};
        if (page.isLeaf()) {
            for (int i = 0; i < page.getKeyCount(); i++) {
                to.put(page.getKey(i), page.getValue(i));
                copied[0]++;
            }
        } else {
            for (int i = 0; i < page.getRawChildPageCount(); i++) {
                int child = i;
                attempt(() -> copied[0] += copy(page.getChildPage(child), to));
            }
        }
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
