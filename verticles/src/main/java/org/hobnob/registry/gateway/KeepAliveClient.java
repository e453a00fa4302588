package org.hobnob.registry.gateway;

import io.vertx.core.json.JsonObject;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;

/** Calls the keep-alive service (BUS.md 4.4). */
final class KeepAliveClient {
    private final Bus bus;

    KeepAliveClient(Bus bus) {
        this.bus = bus;
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

    void alive(ConnectionLogin login) {
        bus.send(Addresses.KEEP_ALIVE, "alive", login.toJson());
    }
}
