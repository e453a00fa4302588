package org.hobnob.peer.script;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;

/** Sends requests to the other verticles of the peer. */
@FunctionalInterface
interface Asker {
    /** How long a request for a chat may take, in milliseconds: the other user has a minute once reached. */
    long CHAT_REQUEST_MS = 75_000;

    /** Sends a request; fails only with a {@link org.hobnob.protocol.message.RefusalException}. */
    Future<JsonObject> ask(String address, String action, JsonObject body, long timeoutMs);

    default Future<JsonObject> registry(String action, JsonObject body) {
        return ask(Addresses.PEER_REGISTRY, action, body, 2 * Bus.TIMEOUT_MS);
    }

    /** Sends the registry a request that waits for a password hash. */
    default Future<JsonObject> registrySlowly(String action, JsonObject body) {
        return ask(Addresses.PEER_REGISTRY, action, body, Bus.HASH_TIMEOUT_MS);
    }

    default Future<JsonObject> chat(String action, JsonObject body) {
        return ask(Addresses.PEER_CHAT, action, body, Bus.HASH_TIMEOUT_MS);
    }

    default Future<JsonObject> room(String action, JsonObject body) {
        return ask(Addresses.PEER_ROOM, action, body, 2 * Bus.HASH_TIMEOUT_MS);
    }

    default Future<JsonObject> contacts(String action, JsonObject body) {
        return ask(Addresses.PEER_CONTACTS, action, body, 2 * Bus.TIMEOUT_MS);
    }

    default Future<JsonObject> files(String action, JsonObject body) {
        return ask(Addresses.PEER_FILE, action, body, 2 * Bus.HASH_TIMEOUT_MS);
    }
}
