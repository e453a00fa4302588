package org.hobnob.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Creates files and folders that only their owner may use: by POSIX permissions where the file system has them,
 * otherwise by an access control list (Windows). A file system with neither, such as FAT, protects nothing.
 * Blocking.
 */
public final class OwnerOnly {
    private static final FileAttribute<?> FOLDER = attribute("rwx------");
    private static final FileAttribute<?> FILE = attribute("rw-------");
    private static final FileAttribute<?>[] NONE = {};
    private static final Set<PosixFilePermission> OF_OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private OwnerOnly() {}

    private static FileAttribute<?> attribute(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    /**
     * Creates the folder and its missing parents with mode 0700; leaves existing ones unchanged.
     *
     * @return the folder
     * @throws IOException if a folder cannot be created
     */
    public static Path createFolders(Path folder) throws IOException {
        Deque<Path> missing = missing(folder);
        Files.createDirectories(folder, attributes(folder, FOLDER));
        for (Path made : missing) {
            narrow(made);
        }
        return folder;
    }

    /** The outermost first. */
    private static Deque<Path> missing(Path folder) {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path path = folder.toAbsolutePath(); path != null && Files.notExists(path); path = path.getParent()) {
            missing.addFirst(path);
        }
        return missing;
    }

    /**
     * Creates an empty file with mode 0600; leaves an existing one unchanged.
     *
     * @throws IOException if the file cannot be created
     */
    public static void createFile(Path file) throws IOException {
        try {
            Files.createFile(file, attributes(file, FILE));
            narrow(file);
        } catch (FileAlreadyExistsException e) {
            // The file exists already, as wanted.
        }
    }

    /**
     * Creates an empty file with mode 0600 and a unique name, to be moved to its place once it is written.
     *
     * @param folder must exist
     * @return the file
     * @throws IOException if the file cannot be created
     */
    public static Path createDraft(Path folder, String prefix, String suffix) throws IOException {
        Path draft = Files.createTempFile(folder, prefix, suffix, attributes(folder, FILE));
        narrow(draft);
        return draft;
    }

    /**
     * Returns whether others may access the file in any way.
     *
     * @return false also if the file system does not protect files
     * @throws IOException if it cannot be determined
     */
    public static boolean isOpenToOthers(Path file) throws IOException {
        if (isPosix(file)) {
            return Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains);
        }
        return hasAcl(file) && OwnerAcl.of(file).isOpenToOthers();
    }

    /** Returns the command that makes a file private, for messages. */
    public static String howToClose(Path file) {
        return isPosix(file) ? "chmod 600 " + file : "icacls \"" + file + "\" /inheritance:r /grant:r \"%USERNAME%:F\"";
    }

    /** Returns whether the path's file system has POSIX permissions. */
    public static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] attributes(Path path, FileAttribute<?> attribute) {
        return isPosix(path) ? new FileAttribute<?>[] {attribute} : NONE;
    }

    /** The list must be set after creation: the system would add the entries inherited from the parent. */
    private static void narrow(Path made) throws IOException {
        if (!isPosix(made) && hasAcl(made)) {
            OwnerAcl.of(made).giveToOwnerAlone();
        }
    }

    private static boolean hasAcl(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView(AclFileAttributeView.class);
    }
}
