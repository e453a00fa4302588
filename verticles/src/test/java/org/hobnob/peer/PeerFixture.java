package org.hobnob.peer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.hobnob.net.Interfaces;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.peer.console.ConsoleVerticle;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.testing.Await;

/** One peer in a Vert.x of its own, on loopback, driven by lines; its screen is a list. */
public final class PeerFixture {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx();
    private final TestProfile profile = new TestProfile();
    private final List<String> screen = new CopyOnWriteArrayList<>();
    private final ConsoleVerticle console = new ConsoleVerticle(
            (role, line) -> screen.add(role.mark() + line), PeerValues.defaults(), () -> screen.add("<end>"));

    /** Connects to the registry and trusts the key that it shows. */
    static PeerFixture start(int registryPort, boolean multicast) {
        PeerFixture fixture = new PeerFixture();
        PeerSettings settings = new PeerSettings(
                PeerSettings.Registries.at(new HostPort("127.0.0.1", registryPort)),
                TlsEngine.AUTO,
                new PeerSettings.Network(Interfaces.loopback(), 0, multicast),
                fixture.profile.profile());
        Future<Void> ready = Peer.start(fixture.vertx, settings, fixture.console)
                .compose(peer -> peer.connect().compose(seen -> peer.trust(seen.pin())));
        Await.await(ready);
        return fixture;
    }

    /** Types lines. */
    PeerFixture type(String... lines) {
        List.of(lines).forEach(console::line);
        return this;
    }

    /** Waits until a line on the screen contains the text. */
    String see(String text) {
        return see(text, line -> line.contains(text));
    }

    /** Waits until the one other member has what was said in a room, at once or a moment later. */
    void seeConfirmed(String text) {
        see(
                text + " confirmed",
                line -> line.contains("you: " + text + "  (1/1)") || line.contains(": everybody has it now: " + text));
    }

    private String see(String what, Predicate<String> fits) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> {
                    if (screen.stream().noneMatch(fits)) {
                        throw new AssertionError("no line with «" + what + "» in " + screen);
                    }
                });
        return screen.stream().filter(fits).findFirst().orElseThrow();
    }

    /** How many lines contain the text. */
    long count(String text) {
        return screen.stream().filter(line -> line.contains(text)).count();
    }

    void stop() {
        Await.await(vertx.close());
        profile.delete();
    }
}
