package org.hobnob.peer;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.hobnob.registry.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of two peers at one registry begin with: both are online. */
abstract class TwoPeers {
    @TempDir
    Path folder;

    Vertx vertx;
    RegistryFixture registry;
    BusPeer dana;
    BusPeer omar;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        registry = PeerFixture.await(RegistryFixture.start(vertx, folder, RegistryFixture.settings()));
        dana = BusPeer.online("dana", registry.port());
        omar = BusPeer.online("omar", registry.port());
    }

    @AfterEach
    void stop() {
        dana.stop();
        omar.stop();
        PeerFixture.await(registry.stop(vertx));
        PeerFixture.await(vertx.close());
    }
}
