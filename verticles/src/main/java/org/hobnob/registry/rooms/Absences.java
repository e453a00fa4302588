package org.hobnob.registry.rooms;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.limits.Rate;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.event.PresenceEvents;
import org.hobnob.registry.event.PresenceEvents.Offline;
import org.hobnob.registry.event.PresenceEvents.Online;
import org.hobnob.registry.event.RoomEvent;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.rules.rooms.TellingPace;
import org.hobnob.registry.rules.time.DeadlineWheel;
import org.hobnob.registry.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the places of users who go offline without logging out for a grace period, and then removes them. A user of the
 * original dialect loses them at once, unless the user's registry went down. Places that outlast logins are kept.
 */
final class Absences {
    private static final Logger LOG = LoggerFactory.getLogger(Absences.class);
    private static final long TICK_MS = 100;
    private static final int SLOTS = 1_024;
    private static final long SWEEP_MS = 30_000;
    private static final int SWEEP_USERS = 500;
    private static final long LOOK_AGAIN_MS = 600_000;

    private final Bus bus;
    private final Store store;
    private final UserPlaces places;
    private final Supplier<String> node;
    private final long graceMs;
    private final LongSupplier nanoTime;
    private final DeadlineWheel<UserName> wheel;
    private final TellingPace<UserName> pace;
    /** Absent users who hold nothing but places that outlast logins: there is nothing to do until they are back. */
    private final Set<UserName> settled = new HashSet<>();

    /**
     * @param returns how often the comings and goings of one user are told
     * @param node supplies this registry's current id
     * @param graceMs the grace period, in milliseconds
     * @param nanoTime a monotonic clock in nanoseconds
     */
    Absences(
            Bus bus,
            Store store,
            UserPlaces places,
            Rate returns,
            Supplier<String> node,
            long graceMs,
            LongSupplier nanoTime) {
        this.bus = bus;
        this.store = store;
        this.places = places;
        this.node = node;
        this.graceMs = graceMs;
        this.nanoTime = nanoTime;
        wheel = new DeadlineWheel<>(TICK_MS * 1_000_000, SLOTS, nanoTime.getAsLong());
        pace = new TellingPace<>(returns, nanoTime.getAsLong());
    }

    /** Starts watching, until the calling verticle is undeployed. */
    Future<Void> start(Vertx vertx) {
        vertx.setPeriodic(TICK_MS, tick -> wheel.advance(nanoTime.getAsLong(), this::expire));
        vertx.setPeriodic(TellingPace.TICK_MS, tick -> pace.advance(nanoTime.getAsLong(), this::tellState));
        return bus.hear(
                        Addresses.PRESENCE_EVENTS,
                        Map.of(
                                PresenceEvents.ONLINE, json -> back(Online.of(json)),
                                PresenceEvents.OFFLINE, json -> gone(Offline.of(json))))
                // A failure is ignored, because the periodic sweep repeats this soon.
                .compose(done -> noteAbsentMembers(Optional.empty()).otherwiseEmpty())
                .onSuccess(done -> vertx.setPeriodic(SWEEP_MS, tick -> noteAbsentMembers(Optional.empty())))
                // News of a return may be lost, or a room may be a standing one no more.
                .onSuccess(done -> vertx.setPeriodic(LOOK_AGAIN_MS, tick -> lookAgain()));
    }

    /** Has the places of all absent users looked at again, when another grace period is over. */
    void lookAgain() {
        settled.clear();
        noteAbsentMembers(Optional.empty());
    }

    /**
     * Starts the grace period of members who are not online: they were absent before this registry started, or the news of
     * their going was lost. Reading memory suffices, because the store is asked when the grace period ends.
     *
     * @param after the user behind whom to go on; empty to begin
     */
    private Future<Void> noteAbsentMembers(Optional<UserName> after) {
        List<UserName> members = places.members(after, SWEEP_USERS);
        if (members.isEmpty()) {
            return Future.succeededFuture();
        }
        List<UserName> unwatched = members.stream()
                .filter(user -> wheel.deadlineNs(user).isEmpty() && !settled.contains(user))
                .toList();
        JsonObject asked = new JsonObject().put("users", Json.array(unwatched, UserName::shown));
        return bus.request(Addresses.PRESENCE, "absent", asked)
                .onSuccess(json -> Json.list(json, "users", UserName::of).forEach(this::miss))
                .compose(done -> noteAbsentMembers(Optional.of(members.get(members.size() - 1))));
    }

    private void miss(UserName user) {
        wheel.schedule(user, nanoTime.getAsLong() + graceMs * 1_000_000);
    }

    /**
     * The registry that lost the user acts. The others start the grace period as well, in case that registry dies before it
     * ends.
     */
    private void gone(Offline offline) {
        boolean own = offline.node().equals(node.get());
        boolean said = offline.reason() == SessionEnd.LOGOUT || offline.reason() == SessionEnd.LOGGED_OUT;
        boolean endsNow = offline.reason().givesUpPlaces() || isOriginalOnItsOwn(offline);
        if (!own || !endsNow) {
            miss(offline.user());
        }
        if (own && endsNow) {
            report(
                    leaveAll(offline.user(), said ? RoomEvent.LOGGED_OUT : RoomEvent.LEFT)
                            .map(kept -> tell(RoomEvent.ABSENT, offline.user(), kept)),
                    offline);
        } else if (own) {
            report(places.of(offline.user()).map(rooms -> tell(RoomEvent.ABSENT, offline.user(), rooms)), offline);
        }
    }

    private Future<List<Room>> leaveAll(UserName user, RoomEvent event) {
        return places.leaveAll(user, event).onSuccess(kept -> {
            if (!kept.isEmpty()) {
                settled.add(user);
            }
        });
    }

    /** Tells the user's rooms; if they were told too much already, they are told later how it is then. */
    private Void tell(RoomEvent event, UserName user, List<Room> rooms) {
        if (!rooms.isEmpty() && pace.mayTell(user, nanoTime.getAsLong())) {
            places.tell(event, user, rooms);
        }
        return null;
    }

    /** Tells the user's rooms whether the user is there. The store knows, whichever registry the user went to. */
    private void tellState(UserName user) {
        store.sessions()
                .find(user)
                .compose(session -> places.tellRoomsOf(user, session.isPresent() ? RoomEvent.BACK : RoomEvent.ABSENT))
                .onFailure(cause -> pace.again(user, nanoTime.getAsLong()));
    }

    private static boolean isOriginalOnItsOwn(Offline offline) {
        boolean byItself = offline.reason() == SessionEnd.CLOSED || offline.reason() == SessionEnd.TIMEOUT;
        return offline.dialect() == DialectName.ORIGINAL && byItself;
    }

    private void report(Future<Void> done, Offline offline) {
        done.onFailure(cause -> {
            LOG.warn("could not remove {} from rooms now; retrying after the grace period", offline.user(), cause);
            miss(offline.user());
        });
    }

    private void back(Online online) {
        UserName user = online.entry().user();
        // The news from the registry that lost the user may still be in transit.
        boolean returns = wheel.cancel(user) || online.returns();
        settled.remove(user);
        if (!online.entry().node().equals(node.get())) {
            return;
        }
        Contact contact = online.entry().contact();
        places.adopt(contact)
                .onSuccess(rooms -> tell(RoomEvent.BACK, user, returns ? rooms : outlasting(rooms, user)))
                .onFailure(cause -> {
                    LOG.warn(
                            "could not fit {}'s places to the new login; retrying after the grace period", user, cause);
                    miss(user);
                });
    }

    private static List<Room> outlasting(List<Room> rooms, UserName user) {
        return rooms.stream().filter(room -> room.outlastsLogins(user)).toList();
    }

    private void expire(UserName user) {
        store.sessions()
                .find(user)
                .compose(session -> session.isPresent()
                        ? places.adopt(session.get().contact()).mapEmpty()
                        : leaveAll(user, RoomEvent.LEFT).<Void>mapEmpty())
                .onFailure(cause -> miss(user));
    }
}
