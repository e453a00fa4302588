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

/** Keeps {@link Memberships} up to date from room news, and corrects it from the store when news are lost. */
public final class MembershipNews {
    private static final Logger LOG = LoggerFactory.getLogger(MembershipNews.class);
    private static final long RELOAD_MS = 10_000;

    private final Rooms rooms;
    private final Memberships known = new Memberships();
    private final Bus bus;
    /** How many news have changed the memberships. */
    private long notes;

    public MembershipNews(Rooms rooms, Bus bus) {
        this.rooms = rooms;
        this.bus = bus;
    }

    /** Starts receiving news and correcting, until the calling verticle is undeployed. */
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
                    // News that arrived during the read are newer than its result, so this result is dropped; the next
                    // reload corrects.
                    if (notes == before) {
                        known.reload(all);
                    }
                })
                .mapEmpty();
    }

    /** Records news. Call it for this registry's own news before they are published. */
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
            case ABSENT, BACK, CHANGED, INVITED -> {
                // Nobody takes a place or gives one up.
            }
        }
    }

    /** The memberships, which stay up to date. */
    public Memberships known() {
        return known;
    }
}
