package org.hobnob.registry.membership;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.event.RoomEvent;
import org.hobnob.registry.rules.rooms.Memberships;
import org.hobnob.registry.store.Rooms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps {@link Memberships} up to date from the news of rooms, and mends it from the store what news got lost. */
public final class MembershipNews {
    private static final Logger LOG = LoggerFactory.getLogger(MembershipNews.class);
    private static final long RELOAD_MS = 10_000;

    private final Rooms rooms;
    private final Memberships known = new Memberships();
    private final Bus bus;
    /** How many news have changed what is known. */
    private long notes;

    public MembershipNews(Rooms rooms, Bus bus) {
        this.rooms = rooms;
        this.bus = bus;
    }

    /** Begins to hear and to mend, until the verticle that calls this is undeployed. */
    public Future<Void> start(Vertx vertx) {
        vertx.setPeriodic(RELOAD_MS, tick -> reload().onFailure(cause -> LOG.debug("reload: {}", cause)));
        return bus.hear(Addresses.ROOM_EVENTS, takers()).compose(done -> reload());
    }

    private Map<String, Consumer<JsonObject>> takers() {
        return Arrays.stream(RoomEvent.values())
                .collect(Collectors.toMap(
                        RoomEvent::word, event -> json -> note(event, Json.user(json), Json.room(json))));
    }

    private Future<Void> reload() {
        long before = notes;
        return rooms.all()
                .onSuccess(all -> {
                    // News that came meanwhile is newer than what was read: the next turn will do.
                    if (notes == before) {
                        known.reload(all);
                    }
                })
                .mapEmpty();
    }

    /** Takes note of news; of one's own before they are published. */
    public void note(RoomEvent event, UserName user, RoomName room) {
        switch (event) {
            case JOINED -> {
                notes++;
                known.joined(user, room);
            }
            case LEFT, LOGGED_OUT, KICKED -> {
                notes++;
                known.left(user, room);
            }
            case ABSENT, BACK -> {
                // The place stays.
            }
        }
    }

    /** What is known, kept up to date. */
    public Memberships known() {
        return known;
    }
}
