package org.hobnob.registry.rooms;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.RoomHistory;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.event.RoomEvent;
import org.hobnob.registry.rules.rooms.HostRules;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.rules.rooms.RoomRules;
import org.hobnob.registry.store.Account;
import org.hobnob.registry.store.Store;

/** What hosts and members change about their rooms (SPEC 4.11): settings, bans, invitations. */
final class RoomHosting {
    /** A room before and after a change, which may have been none. */
    private record Change(Room before, Room after) {
        boolean isOne() {
            return before.version() != after.version();
        }
    }

    private final Store store;
    private final SessionCheck sessions;
    private final RoomChanges changes;
    private final UserPlaces places;
    private final StandingRooms standingRooms;
    private final Absences absences;

    RoomHosting(
            Store store,
            SessionCheck sessions,
            RoomChanges changes,
            UserPlaces places,
            StandingRooms standingRooms,
            Absences absences) {
        this.store = store;
        this.sessions = sessions;
        this.changes = changes;
        this.places = places;
        this.standingRooms = standingRooms;
        this.absences = absences;
    }

    Future<JsonObject> topic(JsonObject json) {
        UserName asker = Json.user(json);
        Title topic = Json.required(json, "topic", Title::of);
        return change(json, room -> RoomRules.set(room, asker, settings -> settings.withTopic(topic)))
                .map(change -> told(change, asker));
    }

    Future<JsonObject> set(JsonObject json) {
        UserName asker = Json.user(json);
        Optional<Boolean> standing = Json.optionalFlag(json, "standing");
        Optional<RoomPosting> post = Json.optional(json, "post", RoomPosting::ofWord);
        Optional<RoomHistory> history = Json.optional(json, "history", RoomHistory::ofWord);
        Optional<Boolean> hosted = Json.optionalFlag(json, "hosted");
        Future<Void> allowed =
                standing.orElse(false) ? standingRooms.requireOne(asker, Json.room(json)) : Future.succeededFuture();
        return allowed.compose(done -> change(
                        json, room -> RoomRules.set(room, asker, old -> old.with(standing, post, history, hosted))))
                .map(change -> {
                    if (change.before().settings().standing()
                            && !change.after().settings().standing()) {
                        absences.lookAgain();
                    }
                    return told(change, asker);
                });
    }

    Future<JsonObject> addHost(JsonObject json) {
        return changeHosts(json, HostRules::added);
    }

    Future<JsonObject> dropHost(JsonObject json) {
        UserName other = Json.required(json, "other", UserName::of);
        return changes.find(Json.room(json)).compose(found -> {
            RoomRules.requireHost(found, Json.user(json));
            Optional<UserName> heir = found.heirOfStanding(other);
            // Else anybody could be made first host of any number of standing rooms.
            Future<Void> allowed = heir.map(next -> standingRooms.requireSpace(next, found.name()))
                    .orElseGet(Future::succeededFuture);
            return allowed.compose(done -> changeHosts(json, (room, asker, user) -> {
                Room dropped = HostRules.dropped(room, asker, user);
                if (!room.heirOfStanding(user).equals(heir)) {
                    throw new RefusalException(Reason.UNAVAILABLE);
                }
                return dropped;
            }));
        });
    }

    private interface HostRule {
        Room change(Room room, UserName asker, UserName other);
    }

    private Future<JsonObject> changeHosts(JsonObject json, HostRule rule) {
        UserName asker = Json.user(json);
        UserName other = Json.required(json, "other", UserName::of);
        return change(json, room -> rule.change(room, asker, other)).map(change -> told(change, asker));
    }

    Future<JsonObject> ban(JsonObject json) {
        UserName asker = Json.user(json);
        return account(json)
                .compose(other -> change(json, room -> RoomRules.banned(room, asker, other))
                        .map(change -> {
                            if (change.before().has(other)) {
                                places.tellKicked(other, asker, change.after());
                                return new JsonObject();
                            }
                            told(change, asker);
                            return new JsonObject();
                        }));
    }

    Future<JsonObject> unban(JsonObject json) {
        UserName asker = Json.user(json);
        UserName other = Json.required(json, "other", UserName::of);
        return change(json, room -> RoomRules.unbanned(room, asker, other)).map(change -> {
            told(change, asker);
            return new JsonObject();
        });
    }

    Future<JsonObject> bans(JsonObject json) {
        UserName asker = Json.user(json);
        return changes.find(Json.room(json)).map(room -> {
            RoomRules.requireHost(room, asker);
            return new JsonObject().put("users", Json.array(room.guests().banned(), UserName::shown));
        });
    }

    Future<JsonObject> invite(JsonObject json) {
        UserName asker = Json.user(json);
        return account(json)
                .compose(other -> change(json, room -> RoomRules.invited(room, asker, other))
                        .map(change -> {
                            if (change.isOne()) {
                                places.tellInvited(other, asker, change.after());
                            }
                            told(change, asker);
                            return new JsonObject();
                        }));
    }

    /** Tells the members of a change, if it was one; the room's state as JSON. */
    private JsonObject told(Change change, UserName by) {
        if (change.isOne()) {
            places.tell(RoomEvent.CHANGED, by, change.after());
        }
        return Json.of(change.after().state());
    }

    /** Changes the room at the request of a user whose session is the present one. */
    private Future<Change> change(JsonObject json, UnaryOperator<Room> rule) {
        AtomicReference<Room> before = new AtomicReference<>();
        Function<Room, Optional<Room>> noting = room -> {
            before.set(room);
            return Optional.of(rule.apply(room));
        };
        return sessions.requirePresent(Json.user(json), Json.optional(json, "session", SessionId::of))
                .compose(done -> changes.change(Json.room(json), noting))
                .map(after -> new Change(before.get(), after));
    }

    private Future<UserName> account(JsonObject json) {
        return store.accounts()
                .find(Json.required(json, "other", UserName::of))
                .compose(found -> found.map(Account::user)
                        .map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(new RefusalException(Reason.NO_SUCH_USER))));
    }
}
