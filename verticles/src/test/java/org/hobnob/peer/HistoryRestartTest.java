package org.hobnob.peer;

import static org.hobnob.testing.Await.await;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.hobnob.net.Interfaces;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.peer.console.ConsoleVerticle;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A peer that ends and begins again has what was said. */
@Tag("slow")
@Tag("long")
class HistoryRestartTest {
    private static final int PATIENCE_S = 40;

    @TempDir
    Path folder;

    private final List<String> screen = new CopyOnWriteArrayList<>();
    private RegistryFixture registry;
    private PeerFixture omar;
    private Vertx vertx;
    private ConsoleVerticle dana;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder.resolve("registry"));
        omar = PeerFixture.start(registry.port(), false).type("/signup omar secret-words");
        omar.see("Logged in");
        begin("/signup dana secret-words");
    }

    private void begin(String login) {
        screen.clear();
        vertx = Vertx.vertx();
        dana = new ConsoleVerticle((role, line) -> screen.add(line), PeerValues.defaults(), () -> {});
        PeerSettings settings = new PeerSettings(
                PeerSettings.Registries.at(new HostPort("127.0.0.1", registry.port())),
                TlsEngine.AUTO,
                new PeerSettings.Network(Interfaces.loopback(), 0, false),
                new TestProfile(folder.resolve("profile")).profile());
        await(Peer.start(vertx, settings, dana, PeerValues.defaults())
                .compose(peer -> peer.connect().compose(seen -> peer.trust(seen.pin()))));
        type(login).sees("Logged in");
    }

    private HistoryRestartTest type(String line) {
        await(dana.enter(line));
        return this;
    }

    private void sees(String text) {
        Awaitility.await(text)
                .atMost(Duration.ofSeconds(PATIENCE_S))
                .until(() -> screen.stream().anyMatch(line -> line.contains(text)));
    }

    @AfterEach
    void stop() {
        await(vertx.close());
        omar.stop();
        registry.close();
    }

    @Test
    void conversationIsThereAfterARestart() {
        omar.type("/msg dana the printer is free");
        sees("the printer is free");
        type("/msg omar thanks").sees("delivered");
        await(vertx.close());
        begin("/login dana secret-words");
        type("/history @omar").sees("[@omar] the printer is free");
        sees("[@omar] you: thanks");
        type("/search PRINTER").sees("     > omar: the printer is free");
    }
}
