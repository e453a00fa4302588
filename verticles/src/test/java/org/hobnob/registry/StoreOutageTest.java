package org.hobnob.registry;

import static org.hobnob.registry.Awaiting.await;
import static org.hobnob.registry.TestRegistry.PASSWORD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.registry.secrets.SecretsFile;
import org.hobnob.registry.store.Store;
import org.hobnob.registry.store.StoreUnavailableException;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.registry.store.embedded.StoreRefusedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is out of reach for a while. */
class StoreOutageTest {
    private static final Duration BOUND = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private EmbeddedStore embedded;
    private StoreLink link;
    private Store store;
    private Registry registry;

    @BeforeEach
    void start() throws StoreRefusedException {
        embedded = EmbeddedStore.open(folder, "127.0.0.1", 0);
        link = new StoreLink(vertx, embedded.port());
        store = await(Store.open(vertx, link.through(embedded.connectionString())));
        registry = await(Registry.start(
                vertx,
                store,
                new SecretsFile(folder.resolve("secrets")).loadOrCreate(true, new SecureRandom()),
                new TestSettings().build()));
    }

    @AfterEach
    void stop() {
        link.mend();
        await(registry.stop());
        await(store.close());
        await(vertx.close());
        embedded.close();
    }

    private NativeClient connect() {
        return await(NativeClient.connect(vertx, registry.port(), registry.pin()));
    }

    private NativeClient newUser(String user) {
        NativeClient client = connect();
        client.ask("REGISTER " + user + " " + PASSWORD);
        return client.enter("LOGIN " + user + " " + PASSWORD);
    }

    @Test
    void whatNeedsTheStoreIsUnavailableAndTheRestAndTheConnectionsGoOn() {
        NativeClient client = newUser("dana");
        newUser("emil");
        link.cut();
        long beganNs = System.nanoTime();
        assertEquals("CREATION <UNAVAILABLE> <503> reason=unavailable", client.ask("CREATE_CHAT_ROOM nets - 0 \\z"));
        assertTrue(System.nanoTime() - beganNs < BOUND.toNanos());
        assertTrue(client.ask("SEARCH_USER emil").startsWith("SEARCH_USER_RESPONSE <SUCCESS>"), "from memory");

        link.mend();
        Awaitility.await()
                .atMost(BOUND)
                .until(() -> client.ask("CREATE_CHAT_ROOM nets - 0 \\z").startsWith("CREATION <SUCCESS>"));
    }

    @Test
    void whoDisconnectsMeanwhileIsOfflineWhenTheStoreIsBack() {
        NativeClient client = newUser("dana");
        NativeClient other = newUser("emil");
        link.cut();
        client.drop();
        // Something must have failed before the store comes back, or nothing is tested.
        assertEquals("CREATION <UNAVAILABLE> <503> reason=unavailable", other.ask("CREATE_CHAT_ROOM nets - 0 \\z"));
        link.mend();
        Awaitility.await()
                .atMost(BOUND)
                .until(
                        () -> other.ask("SEARCH_USER dana"),
                        "SEARCH_USER_RESPONSE <NOT_ONLINE> <300> reason=not-online"::equals);
        connect().enter("LOGIN dana " + PASSWORD);
    }

    @Test
    void aStoreThatFallsSilentIsUnavailableInBoundedTime() {
        link.freeze();
        long beganNs = System.nanoTime();
        assertEquals(
                Reason.UNAVAILABLE,
                Awaiting.refusal(store.rooms().find(new RoomName("nets"))).reason());
        assertTrue(System.nanoTime() - beganNs < BOUND.toNanos());
        link.cut();
    }

    @Test
    void aStoreThatIsNotThereIsRefusedInBoundedTime() {
        link.cut();
        long beganNs = System.nanoTime();
        String gone = link.through(embedded.connectionString());
        assertThrows(StoreUnavailableException.class, () -> Awaiting.await(Store.open(vertx, gone)));
        assertTrue(System.nanoTime() - beganNs < BOUND.toNanos());
    }
}
