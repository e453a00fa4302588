package org.hobnob.launcher.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestFoldersTest {
    private static final UserName DANA = new UserName("Dana");

    @TempDir
    private Path all;

    private static Path made(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.writeString(folder.resolve("key"), "secret");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path refused(Path folder) {
        made(folder);
        throw new RefusalException(Reason.BAD_CREDENTIALS);
    }

    @Test
    void newFolderOfARefusedLoginIsRemoved() {
        GuestFolders folders = new GuestFolders(all);
        assertThrows(RefusalException.class, () -> folders.with(DANA, GuestFoldersTest::refused));
        assertFalse(Files.exists(all.resolve("dana")));
        Path key = folders.with(DANA, GuestFoldersTest::made);
        assertThrows(RefusalException.class, () -> folders.with(DANA, GuestFoldersTest::refused));
        assertTrue(Files.exists(key));
    }

    @Test
    void guessBesideAFirstLoginTakesNothingAway() {
        GuestFolders folders = new GuestFolders(all);
        Path key = folders.with(DANA, folder -> {
            RefusalException guess =
                    assertThrows(RefusalException.class, () -> folders.with(DANA, GuestFoldersTest::refused));
            assertEquals(Reason.SLOW_DOWN, guess.reason());
            return made(folder);
        });
        assertTrue(Files.exists(key));
    }
}
