package org.hobnob.registry.store.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hobnob.durable.MvFile;
import org.hobnob.files.OwnerOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of the whole store as of one moment, which a backup reads while the store goes on. The command {@value #COMMAND}
 * makes one, between two commits, in a folder of its own within the data folder; its reply names the folder, which can be
 * opened as a store. Whoever asked deletes it. What is left over, as of a backup that was killed, goes when the store is opened
 * the next time, or after a day, with the next copy.
 */
final class StoreCopies {
    static final String COMMAND = "hobnobCopy";

    private static final Logger LOG = LoggerFactory.getLogger(StoreCopies.class);
    private static final String PREFIX = "copy-";
    private static final Duration LONGEST_USE = Duration.ofDays(1);
    private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9a-f-]{36}");

    private final MvFile file;
    private final Path folder;

    StoreCopies(MvFile file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    static boolean isMeant(Command command) {
        return COMMAND.equalsIgnoreCase(command.name());
    }

    /** Makes a copy, on the thread that commits. */
    Document make() {
        sweep(folder, Instant.now().minus(LONGEST_USE));
        Path copy = folder.resolve(PREFIX + UUID.randomUUID());
        try {
            OwnerOnly.createFolders(copy);
            file.copyTo(copy.resolve(DataFolder.DOCUMENTS));
            return Replies.ok().append("folder", copy.toString());
        } catch (IOException e) {
            delete(copy);
            return Replies.error(
                    Replies.Error.OperationFailed, "the store cannot be copied within " + folder + ": " + e);
        }
    }

    /** Whether the folder is a copy, as far as its name and the file in it tell. */
    static boolean isCopy(Path folder) {
        return folder.isAbsolute()
                && NAME.matcher(folder.getFileName().toString()).matches()
                && Files.isRegularFile(folder.resolve(DataFolder.DOCUMENTS));
    }

    /** Deletes the copies in a folder, which nobody has any more. */
    static void sweep(Path folder) {
        sweep(folder, Instant.MAX);
    }

    /** Deletes the copies in a folder that were made before this time. */
    private static void sweep(Path folder, Instant before) {
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path copy : copies) {
                if (Files.getLastModifiedTime(copy).toInstant().isBefore(before)) {
                    delete(copy);
                }
            }
        } catch (IOException e) {
            LOG.warn("copies of the store in {} could not be deleted: {}", folder, e.toString());
        }
    }

    static void delete(Path copy) {
        try (Stream<Path> files = Files.walk(copy)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            LOG.warn("the copy {} of the store could not be deleted: {}", copy, e.toString());
        }
    }
}
