package org.hobnob.registry.rooms;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.cluster.NodeWatch;
import org.hobnob.registry.event.RoomEvent;
import org.hobnob.registry.hashing.HashPool;
import org.hobnob.registry.membership.MembershipNews;
import org.hobnob.registry.rules.credentials.LoginThrottle;
import org.hobnob.registry.rules.credentials.PasswordHasher;
import org.hobnob.registry.rules.rooms.GroupRange;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.rules.rooms.RoomLimits;
import org.hobnob.registry.rules.rooms.RoomRules;
import org.hobnob.registry.store.Store;

/**
 * Rooms and their members (BUS.md 4.2). Each change is written to the store by compare-and-set and then published as news.
 */
public final class RoomsVerticle extends VerticleBase {
    private static final int MAX_PAGE = 1_000;

    /**
     * The parts that the verticle works with. The verticle owns their state from then on.
     *
     * @param memberships follows the rooms of all registries; started by another verticle
     * @param spared the addresses to which limits per address do not apply
     * @param graceMs how long an absent user's places are kept, in milliseconds
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public record Parts(
            Bus bus,
            Store store,
            NodeWatch nodes,
            HashPool pool,
            PasswordHasher hasher,
            LoginThrottle passwordThrottle,
            MembershipNews memberships,
            Supplier<RoomLimits> limits,
            Predicate<String> spared,
            GroupRange groups,
            RandomGenerator random,
            long graceMs,
            LongSupplier nanoTime) {
        GroupAddress newGroup() {
            return groups.draw(random);
        }

        RoomInstance newInstance() {
            return RoomInstance.random(random);
        }
    }

    /** The user who makes a request. */
    record Asker(
            UserName user,
            SessionId session,
            DialectName dialect,
            String address,
            Optional<PublicKey> key,
            boolean isHosted) {
        static Asker of(JsonObject json) {
            return new Asker(
                    Json.user(json),
                    Json.session(json),
                    Json.dialect(json),
                    Json.text(json, "ip"),
                    Json.optional(json, "key", PublicKey::of),
                    Json.flag(json, "hosted", false));
        }

        HashPool.Asker ofHash() {
            return HashPool.Asker.of(user, address);
        }

        Room.Place place() {
            return new Room.Place(user, session, key);
        }
    }

    private final Parts parts;
    private final RoomMaker maker;
    private final RoomChanges changes;
    private final RoomAdmission admission;
    private final UserPlaces places;
    private final Absences absences;
    private final SessionCheck sessions;
    private final RoomAdmin admin;
    private final RoomHosting hosting;

    public RoomsVerticle(Parts parts) {
        this.parts = parts;
        Store store = parts.store();
        changes = new RoomChanges(
                store.rooms(), parts.nodes()::mayChange, parts::newGroup, parts::newInstance, this::doubt);
        admission = new RoomAdmission(parts.pool(), parts.hasher(), parts.passwordThrottle(), parts.nanoTime());
        StandingRooms standingRooms = new StandingRooms(store.rooms(), parts.limits());
        places = new UserPlaces(
                store.rooms(),
                parts.memberships(),
                changes,
                parts.bus(),
                parts.nodes()::nextRoomNews,
                standingRooms,
                this::lookAtAbsentAgain);
        absences = new Absences(
                parts.bus(),
                store,
                places,
                parts.limits().get().returns(),
                parts.nodes()::self,
                parts.graceMs(),
                parts.nanoTime());
        sessions = new SessionCheck(parts.nodes());
        maker = new RoomMaker(parts, sessions, changes, admission, standingRooms);
        admin = new RoomAdmin(changes, places, standingRooms, parts.limits());
        hosting = new RoomHosting(store, sessions, changes, places, standingRooms, absences);
    }

    private void lookAtAbsentAgain() {
        absences.lookAgain();
    }

    @Override
    public Future<?> start() {
        return absences.start(vertx).compose(done -> parts.bus().serve(Addresses.ROOMS, actions()));
    }

    private Map<String, Function<JsonObject, Future<JsonObject>>> actions() {
        Map<String, Function<JsonObject, Future<JsonObject>>> actions = new HashMap<>(admin.actions());
        actions.putAll(Map.ofEntries(
                Map.entry("create", this::create),
                Map.entry("join", this::join),
                Map.entry("exit", this::exit),
                Map.entry("kick", this::kick),
                Map.entry("list", this::list),
                Map.entry("members", this::members),
                Map.entry("topic", hosting::topic),
                Map.entry("set", hosting::set),
                Map.entry("ban", hosting::ban),
                Map.entry("unban", hosting::unban),
                Map.entry("bans", hosting::bans),
                Map.entry("invite", hosting::invite),
                Map.entry("host", hosting::addHost),
                Map.entry("unhost", hosting::dropHost)));
        return actions;
    }

    private Future<JsonObject> create(JsonObject json) {
        Asker asker = Asker.of(json);
        RoomMaker.Wish wish = RoomMaker.Wish.of(json);
        if (!wish.kind().admits(asker.dialect())) {
            return Future.failedFuture(new RefusalException(Reason.MALFORMED));
        }
        return freePlace(asker, wish.name())
                .compose(done -> maker.make(wish, asker))
                .compose(room -> placed(asker, room, RoomEvent.JOINED));
    }

    /** It is unknown whether the store has made a change: the rooms are read again, by the other registries too. */
    private void doubt() {
        parts.memberships().doubt();
        parts.nodes().nextRoomNews();
    }

    /**
     * Succeeds if the user may take one more place. An original user may hold one place; a place kept from an earlier
     * login, which the client no longer knows of, is given up.
     */
    private Future<Void> freePlace(Asker asker, RoomName wanted) {
        return sessions.requirePresent(asker.user(), Optional.of(asker.session()))
                .compose(done -> places.of(asker.user()))
                .compose(rooms -> freePlaceBeside(rooms, asker, wanted));
    }

    private Future<Void> freePlaceBeside(List<Room> rooms, Asker asker, RoomName wanted) {
        List<Room> others =
                rooms.stream().filter(room -> !room.name().equals(wanted)).toList();
        if (asker.dialect() == DialectName.NATIVE) {
            return others.size() < parts.limits().get().roomsPerUser()
                    ? Future.succeededFuture()
                    : Future.failedFuture(new RefusalException(Reason.TOO_MANY_ROOMS));
        }
        boolean holdsOne = others.stream().anyMatch(room -> room.members().contains(asker.place()));
        return holdsOne
                ? Future.failedFuture(new RefusalException(Reason.TOO_MANY_ROOMS))
                : places.leave(
                        asker.user(),
                        RoomEvent.LEFT,
                        others.stream()
                                .filter(room -> !room.outlastsLogins(asker.user()))
                                .toList());
    }

    private Future<JsonObject> join(JsonObject json) {
        Asker asker = Asker.of(json);
        RoomName name = Json.room(json);
        Optional<PasswordHash> password = Json.optional(json, "password", PasswordHash::of);
        return changes.find(name).compose(room -> {
            RoomRules.requireAdmitted(room, asker.dialect());
            RoomRules.requireNotBanned(room, asker.user());
            RoomRules.requireOwnMachine(room, asker.isHosted());
            // A member who joins again receives the state; nothing is announced.
            return isThere(room, asker) ? Future.succeededFuture(Json.of(room.state())) : enter(room, asker, password);
        });
    }

    /** Whether the asker's place is that of this login, or outlasts logins and has this login's key. */
    private static boolean isThere(Room room, Asker asker) {
        return room.members().contains(asker.place())
                || room.outlastsLogins(asker.user())
                        && room.place(asker.user())
                                .filter(place -> place.key().equals(asker.key()))
                                .isPresent();
    }

    private Future<JsonObject> enter(Room found, Asker asker, Optional<PasswordHash> password) {
        return freePlace(asker, found.name())
                .compose(done -> {
                    RoomRules.requireSpace(found, asker.user());
                    return admission.admit(found, asker.user(), asker.ofHash(), password);
                })
                .compose(verifiedPhc -> changes.change(
                        found.name(), room -> RoomRules.joined(room, asker.place(), asker.dialect(), verifiedPhc)))
                .compose(room ->
                        placed(asker, room, found.outlastsLogins(asker.user()) ? RoomEvent.BACK : RoomEvent.JOINED));
    }

    /**
     * Announces a new member, or one who is back. If an original user's session ended during the write, the place is given up here, because the
     * leave caused by the session's end came too early to find it.
     */
    private Future<JsonObject> placed(Asker asker, Room room, RoomEvent event) {
        JsonObject state = places.tell(event, asker.user(), room);
        if (asker.dialect() == DialectName.NATIVE) {
            return Future.succeededFuture(state);
        }
        return parts.store().sessions().find(asker.user()).compose(found -> {
            return found.filter(login -> login.session().equals(asker.session()))
                            .isPresent()
                    ? Future.succeededFuture(state)
                    : places.leave(asker.user(), RoomEvent.LEFT, List.of(room))
                            .compose(done -> Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN)));
        });
    }

    private Future<JsonObject> exit(JsonObject json) {
        UserName user = Json.user(json);
        RoomName name = Json.room(json);
        return sessions.requirePresent(user, session(json))
                .compose(done -> changes.find(name))
                .compose(room -> {
                    return room.has(user)
                            ? places.leave(user, RoomEvent.LEFT, List.of(room)).map(new JsonObject())
                            : Future.failedFuture(new RefusalException(Reason.NOT_A_MEMBER));
                });
    }

    private Future<JsonObject> kick(JsonObject json) {
        UserName host = Json.user(json);
        UserName named = Json.required(json, "member", UserName::of);
        RoomName name = Json.room(json);
        return sessions.requirePresent(host, session(json))
                .compose(done -> changes.find(name))
                .compose(room -> {
                    // Use the spelling of the name with which the member joined.
                    UserName member = room.place(named).map(Room.Place::user).orElse(named);
                    return changes.change(room.name(), now -> RoomRules.kicked(now, host, member))
                            .map(left -> {
                                places.tellKicked(member, host, left);
                                return new JsonObject();
                            });
                });
    }

    private static Optional<SessionId> session(JsonObject json) {
        return Json.optional(json, "session", SessionId::of);
    }

    private Future<JsonObject> list(JsonObject json) {
        int limit = Json.within(json, "limit", 1, MAX_PAGE);
        return parts.store()
                .rooms()
                .page(Json.optional(json, "after", RoomName::of), limit + 1)
                .map(rooms -> {
                    List<Room> page = rooms.subList(0, Math.min(limit, rooms.size()));
                    return new JsonObject()
                            .put("rooms", Json.array(page, RoomsVerticle::summary))
                            .put("more", rooms.size() > limit);
                });
    }

    private static JsonObject summary(Room room) {
        return Json.of(room.state())
                .put("title", room.title().text())
                .put("locked", room.password().isPresent())
                .put("members", Json.array(room.users(), UserName::shown));
    }

    private Future<JsonObject> members(JsonObject json) {
        return changes.find(Json.room(json))
                .map(room -> summary(room).put("places", Json.array(room.members(), RoomsVerticle::place)));
    }

    private static JsonObject place(Room.Place place) {
        return new JsonObject()
                .put("user", place.user().shown())
                .put("key", place.key().map(PublicKey::hex).orElse(null));
    }
}
