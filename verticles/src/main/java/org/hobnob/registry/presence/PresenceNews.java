package org.hobnob.registry.presence;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.registry.cluster.NodeWatch;
import org.hobnob.registry.event.PresenceEvents;
import org.hobnob.registry.event.PresenceEvents.Offline;
import org.hobnob.registry.event.PresenceEvents.Online;
import org.hobnob.registry.rules.presence.NewsCount;

/** Presence news (BUS.md 5.1): numbers and publishes this registry's own, and receives those of the others. */
final class PresenceNews {
    /** Marks news without a number. Numbers start at 1. */
    private static final long UNNUMBERED = 0;

    private final Bus bus;
    private final NodeWatch nodes;

    PresenceNews(Bus bus, NodeWatch nodes) {
        this.bus = bus;
        this.nodes = nodes;
    }

    Future<Void> hear(Consumer<Online> online, Consumer<Offline> offline) {
        return bus.hear(
                Addresses.PRESENCE_EVENTS,
                Map.of(
                        PresenceEvents.ONLINE, json -> take(json, Online::of, online),
                        PresenceEvents.OFFLINE, json -> take(json, Offline::of, offline)));
    }

    private <T> void take(JsonObject json, Function<JsonObject, T> read, Consumer<T> taker) {
        T news = read.apply(json);
        // News without a number were published to this registry alone.
        long number = Json.number(json, "number", UNNUMBERED);
        if (number == UNNUMBERED || nodes.hear(Json.text(json, "node"), count(json))) {
            taker.accept(news);
        }
    }

    private static NewsCount count(JsonObject json) {
        return Json.valid(() -> new NewsCount(Json.number(json, "number"), Json.number(json, "taken")));
    }

    /**
     * Publishes that a user came online.
     *
     * @param takes whether this ends a session of another registry
     */
    void tell(Online online, boolean takes) {
        publish(PresenceEvents.ONLINE, online.toJson(), takes);
    }

    /**
     * Publishes that a user went offline.
     *
     * @param takes whether this registry ended a session of another one
     */
    void tell(Offline offline, boolean takes) {
        publish(PresenceEvents.OFFLINE, offline.toJson(), takes);
    }

    private void publish(String action, JsonObject news, boolean takes) {
        NewsCount count = nodes.nextNews(takes);
        bus.publish(
                Addresses.PRESENCE_EVENTS,
                action,
                news.put("number", count.number()).put("taken", count.taken()));
    }

    /** Publishes to this registry alone. */
    void tellHere(Offline offline) {
        bus.publishHere(Addresses.PRESENCE_EVENTS, PresenceEvents.OFFLINE, offline.toJson());
    }
}
