package org.hobnob.peer.console;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hobnob.peer.console.screen.Screen;
import org.hobnob.peer.settings.PeerValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault in one line that is typed ends that line alone. */
class ConsoleFaultTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> shown = new CopyOnWriteArrayList<>();

    /** Fails at what names the planted word. */
    private final Screen screen = (role, line) -> {
        if (line.contains("/planted")) {
            throw new IllegalStateException("a fault");
        }
        shown.add(line);
    };

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void faultEndsOneLineAlone(boolean hasMenus) {
        ConsoleVerticle console = hasMenus
                ? ConsoleVerticle.withMenus(screen, Clock.systemUTC(), PeerValues.defaults(), () -> {})
                : new ConsoleVerticle(screen, PeerValues.defaults(), () -> {});
        await(vertx.deployVerticle(console));
        await(console.enter("/planted"));
        assertTrue(shown.stream().anyMatch(line -> line.contains("something went wrong inside")), shown::toString);
        shown.clear();
        await(console.enter("/help"));
        assertTrue(shown.stream().anyMatch(line -> line.contains("/join")), shown::toString);
    }
}
