package org.hobnob.registry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What keep-alive hears of those who ask something over their connections. */
@ExtendWith(VertxExtension.class)
class KeepAliveClientTest {
    private static final ConnectionLogin DANA = login("dana", 1);
    private static final ConnectionLogin EMIL = login("emil", 2);

    private final List<Runnable> later = new ArrayList<>();

    private static ConnectionLogin login(String user, long session) {
        return new ConnectionLogin(
                new UserName(user),
                SessionId.ofBits(session),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private final class Later implements Turns.Clock {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void later(long afterNs, Runnable action) {
            later.add(action);
        }
    }

    @Test
    void manySignsOfLifeAreOneMessage(Vertx vertx) {
        ConcurrentLinkedQueue<JsonArray> heard = new ConcurrentLinkedQueue<>();
        vertx.eventBus()
                .<JsonObject>localConsumer(
                        Addresses.KEEP_ALIVE,
                        message -> heard.add(message.body().getJsonArray("sessions")));
        KeepAliveClient client = new KeepAliveClient(new Bus(vertx), new Later());
        for (int i = 0; i < 1_000; i++) {
            client.alive(DANA);
            client.alive(EMIL);
        }
        assertEquals(1, later.size(), "one report is due");
        later.remove(0).run();
        client.alive(EMIL);
        assertEquals(1, later.size(), "the next one is due");
        later.remove(0).run();

        Awaitility.await().until(() -> heard.size() == 2);
        assertEquals(new JsonArray().add(DANA.id().hex()).add(EMIL.id().hex()), heard.remove());
        assertEquals(new JsonArray().add(EMIL.id().hex()), heard.remove());
    }
}
