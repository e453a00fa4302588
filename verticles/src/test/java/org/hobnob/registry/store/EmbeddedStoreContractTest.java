package org.hobnob.registry.store;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.registry.store.embedded.StoreRefusedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract over the embedded store. */
@Tag("slow")
class EmbeddedStoreContractTest extends StoreContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    @TempDir
    static Path folder;

    private static EmbeddedStore embedded;

    @BeforeAll
    static void start() throws StoreRefusedException {
        embedded = EmbeddedStore.open(folder, "127.0.0.1", 0);
    }

    @AfterAll
    static void stop() {
        embedded.close();
    }

    @Override
    String freshDatabase() {
        return embedded.connectionString().replace("/?", "/contract" + DATABASES.incrementAndGet() + "?");
    }
}
