package org.hobnob.peer.console.state;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;

/** Sends the console's requests to the other verticles of the peer. */
public interface Requests {
    /** How long a chat request may take, in milliseconds: the other user has a minute once reached. */
    long CHAT_REQUEST_MS = 75_000;

    /** Sends a request; fails only with a {@link org.hobnob.protocol.message.RefusalException}. */
    Future<JsonObject> ask(String address, String action, JsonObject body, long timeoutMs);

    /** Runs slow work where it holds up nobody. */
    default <T> Future<T> offTheLoop(Callable<T> work) {
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    /** Sends the registry a request that needs no password hash. */
    default Future<JsonObject> registry(String action, JsonObject body) {
        return ask(Addresses.PEER_REGISTRY, action, body, 2 * Bus.TIMEOUT_MS);
    }

    /** Sends the registry a request that waits for a password hash. */
    default Future<JsonObject> registrySlowly(String action, JsonObject body) {
        return ask(Addresses.PEER_REGISTRY, action, body, Bus.HASH_TIMEOUT_MS);
    }
}
