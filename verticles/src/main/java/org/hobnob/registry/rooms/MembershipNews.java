package org.hobnob.registry.rooms;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.event.RegistryEvents;
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
    private Vertx vertx;
    private long timer;
    private long notes;

    public MembershipNews(Rooms rooms) {
        this.rooms = rooms;
    }

    public Future<Void> start(Vertx vertx) {
        this.vertx = vertx;
        timer = vertx.setPeriodic(RELOAD_MS, tick -> reload().onFailure(cause -> LOG.debug("reload: {}", cause)));
        return new Bus(vertx)
                .hear(
                        Addresses.ROOM_EVENTS,
                        Map.of(
                                RegistryEvents.JOINED,
                                        json -> note(RegistryEvents.JOINED, Json.user(json), Json.room(json)),
                                RegistryEvents.LEFT,
                                        json -> note(RegistryEvents.LEFT, Json.user(json), Json.room(json)),
                                RegistryEvents.KICKED,
                                        json -> note(RegistryEvents.KICKED, Json.user(json), Json.room(json)),
                                RegistryEvents.LOGGED_OUT,
                                        json -> note(RegistryEvents.LOGGED_OUT, Json.user(json), Json.room(json))))
                .compose(done -> reload());
    }

    public void stop() {
        vertx.cancelTimer(timer);
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

    void note(String news, UserName user, RoomName room) {
        notes++;
        switch (news) {
            case RegistryEvents.JOINED -> known.joined(user, room);
            case RegistryEvents.LEFT, RegistryEvents.LOGGED_OUT, RegistryEvents.KICKED -> known.left(user, room);
            default -> {
                // Absent or back: the place stays.
            }
        }
    }

    public Memberships known() {
        return known;
    }
}
