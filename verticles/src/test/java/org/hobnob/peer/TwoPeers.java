package org.hobnob.peer;

import java.nio.file.Path;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of two peers at one registry begin with: both are online. */
abstract class TwoPeers {
    @TempDir
    Path folder;

    RegistryFixture registry;
    BusPeer dana;
    BusPeer omar;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder);
        dana = BusPeer.online("dana", registry.port());
        omar = BusPeer.online("omar", registry.port());
    }

    @AfterEach
    void stop() {
        dana.stop();
        omar.stop();
        registry.close();
    }
}
