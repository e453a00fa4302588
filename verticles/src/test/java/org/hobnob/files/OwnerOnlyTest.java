package org.hobnob.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {
    private static final List<String> OWNER_ALONE = List.of("user 14");

    @TempDir
    Path folder;

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void whereThereArePermissionsOnlyTheOwnerHasThem() throws Exception {
        Path made = OwnerOnly.createFolders(folder.resolve("a/b"));
        OwnerOnly.createFile(made.resolve("file"));
        Path draft = OwnerOnly.createDraft(made, "x", ".new");
        assertEquals("rwx------", permissions(made.getParent()));
        assertEquals("rwx------", permissions(made));
        assertEquals("rw-------", permissions(made.resolve("file")));
        assertEquals("rw-------", permissions(draft));
        assertFalse(OwnerOnly.isOpenToOthers(draft));
        for (String open : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw---x---")) {
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(open));
            assertTrue(OwnerOnly.isOpenToOthers(draft), open);
        }
        assertEquals("chmod 600 " + draft, OwnerOnly.howToClose(draft));
    }

    @Test
    void whereThereAreListsTheyNameTheOwnerAlone() throws Exception {
        try (FileSystem windows = WindowsFiles.create()) {
            Path made = OwnerOnly.createFolders(windows.getPath("C:\\Users\\dana\\hobnob"));
            OwnerOnly.createFile(made.resolve("file"));
            Path draft = OwnerOnly.createDraft(made, "x", ".new");
            for (Path path : List.of(made.getParent().getParent(), made.getParent(), made, draft)) {
                assertEquals(OWNER_ALONE, WindowsFiles.allowed(path), path::toString);
            }
            assertEquals(OWNER_ALONE, WindowsFiles.allowed(made.resolve("file")));
            assertFalse(OwnerOnly.isOpenToOthers(draft));
            WindowsFiles.open(draft);
            assertTrue(OwnerOnly.isOpenToOthers(draft));
            assertTrue(OwnerOnly.howToClose(draft).startsWith("icacls \"" + draft + "\" "));
        }
    }

    @Test
    void aFoldersListHoldsForWhatOthersMakeInIt() throws Exception {
        try (FileSystem windows = WindowsFiles.create()) {
            Path made = OwnerOnly.createFolders(windows.getPath("C:\\data"));
            AclEntry entry = Files.getFileAttributeView(made, AclFileAttributeView.class)
                    .getAcl()
                    .get(0);
            assertEquals(Set.of(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT), entry.flags());
        }
    }

    @Test
    void whatIsThereStaysAsItIs() throws Exception {
        try (FileSystem windows = WindowsFiles.create()) {
            Path there = Files.createDirectories(windows.getPath("C:\\there"));
            Files.writeString(there.resolve("file"), "text");
            OwnerOnly.createFolders(there);
            OwnerOnly.createFile(there.resolve("file"));
            assertEquals(List.of("Everyone 1"), WindowsFiles.allowed(there));
            assertEquals(List.of("Everyone 1"), WindowsFiles.allowed(there.resolve("file")));
            assertEquals("text", Files.readString(there.resolve("file")));
        }
    }

    @Test
    void filesAreCreatedWhereOwnersAreNotSupported() throws Exception {
        Configuration fat = Configuration.windows().toBuilder()
                .setAttributeViews("basic", "dos")
                .build();
        try (FileSystem stick = Jimfs.newFileSystem(fat)) {
            Path draft = OwnerOnly.createDraft(OwnerOnly.createFolders(stick.getPath("C:\\a\\b")), "x", ".new");
            assertFalse(OwnerOnly.isOpenToOthers(draft));
        }
    }

    private static String permissions(Path of) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(of));
    }
}
