package org.hobnob.registry.store.backup;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.hobnob.registry.rules.credentials.HashCost;
import org.hobnob.registry.store.AllDocuments;
import org.hobnob.registry.store.Store;
import org.hobnob.registry.store.embedded.EmbeddedCopy;
import org.hobnob.registry.store.embedded.StoreRefusedException;

/** Makes a backup of a registry's store while registries use it. Blocking. */
public final class Backup {
    /**
     * What is sealed, and how.
     *
     * @param secrets the text of the secrets file
     */
    public record Sealing(String secrets, char[] passphrase) {
        @Override
        public String toString() {
            return "Sealing[masked]";
        }
    }

    /**
     * What was backed up.
     *
     * @param file where it is
     * @param isOfOneMoment whether it shows the store as it was at one moment
     * @param counts documents by collection
     */
    public record Made(Path file, boolean isOfOneMoment, Map<String, Long> counts) {}

    private final Vertx vertx;
    private final SecureRandom random;
    private final HashCost cost;

    public Backup(Vertx vertx, SecureRandom random) {
        this(vertx, random, SealedSecrets.COST);
    }

    /** @param cost of the key that is made of a passphrase */
    Backup(Vertx vertx, SecureRandom random, HashCost cost) {
        this.vertx = vertx;
        this.random = random;
        this.cost = cost;
    }

    /**
     * Makes a backup. An embedded store copies itself between two writes, and the copy is read; a replica set is read as of
     * one moment; any other MongoDB is read collection by collection.
     *
     * @param connectionString of the store
     * @param file is made, for its owner only
     * @param replace whether an existing file is replaced
     * @param sealing the secrets that go with it; empty for none
     * @throws BackupRefusedException if it cannot be made; then there is no file, or the one of before
     * @throws StoreRefusedException if the copy of an embedded store cannot be opened
     */
    public Made make(String connectionString, Path file, boolean replace, Optional<Sealing> sealing)
            throws StoreRefusedException {
        try (BackupFile out = BackupFile.create(file, replace);
                AllDocuments store = AllDocuments.open(vertx, connectionString)) {
            Optional<String> copied = store.copy();
            if (copied.isPresent()) {
                try (EmbeddedCopy copy = EmbeddedCopy.open(Path.of(copied.get()));
                        AllDocuments still = AllDocuments.open(vertx, copy.connectionString(), store.database())) {
                    write(still, out, true);
                }
            } else {
                write(store, out, store.holdMoment());
            }
            Made made = new Made(file.toAbsolutePath(), isOfOneMoment(copied, store), out.counts());
            out.finish(sealing, cost, random);
            return made;
        }
    }

    private static boolean isOfOneMoment(Optional<String> copied, AllDocuments store) {
        return copied.isPresent() || store.holdsMoment();
    }

    private static void write(AllDocuments store, BackupFile out, boolean isOfOneMoment) {
        int schema = store.schema()
                .orElseThrow(() -> new BackupRefusedException(
                        "this database is no store of a registry: name the one that the registry uses"));
        if (schema > Store.SCHEMA_VERSION) {
            throw new BackupRefusedException("the store has schema version " + schema
                    + ", and this program knows versions up to " + Store.SCHEMA_VERSION
                    + ": take the program that runs the registry");
        }
        out.header(schema, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), isOfOneMoment);
        for (String collection : store.lasting()) {
            store.each(collection, document -> out.document(collection, document));
        }
    }
}
