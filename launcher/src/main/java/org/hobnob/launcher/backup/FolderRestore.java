package org.hobnob.launcher.backup;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.hobnob.files.OwnerOnly;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.registry.store.backup.BackupSummary;
import org.hobnob.registry.store.backup.Restore;

/**
 * Restores into the data folder of a registry with an embedded store. The store is made in a folder within it, and its file
 * is moved to its place once it is whole, so that a restore that breaks off leaves no store.
 */
final class FolderRestore {
    private static final String DRAFT = ".restore-";
    private static final String STORE_FILE = "store.mv";

    private final Path data;
    private final Path secrets;

    FolderRestore(Path data, Path secrets) {
        this.data = data.toAbsolutePath();
        this.secrets = secrets.toAbsolutePath();
    }

    /**
     * Fills the folder.
     *
     * @param beforeWhole run when all is there, before a registry can find it
     * @return where it is now, for people
     * @throws UserFacingException if the folder is not empty, or cannot be written; nothing was changed in it
     */
    String fill(Restore restore, BackupSummary found, Runnable beforeWhole) throws Exception {
        Path draft = draft();
        Vertx vertx = QuietVertx.start();
        try {
            try (StoreAccess store = StoreAccess.opened(draft)) {
                restore.into(vertx, store.connectionString(), found, beforeWhole);
            }
            Path made = draft.resolve(STORE_FILE);
            try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            // Fails where a registry has made a store meanwhile.
            Files.move(made, data.resolve(STORE_FILE));
            return data.toString();
        } finally {
            QuietVertx.stop(vertx);
            delete(draft);
        }
    }

    private Path draft() {
        try {
            OwnerOnly.createFolders(data);
            requireEmpty();
            return OwnerOnly.createFolders(
                    data.resolve(DRAFT + ProcessHandle.current().pid()));
        } catch (IOException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE,
                    "the data folder " + data + " cannot be used (" + e + "): name one that this user may write, with"
                            + " --data",
                    e);
        }
    }

    /** A secrets file may be there already: it was compared with that of the backup. */
    private void requireEmpty() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(data)) {
            for (Path entry : entries) {
                boolean mayStay =
                        entry.equals(secrets) || entry.getFileName().toString().startsWith(DRAFT);
                if (!mayStay) {
                    throw new UserFacingException(
                            ExitCode.USER_FIXABLE,
                            "the data folder " + data + " is not empty (it has " + entry.getFileName()
                                    + "): name an empty or new one with --data, or move that one away first");
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
