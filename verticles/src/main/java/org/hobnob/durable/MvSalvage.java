package org.hobnob.durable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Predicate;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.Page;

/** Copies what can still be read of a damaged file. Blocking. */
public final class MvSalvage {
    private MvSalvage() {}

    /**
     * @param damaged is left unchanged
     * @param key of 32 bytes, which encrypts it
     * @param into is committed
     * @param wanted which maps are copied, by their names
     * @return how many records were copied
     * @throws IOException if they cannot be written
     */
    public static int copy(Path damaged, byte[] key, MvFile into, Predicate<String> wanted) throws IOException {
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
                if (wanted.test(name)) {
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
