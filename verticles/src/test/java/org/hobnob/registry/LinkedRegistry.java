package org.hobnob.registry;

import static org.hobnob.registry.Awaiting.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.hobnob.registry.secrets.Secrets;
import org.hobnob.registry.secrets.SecretsFile;
import org.hobnob.registry.store.Store;
import org.hobnob.registry.store.embedded.EmbeddedStore;

/** One of several registries on one store, with a link to the store that can be cut and a clock that can jump. */
public final class LinkedRegistry implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong aheadNs = new AtomicLong();
    private final StoreLink link;
    private final Store store;
    private final Registry registry;
    private final List<NativeClient> clients = new CopyOnWriteArrayList<>();

    /** @param folder where the secrets file is, made by the first */
    public LinkedRegistry(EmbeddedStore embedded, Path folder) {
        link = new StoreLink(vertx, embedded.port());
        store = await(Store.open(vertx, link.through(embedded.connectionString())));
        Secrets secrets = new SecretsFile(folder.resolve("secrets")).loadOrCreate(true, new SecureRandom());
        registry = await(Registry.start(
                vertx,
                Future.succeededFuture(store),
                secrets,
                new TestSettings().sharingStore().build(),
                () -> System.nanoTime() + aheadNs.get()));
    }

    public StoreLink link() {
        return link;
    }

    /** How far the clock of its lease is ahead of the machine's, in nanoseconds. */
    AtomicLong clock() {
        return aheadNs;
    }

    Store store() {
        return store;
    }

    public Registry registry() {
        return registry;
    }

    /** Whether it refuses what would change anything. */
    public boolean isMute() {
        return !registry.mayChange();
    }

    public int port() {
        return registry.port();
    }

    NativeClient connect() {
        NativeClient client = await(NativeClient.connect(vertx, registry.port(), registry.pin()));
        clients.add(client);
        return client;
    }

    NativeClient newUser(String user) {
        NativeClient client = connect();
        client.ask("REGISTER " + user + " " + TestRegistry.PASSWORD);
        return client.enter("LOGIN " + user + " " + TestRegistry.PASSWORD + " 4000 udp=4001");
    }

    @Override
    public void close() {
        link.mend();
        clients.forEach(NativeClient::close);
        await(registry.stop());
        await(store.close());
        await(vertx.close());
    }
}
