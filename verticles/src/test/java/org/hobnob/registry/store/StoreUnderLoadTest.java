package org.hobnob.registry.store;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.presence.NewsCount;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.registry.store.embedded.StoreRefusedException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of what a registry asks of the store, its sign of life goes first. */
@Tag("slow")
class StoreUnderLoadTest {
    private static final int QUESTIONS = 3_000;

    @TempDir
    Path folder;

    @Test
    void beatDoesNotWaitForPeersRequests() throws StoreRefusedException {
        Vertx vertx = Vertx.vertx();
        EmbeddedStore embedded = EmbeddedStore.open(folder, "127.0.0.1", 0);
        Store store = await(Store.open(vertx, embedded.connectionString()));
        await(store.nodes().enter("node", List.of(), false));
        AtomicInteger answered = new AtomicInteger();
        List<Future<?>> questions = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            questions.add(
                    store.accounts().find(new UserName("user" + i)).onSuccess(found -> answered.incrementAndGet()));
        }
        int before = await(store.nodes().beat("node", NewsCount.NONE, 0, 0).map(beaten -> answered.get()));
        await(Future.all(questions));
        assertTrue(before < QUESTIONS * 0.9, () -> "the beat came behind " + before + " of " + QUESTIONS);
        await(store.close());
        await(vertx.close());
        embedded.close();
    }
}
