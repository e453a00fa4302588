package org.hobnob.registry.store.embedded;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that only their owner may use, where the file system knows owners (POSIX). */
final class OwnerOnly {
    private static final FileAttribute<?> FOLDER = attribute("rwx------");
    private static final FileAttribute<?> FILE = attribute("rw-------");
    private static final FileAttribute<?>[] NONE = {};

    private OwnerOnly() {}

    private static FileAttribute<?> attribute(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    /** Makes the folder and its missing parents, 0700; leaves what exists as it is. */
    static void createFolders(Path folder) throws IOException {
        Files.createDirectories(folder, attributes(folder, FOLDER));
    }

    /** Makes an empty file, 0600; leaves an existing one as it is. */
    static void createFile(Path file) throws IOException {
        try {
            Files.createFile(file, attributes(file, FILE));
        } catch (FileAlreadyExistsException e) {
            // As wanted.
        }
    }

    /** @return whether group or others may do anything with the file; false where there is no notion of that */
    static boolean isOpenToOthers(Path file) throws IOException {
        if (!isPosix(file.getFileSystem())) {
            return false;
        }
        Set<PosixFilePermission> others = PosixFilePermissions.fromString("---rwxrwx");
        return Files.getPosixFilePermissions(file).stream().anyMatch(others::contains);
    }

    private static FileAttribute<?>[] attributes(Path path, FileAttribute<?> attribute) {
        return isPosix(path.getFileSystem()) ? new FileAttribute<?>[] {attribute} : NONE;
    }

    private static boolean isPosix(FileSystem fileSystem) {
        return fileSystem.supportedFileAttributeViews().contains("posix");
    }
}
