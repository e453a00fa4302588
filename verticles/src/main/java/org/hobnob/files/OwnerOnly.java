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
 * Files and folders that only their owner may use: by permissions where the file system has those of POSIX, else by an
 * access control list (Windows). One that knows neither, such as FAT, keeps nothing from anybody. Blocking.
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
     * Makes the folder and its missing parents, 0700; leaves what exists as it is.
     *
     * @return the folder
     * @throws IOException where that is not possible
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
     * Makes an empty file, 0600; leaves an existing one as it is.
     *
     * @throws IOException where that is not possible
     */
    public static void createFile(Path file) throws IOException {
        try {
            Files.createFile(file, attributes(file, FILE));
            narrow(file);
        } catch (FileAlreadyExistsException e) {
            // As wanted.
        }
    }

    /**
     * Makes an empty file, 0600, of a name that no other has, to be moved to its place when it is written.
     *
     * @param folder must exist
     * @return the file
     * @throws IOException where that is not possible
     */
    public static Path createDraft(Path folder, String prefix, String suffix) throws IOException {
        Path draft = Files.createTempFile(folder, prefix, suffix, attributes(folder, FILE));
        narrow(draft);
        return draft;
    }

    /**
     * Whether others may do anything with the file.
     *
     * @return false also where the file system has no notion of that
     * @throws IOException where it cannot be found out
     */
    public static boolean isOpenToOthers(Path file) throws IOException {
        if (isPosix(file)) {
            return Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains);
        }
        return hasAcl(file) && OwnerAcl.of(file).isOpenToOthers();
    }

    /** The command that closes a file to others, for a message. */
    public static String howToClose(Path file) {
        return isPosix(file) ? "chmod 600 " + file : "icacls \"" + file + "\" /inheritance:r /grant:r \"%USERNAME%:F\"";
    }

    /** Whether files of that path's file system have the permissions of POSIX. */
    public static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] attributes(Path path, FileAttribute<?> attribute) {
        return isPosix(path) ? new FileAttribute<?>[] {attribute} : NONE;
    }

    /** A list cannot come with the making: the system would add the entries that the parent hands down. */
    private static void narrow(Path made) throws IOException {
        if (!isPosix(made) && hasAcl(made)) {
            OwnerAcl.of(made).giveToOwnerAlone();
        }
    }

    private static boolean hasAcl(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView(AclFileAttributeView.class);
    }
}
