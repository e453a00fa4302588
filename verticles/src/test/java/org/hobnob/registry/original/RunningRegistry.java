package org.hobnob.registry.original;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.registry.RegistryFixture;
import org.hobnob.registry.RegistrySettings;
import org.hobnob.registry.keepalive.Patience;

/** The registry of one test and the clients that the test made. */
final class RunningRegistry implements Closeable {
    /** For tests that are not about silence: no slow machine makes a client time out. */
    static final Patience ENDLESS = new Patience(600_000, 600_000, 600_000);

    private static final long DONE_WITHIN_S = 20;

    private final Vertx vertx;
    private final Path folder;
    private final List<Closeable> clients = new ArrayList<>();
    private RegistryFixture fixture;

    private RunningRegistry(Vertx vertx, Path folder) {
        this.vertx = vertx;
        this.folder = folder;
    }

    /** One that no client can be silent too long for. */
    static RunningRegistry start(Vertx vertx, Path folder) {
        return start(vertx, folder, RegistryFixture.settings(TlsEngine.AUTO, ENDLESS, 120_000));
    }

    static RunningRegistry start(Vertx vertx, Path folder, RegistrySettings settings) {
        RunningRegistry registry = new RunningRegistry(vertx, folder);
        registry.start(settings);
        return registry;
    }

    private void start(RegistrySettings settings) {
        fixture = done(RegistryFixture.start(vertx, folder, settings));
    }

    /** Takes the registry down and starts it again on the same folder, at other ports. */
    void restart(RegistrySettings settings) {
        done(fixture.stop(vertx));
        start(settings);
    }

    /** What the future brings, within seconds. */
    static <T> T done(Future<T> future) {
        try {
            return future.await(DONE_WITHIN_S, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new IllegalStateException(late);
        }
    }

    RegistryFixture fixture() {
        return fixture;
    }

    /** An original client with its hands shaken, which has said nothing yet. */
    OriginalClient silentClient() {
        return closedAtEnd(OriginalClient.open(fixture.port(), fixture.udpPort()));
    }

    /** An original client behind the greeting. */
    OriginalClient client() {
        return closedAtEnd(OriginalClient.greeted(fixture.port(), fixture.udpPort()));
    }

    /** An original client logged in, under an account made for it where there is none yet. */
    OriginalClient user(String name) {
        OriginalClient client = client();
        client.ask("REGISTER " + name + " " + passwordOf(name));
        return loggedIn(client, name);
    }

    /** An original client logged in under an account that is there. */
    OriginalClient returning(String name) {
        return loggedIn(client(), name);
    }

    private static OriginalClient loggedIn(OriginalClient client, String name) {
        String answer = client.ask("LOGIN " + name + " " + passwordOf(name));
        if (!answer.equals("AUTH <SUCCESS> <200>")) {
            throw new IllegalStateException(name + " is not logged in: " + answer);
        }
        return client;
    }

    /** A native peer logged in, under an account made for it where there is none yet. */
    NativeClient nativeUser(String name) {
        NativeClient client = closedAtEnd(NativeClient.open(fixture.port()));
        client.ask("HELLO_P2P version=1");
        client.ask("REGISTER " + name + " " + passwordOf(name));
        String answer = client.ask("LOGIN " + name + " " + passwordOf(name) + " 4000");
        if (!answer.startsWith("AUTH <SUCCESS> <200>")) {
            throw new IllegalStateException(name + " is not logged in: " + answer);
        }
        return client;
    }

    /** The password hash of every account that this class makes. */
    static String passwordOf(String name) {
        return OriginalClient.hash("secret of " + name);
    }

    /** Has it closed when the registry is. */
    <T extends Closeable> T closedAtEnd(T client) {
        clients.add(client);
        return client;
    }

    @Override
    public void close() throws IOException {
        for (Closeable client : clients) {
            client.close();
        }
        done(fixture.stop(vertx));
    }
}
