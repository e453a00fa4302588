package org.hobnob.peer.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of one profile, which only its owner enters. Blocking. */
public final class ProfileFolder {
    private ProfileFolder() {}

    /**
     * Makes it with 0700, with the folders above it, unless it is there.
     *
     * @throws IOException where that is not possible
     */
    public static Path make(Path folder) throws IOException {
        return Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
    }

    /** Permissions for something new below a folder, where its file system has any. */
    static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
