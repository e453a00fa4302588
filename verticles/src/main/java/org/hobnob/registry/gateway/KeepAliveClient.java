package org.hobnob.registry.gateway;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.value.SessionId;

/** Calls the keep-alive service (BUS.md 4.4). Not thread-safe. */
final class KeepAliveClient {
    /** So long signs of life are gathered: as precisely as silence is measured. */
    private static final long GATHER_NS = 25_000_000;

    private final Bus bus;
    private final Turns.Clock clock;
    private final Set<SessionId> alive = new LinkedHashSet<>();

    KeepAliveClient(Bus bus, Turns.Clock clock) {
        this.bus = bus;
        this.clock = clock;
    }

    /** Starts watching for signs of life of the login. */
    void watch(ConnectionLogin login, ClientEndpoint from) {
        JsonObject body = login.toJson().put("ip", from.ip());
        login.credentials()
                .ifPresent(credentials ->
                        body.put("keepAliveKey", credentials.keepAliveKey().revealHex()));
        bus.send(Addresses.KEEP_ALIVE, "watch", body);
    }

    void forget(ConnectionLogin login) {
        bus.send(Addresses.KEEP_ALIVE, "forget", login.toJson());
    }

    /** Reports a sign of life, together with those that others show meanwhile: they may come with every request. */
    void alive(ConnectionLogin login) {
        if (alive.isEmpty()) {
            clock.later(GATHER_NS, this::reportAlive);
        }
        alive.add(login.id());
    }

    private void reportAlive() {
        JsonObject body = new JsonObject().put("sessions", Json.array(List.copyOf(alive), SessionId::hex));
        alive.clear();
        bus.send(Addresses.KEEP_ALIVE, "alive", body);
    }
}
