package org.hobnob.registry;

import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.registry.store.Store;
import org.hobnob.registry.store.StoreUnavailableException;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.registry.store.embedded.StoreRefusedException;
import org.hobnob.testing.Await;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is out of reach for a while. */
@Tag("slow")
class StoreOutageTest {
    private static final Duration BOUND = Duration.ofSeconds(25);

    @TempDir
    Path folder;

    private EmbeddedStore embedded;
    private RegistryFixture registry;

    @BeforeEach
    void start() throws StoreRefusedException {
        embedded = EmbeddedStore.open(folder, "127.0.0.1", 0);
        registry = RegistryFixture.linked(embedded, folder, new TestSettings());
    }

    @AfterEach
    void stop() {
        registry.close();
        embedded.close();
    }

    @Test
    void requestsThatNeedTheStoreAreUnavailable() {
        NativeClient client = registry.newUser("dana");
        registry.newUser("emil");
        registry.link().cut();
        long beganNs = System.nanoTime();
        assertEquals("CREATION <UNAVAILABLE> <503> reason=unavailable", client.ask("CREATE_CHAT_ROOM nets - 0 \\z"));
        assertTrue(System.nanoTime() - beganNs < BOUND.toNanos());
        assertTrue(client.ask("SEARCH_USER emil").startsWith("SEARCH_USER_RESPONSE <SUCCESS>"), "from memory");

        registry.link().mend();
        Awaitility.await()
                .until(() -> client.ask("CREATE_CHAT_ROOM nets - 0 \\z").startsWith("CREATION <SUCCESS>"));
    }

    @Test
    void disconnectDuringOutageIsOfflineAfterIt() {
        NativeClient client = registry.newUser("dana");
        NativeClient other = registry.newUser("emil");
        registry.link().cut();
        client.close();
        // Something must have failed before the store comes back, or nothing is tested.
        assertEquals("CREATION <UNAVAILABLE> <503> reason=unavailable", other.ask("CREATE_CHAT_ROOM nets - 0 \\z"));
        registry.link().mend();
        Awaitility.await()
                .until(
                        () -> other.ask("SEARCH_USER dana"),
                        "SEARCH_USER_RESPONSE <NOT_ONLINE> <300> reason=not-online"::equals);
        registry.connect().enter("LOGIN dana " + PASSWORD);
    }

    @Test
    void silentStoreIsUnavailableInBoundedTime() {
        registry.link().freeze();
        long beganNs = System.nanoTime();
        assertEquals(
                Reason.UNAVAILABLE,
                Await.refusal(registry.store().rooms().find(new RoomName("nets")))
                        .reason());
        assertTrue(System.nanoTime() - beganNs < BOUND.toNanos());
        registry.link().cut();
    }

    @Test
    void aStoreThatIsNotThereIsRefusedInBoundedTime() {
        registry.link().cut();
        long beganNs = System.nanoTime();
        String gone = registry.link().through(embedded.connectionString());
        assertThrows(StoreUnavailableException.class, () -> Await.await(Store.open(registry.vertx(), gone)));
        assertTrue(System.nanoTime() - beganNs < BOUND.toNanos());
    }
}
