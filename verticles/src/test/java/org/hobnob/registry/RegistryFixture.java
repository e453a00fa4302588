package org.hobnob.registry;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.registry.keepalive.Patience;
import org.hobnob.registry.rules.credentials.HashCost;
import org.hobnob.registry.rules.credentials.LoginLimits;
import org.hobnob.registry.rules.rooms.GroupRange;
import org.hobnob.registry.rules.rooms.RoomLimits;
import org.hobnob.registry.secrets.Secrets;
import org.hobnob.registry.secrets.SecretsFile;
import org.hobnob.registry.store.Store;
import org.hobnob.registry.store.embedded.EmbeddedStore;

/** A whole registry on loopback and free ports, with its embedded store in a folder of the test's. */
public final class RegistryFixture {
    private final EmbeddedStore embedded;
    private final Store store;
    private final Registry registry;

    private RegistryFixture(EmbeddedStore embedded, Store store, Registry registry) {
        this.embedded = embedded;
        this.store = store;
        this.registry = registry;
    }

    /** Settings for tests: a hash that costs little, free ports, loopback. */
    public static RegistrySettings settings() {
        return settings(TlsEngine.AUTO, Patience.DEFAULT, 120_000);
    }

    public static RegistrySettings settings(TlsEngine engine, Patience patience, long graceMs) {
        return new RegistrySettings(
                "test registry",
                "127.0.0.1",
                0,
                0,
                List.of("127.0.0.1"),
                engine,
                true,
                false,
                new HashCost(64, 1, 1),
                1,
                200,
                LoginLimits.DEFAULT,
                20,
                1_000,
                true,
                new RoomLimits(100, 16),
                GroupRange.DEFAULT,
                graceMs,
                patience,
                3_600);
    }

    /** Starts on the folder; its secrets file is made there too. */
    public static Future<RegistryFixture> start(Vertx vertx, Path folder, RegistrySettings settings) {
        return vertx.executeBlocking(() -> EmbeddedStore.open(folder, "127.0.0.1", 0), false)
                .compose(embedded -> Store.open(vertx, embedded.connectionString(), life(settings))
                        .compose(store -> start(vertx, folder, settings, embedded, store))
                        .onFailure(cause -> embedded.close()));
    }

    private static Store.SessionLife life(RegistrySettings settings) {
        return settings.sharesStore() ? Store.SessionLife.SHARED : Store.SessionLife.PROCESS;
    }

    private static Future<RegistryFixture> start(
            Vertx vertx, Path folder, RegistrySettings settings, EmbeddedStore embedded, Store store) {
        Secrets secrets = new SecretsFile(folder.resolve("secrets")).loadOrCreate(true, new SecureRandom());
        return Registry.start(vertx, store, secrets, settings)
                .map(registry -> new RegistryFixture(embedded, store, registry));
    }

    public Registry registry() {
        return registry;
    }

    public Store store() {
        return store;
    }

    public int port() {
        return registry.port();
    }

    public int udpPort() {
        return registry.udpPort();
    }

    /** Stops the registry, then its store. */
    public Future<Void> stop(Vertx vertx) {
        return registry.stop()
                .compose(done -> store.close())
                .compose(done -> vertx.executeBlocking(() -> {
                    embedded.close();
                    return null;
                }));
    }
}
