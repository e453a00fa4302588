package org.hobnob.launcher.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.config.MongoUri;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.registry.store.embedded.StoreRefusedException;
import org.hobnob.registry.store.embedded.StoreRefusedException.Reason;
import org.hobnob.registry.store.embedded.StoreUri;

/**
 * The way to a registry's store: its MongoDB, the embedded store that a registry on this machine serves, or the embedded
 * store itself where nothing runs.
 *
 * @param connectionString may contain a password: never log it
 * @param where it is, for people
 * @param closing ends what was opened for it
 */
record StoreAccess(String connectionString, String where, Runnable closing) implements AutoCloseable {
    private static final String STORE_FILE = "store.mv";

    /**
     * Finds the store of a registry. Blocking.
     *
     * @throws UserFacingException if there is none
     */
    static StoreAccess of(RegistryConfig config) throws StoreRefusedException {
        return config.mongo().isPresent() ? of(config.mongo().get()) : ofFolder(config.data());
    }

    static StoreAccess of(MongoUri mongo) {
        return new StoreAccess(mongo.reveal(), "the MongoDB at " + mongo, () -> {});
    }

    private static StoreAccess ofFolder(Path folder) throws StoreRefusedException {
        if (!Files.exists(folder.resolve(STORE_FILE))) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE,
                    "there is no store in " + folder + ": name the folder of the registry's data with --data, or its"
                            + " MongoDB (the setting `mongo`)");
        }
        try {
            return opened(folder);
        } catch (StoreRefusedException e) {
            if (e.reason() == Reason.IN_USE) {
                return served(folder);
            }
            throw e;
        }
    }

    /** Opens the embedded store of a folder, which may be new. */
    static StoreAccess opened(Path folder) throws StoreRefusedException {
        EmbeddedStore store = EmbeddedStore.open(folder, "127.0.0.1", 0);
        return new StoreAccess(store.connectionString(), "the embedded store in " + folder, store::close);
    }

    private static StoreAccess served(Path folder) {
        try {
            String uri = Files.readString(folder.resolve(StoreUri.NAME), StandardCharsets.US_ASCII)
                    .strip();
            return new StoreAccess(uri, "the embedded store in " + folder, () -> {});
        } catch (IOException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE,
                    "the registry that has the store in " + folder + " open says not where it serves it ("
                            + folder.resolve(StoreUri.NAME)
                            + "): it is of an earlier version, or just starts; try again,"
                            + " or stop it",
                    e);
        }
    }

    @Override
    public void close() {
        closing.run();
    }

    @Override
    public String toString() {
        return where;
    }
}
