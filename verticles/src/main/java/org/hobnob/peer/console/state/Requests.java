package org.hobnob.peer.console.state;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;

/** How the console asks the peer's other verticles. */
public interface Requests {
    /** How long a chat may take to be accepted, in milliseconds: the other person has a minute, once reached. */
    long CHAT_REQUEST_MS = 75_000;

    /** Asks; fails with a {@link org.hobnob.protocol.message.RefusalException} only. */
    Future<JsonObject> ask(String address, String action, JsonObject body, long timeoutMs);

    /** Asks the registry something that costs it no password hash. */
    default Future<JsonObject> registry(String action, JsonObject body) {
        return ask(Addresses.PEER_REGISTRY, action, body, 2 * Bus.TIMEOUT_MS);
    }

    /** Asks the registry something that waits for a password hash. */
    default Future<JsonObject> registrySlowly(String action, JsonObject body) {
        return ask(Addresses.PEER_REGISTRY, action, body, Bus.HASH_TIMEOUT_MS);
    }
}
