package org.hobnob.registry;

import static org.hobnob.registry.Awaiting.await;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hobnob.registry.secrets.Secrets;
import org.hobnob.registry.secrets.SecretsFile;

/** A second registry on the store and the secrets of a first one, on a bus of its own: it hears nothing of the first. */
final class OtherRegistry implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Registry registry;
    private final List<NativeClient> clients = new CopyOnWriteArrayList<>();

    OtherRegistry(TestRegistry first, Path folder) {
        Secrets secrets = new SecretsFile(folder.resolve("secrets")).loadOrCreate(false, new SecureRandom());
        registry = await(Registry.start(
                vertx, first.store(), secrets, new TestSettings().sharingStore().build()));
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
        clients.forEach(NativeClient::close);
        await(registry.stop());
        await(vertx.close());
    }
}
