package org.hobnob.registry;

import static org.hobnob.registry.Awaiting.await;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.registry.store.Store;

/** A registry for one test class or one test, and the native clients that are connected to it. */
final class TestRegistry implements AutoCloseable {
    /** The password of everybody here, as it travels. */
    static final String PASSWORD = PasswordHash.ofPassword("open sesame").hex();

    static final String WRONG = PasswordHash.ofPassword("open barley").hex();

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Vertx vertx = Vertx.vertx();
    private final Path folder;
    private final List<NativeClient> clients = new CopyOnWriteArrayList<>();
    private RegistryFixture fixture;

    TestRegistry(Path folder, TestSettings settings) {
        this.folder = folder;
        fixture = await(RegistryFixture.start(vertx, folder, settings.build()));
    }

    /** A name that no other test uses. */
    static String name(String stem) {
        return stem + NAMES.incrementAndGet();
    }

    Vertx vertx() {
        return vertx;
    }

    Registry registry() {
        return fixture.registry();
    }

    Store store() {
        return fixture.store();
    }

    int udpPort() {
        return fixture.udpPort();
    }

    NativeClient connect() {
        return connect("127.0.0.1");
    }

    NativeClient connect(String from) {
        NativeClient client =
                await(NativeClient.connect(vertx, fixture.port(), registry().pin(), from));
        clients.add(client);
        return client;
    }

    /** A new account that is logged in. */
    NativeClient newUser(String user) {
        NativeClient client = connect();
        String registered = client.ask("REGISTER " + user + " " + PASSWORD);
        if (!registered.equals("REGISTER <SUCCESS> <200>")) {
            throw new AssertionError(registered);
        }
        return client.enter("LOGIN " + user + " " + PASSWORD + " 4000 udp=4001");
    }

    /** Another connection, which takes the client's session over. */
    NativeClient resume(NativeClient client) {
        return connect().enter("RESUME " + client.credentials().token().text() + " 4000 udp=4001");
    }

    /** Takes the registry down and starts another one on what it left. */
    void restart(TestSettings settings) {
        await(fixture.stop(vertx));
        fixture = await(RegistryFixture.start(vertx, folder, settings.build()));
    }

    @Override
    public void close() {
        clients.forEach(NativeClient::close);
        await(fixture.stop(vertx));
        await(vertx.close());
    }
}
