package org.hobnob.registry.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;

/** Tells users of all registries something: each hears it over its own connections (BUS.md 5.4). */
final class Telling {
    private final Bus bus;
    private final String node;

    /** @param node this registry's gateway */
    Telling(Bus bus, String node) {
        this.bus = bus;
        this.node = node;
    }

    Future<Void> start() {
        return bus.hear(
                Addresses.ADMIN_EVENTS, Map.of("announce", json -> bus.send(Addresses.node(node), "announce", json)));
    }

    void everybody(String text, String by) {
        bus.publish(Addresses.ADMIN_EVENTS, "announce", announcement(text, by));
    }

    void users(JsonArray users, String text, String by) {
        bus.publish(Addresses.ADMIN_EVENTS, "announce", announcement(text, by).put("users", users));
    }

    /** The owner has no name. */
    private static JsonObject announcement(String text, String by) {
        JsonObject json = new JsonObject().put("text", text);
        return by.equals(Asked.OWNER) ? json : json.put("by", by);
    }
}
