package org.hobnob.registry.store.backup;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.hobnob.registry.store.AllDocuments;
import org.hobnob.registry.store.Store;
import org.hobnob.registry.store.Waiting;
import org.hobnob.registry.store.backup.BackupReader.DamagedException;

/** Reads a backup, and fills an empty store with it. Blocking. */
public final class Restore {
    private static final int BATCH = 500;
    /** Of the letters of a mailbox each may be some kilobytes. */
    private static final int BATCH_CHARACTERS = 4 * 1024 * 1024;

    private final Path file;

    /** @param file the backup, which is not read yet */
    public Restore(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * Reads the whole backup and changes nothing.
     *
     * @return what is in it
     * @throws BackupRefusedException if it cannot be read, is damaged, or is of a later version
     */
    public BackupSummary check() {
        return read((collection, document) -> {});
    }

    /**
     * Reads the whole backup.
     *
     * @param sink given each document with the name of its collection, before it is known whether the backup is whole
     * @return as {@link #check}
     */
    public BackupSummary documents(BiConsumer<String, JsonObject> sink) {
        return read(sink);
    }

    private BackupSummary read(BiConsumer<String, JsonObject> sink) {
        if (Files.isDirectory(file)) {
            throw new BackupRefusedException(file + " is a folder: name the backup in it");
        }
        try (InputStream in = Files.newInputStream(file)) {
            BackupSummary read = BackupReader.read(in, sink);
            if (read.schema() > Store.SCHEMA_VERSION) {
                throw new BackupRefusedException(file + " is of a later version of Hobnob (schema " + read.schema()
                        + ", and this one knows schemas up to " + Store.SCHEMA_VERSION
                        + "): restore it with the version that made it, or a later one");
            }
            return read;
        } catch (DamagedException e) {
            throw new BackupRefusedException(
                    file + " is damaged, or no backup: " + e.getMessage() + "; take another copy of it", e);
        } catch (NoSuchFileException e) {
            throw new BackupRefusedException("there is no file " + file + ": check its path", e);
        } catch (AccessDeniedException e) {
            throw new BackupRefusedException(
                    file + " may not be read by this user: mend its permissions, or become its owner", e);
        } catch (IOException e) {
            throw new BackupRefusedException(
                    file + " cannot be read (" + BackupFile.reason(e) + "): check its path and its disk", e);
        }
    }

    /**
     * Fills an empty store. Until all is there, no registry starts on it.
     *
     * @param checked what {@link #check} returned for this file
     * @param connectionString of the store
     * @param beforeWhole run when all documents are there, before a registry may start on them
     * @throws BackupRefusedException if the store is not empty, in which case it is left as it is, or the file was changed
     *     since it was checked
     */
    public void into(Vertx vertx, String connectionString, BackupSummary checked, Runnable beforeWhole) {
        try (AllDocuments store = AllDocuments.open(vertx, connectionString)) {
            store.firstUsed().ifPresent(used -> {
                throw new BackupRefusedException("the database is not empty (it has a collection '" + used
                        + "'): name an empty one, or drop it first if nobody needs what is in it");
            });
            store.markUnfinished();
            Batches batches = new Batches(store);
            BackupSummary filled = read(batches::add);
            batches.flush();
            if (!Arrays.equals(filled.digest(), checked.digest())) {
                throw new BackupRefusedException(
                        file + " was changed while it was restored: drop the database, and" + " restore again");
            }
            beforeWhole.run();
            store.markWhole();
        }
        prepare(vertx, connectionString);
    }

    /** Makes the indexes, and brings a backup of an earlier version up to date, as each start of a registry does. */
    private static void prepare(Vertx vertx, String connectionString) {
        Waiting.on(Store.open(vertx, connectionString).compose(Store::close));
    }

    /** Documents that are written together. */
    private static final class Batches {
        private final AllDocuments store;
        private final List<JsonObject> waiting = new ArrayList<>();
        private Optional<String> collection = Optional.empty();
        private int characters;

        Batches(AllDocuments store) {
            this.store = store;
        }

        void add(String into, JsonObject document) {
            boolean isOther = collection.filter(into::equals).isEmpty();
            if (isOther || waiting.size() == BATCH || characters > BATCH_CHARACTERS) {
                flush();
            }
            collection = Optional.of(into);
            waiting.add(fresh(into, document));
            characters += document.encode().length();
        }

        void flush() {
            if (!waiting.isEmpty()) {
                store.insert(collection.orElseThrow(), waiting);
                waiting.clear();
                characters = 0;
            }
        }

        /**
         * One-time prekeys that were handed out since the backup would be handed out again, and letters that are sealed with
         * them could not be opened. Their users leave new ones.
         */
        private static JsonObject fresh(String collection, JsonObject document) {
            return collection.equals("prekeys") ? document.put("oneTime", new JsonArray()) : document;
        }
    }
}
