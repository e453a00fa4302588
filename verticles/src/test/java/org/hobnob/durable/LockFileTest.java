package org.hobnob.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
    @TempDir
    private Path folder;

    @Test
    void whoHasItIsTold() throws Exception {
        Path file = folder.resolve("lock");
        LockFile first = LockFile.lock(file);
        LockFile.HeldException held = assertThrows(LockFile.HeldException.class, () -> LockFile.lock(file));
        assertEquals("this process", held.holder());
        assertEquals(Long.toString(ProcessHandle.current().pid()), Files.readString(file));
        first.close();
        first.close();
        LockFile.lock(file).close();
    }

    @Test
    void theSameFileByAnotherPathIsTheSame() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("real")));
        LockFile first = LockFile.lock(folder.resolve("real").resolve("lock"));
        assertThrows(LockFile.HeldException.class, () -> LockFile.lock(link.resolve("lock")));
        first.close();
    }

    @Test
    void aFolderThatIsNotThereIsAnError() {
        assertThrows(
                IOException.class, () -> LockFile.lock(folder.resolve("missing").resolve("lock")));
    }
}
