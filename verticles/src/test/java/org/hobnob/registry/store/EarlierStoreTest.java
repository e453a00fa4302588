package org.hobnob.registry.store;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.store.Account.Hashes;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.registry.store.embedded.StoreRefusedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The file of a registry of November 2026, which H2 2.3.232 wrote: dana and omar have accounts, dana hosts the sealed room
 * lab3 and the open room open1.
 */
@Tag("slow")
class EarlierStoreTest {
    private static final String RECORDED = "/stores/registry-h2-2.3.232.mv";

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private EmbeddedStore embedded;
    private Store store;

    @BeforeEach
    void open() throws IOException, StoreRefusedException {
        try (InputStream recorded = getClass().getResourceAsStream(RECORDED)) {
            Files.copy(recorded, folder.resolve("store.mv"));
        }
        start();
    }

    private void start() throws StoreRefusedException {
        embedded = EmbeddedStore.open(folder, "127.0.0.1", 0);
        store = await(Store.open(vertx, embedded.connectionString().replace("/?", "/hobnob?")));
    }

    private void stop() {
        await(store.close());
        embedded.close();
    }

    @AfterEach
    void close() {
        stop();
        await(vertx.close());
    }

    @Test
    void earlierAccountsAndRoomsAreFound() {
        for (String name : List.of("dana", "omar")) {
            Account account = await(store.accounts().find(new UserName(name))).orElseThrow();
            assertTrue(account.hashes().plain().orElseThrow().startsWith("$argon2id$"), name);
        }
        assertEquals(
                List.of("lab3 dana 1", "open1 dana 1"),
                await(store.rooms().page(Optional.empty(), 1_000)).stream()
                        .map(EarlierStoreTest::described)
                        .toList());
    }

    @Test
    void earlierFileTakesNewAccounts() throws StoreRefusedException {
        UserName sara = new UserName("sara");
        assertTrue(await(store.accounts().create(sara, new Hashes(Optional.of("$argon2id$x"), Optional.empty()), 0)));
        stop();
        start();
        for (String name : List.of("dana", "omar", "sara")) {
            assertTrue(await(store.accounts().find(new UserName(name))).isPresent(), name);
        }
    }

    private static String described(Room room) {
        return room.name() + " " + room.host() + " " + room.members().size();
    }
}
