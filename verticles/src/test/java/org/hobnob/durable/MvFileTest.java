package org.hobnob.durable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MvFileTest {
    private static final int VALUES = 400;
    /** All values together are more than the 19 MB after which H2 would write by itself. */
    private static final int VALUE_BYTES = 64 * 1024;

    /**
     * A process that wrote {@code r2=0}, {@code r2=1} and so on into the map {@code last}, each with a commit, was killed
     * after the commit of 147. It died while it used the space of an old chunk again, which the newest state still lists.
     */
    private static final String KILLED = "/stores/killed-after-commit-147.mv";

    @TempDir
    Path folder;

    @Test
    void fullMemoryWritesNothing() throws Exception {
        Path path = folder.resolve("state.mv");
        MvFile file = MvFile.open(path, UnaryOperator.identity(), false, 1, false);
        byte[] before = Files.readAllBytes(path);
        ConcurrentMap<String, byte[]> map = file.map("values");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < VALUES; i++) {
            byte[] value = new byte[VALUE_BYTES];
            random.nextBytes(value);
            map.put("k" + i, value);
        }
        assertArrayEquals(before, Files.readAllBytes(path), "half of what belongs together was written");
        file.commit(cause -> false);
        file.abandon();
        MvFile again = MvFile.open(path, UnaryOperator.identity(), false, 1, false);
        assertEquals(VALUES, again.map("values").size());
        again.close();
    }

    @Test
    void fileOfAKilledProcessIsOpenedAtItsLastCommit() throws Exception {
        Path path = folder.resolve("state.mv");
        try (InputStream recorded = getClass().getResourceAsStream(KILLED)) {
            Files.copy(recorded, path);
        }
        MvFile file = MvFile.open(path, UnaryOperator.identity(), true, 1, false);
        assertEquals(147L, file.store().<String, Long>openMap("last").get("r2"));
        file.close();
    }
}
