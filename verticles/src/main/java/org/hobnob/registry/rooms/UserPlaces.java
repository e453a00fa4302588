package org.hobnob.registry.rooms;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.event.RoomEvent;
import org.hobnob.registry.event.RoomNews;
import org.hobnob.registry.membership.MembershipNews;
import org.hobnob.registry.rules.presence.NewsStamp;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.rules.rooms.RoomRules;
import org.hobnob.registry.store.RoomDocuments;

/** Finds the places that a user holds in rooms, gives them up, and tells the rooms' members. */
final class UserPlaces {
    private final RoomDocuments rooms;
    private final MembershipNews memberships;
    private final RoomChanges changes;
    private final Bus bus;
    private final Supplier<NewsStamp> nextNews;
    private final StandingRooms standingRooms;
    private final Runnable standsNoMore;

    /**
     * @param nextNews supplies the number of the next news, which are published at once
     * @param standsNoMore called when a room is no standing one any more, so that absent members' places may end
     */
    UserPlaces(
            RoomDocuments rooms,
            MembershipNews memberships,
            RoomChanges changes,
            Bus bus,
            Supplier<NewsStamp> nextNews,
            StandingRooms standingRooms,
            Runnable standsNoMore) {
        this.standingRooms = standingRooms;
        this.standsNoMore = standsNoMore;
        this.nextNews = nextNews;
        this.rooms = rooms;
        this.memberships = memberships;
        this.changes = changes;
        this.bus = bus;
    }

    /**
     * The users who hold places, as far as is known in memory, by name.
     *
     * @param after the user behind whom the list begins; empty for the beginning
     * @param limit the most users to return
     */
    List<UserName> members(Optional<UserName> after, int limit) {
        return memberships.known().users(after, limit);
    }

    /**
     * Gives up the places of a user that a login's end ends.
     *
     * @return the rooms in which the user keeps a place
     */
    Future<List<Room>> leaveAll(UserName user, RoomEvent event) {
        return of(user).compose(rooms -> {
            List<Room> kept =
                    rooms.stream().filter(room -> room.outlastsLogins(user)).toList();
            return leave(user, event, others(rooms, kept)).map(kept);
        });
    }

    private static List<Room> others(List<Room> rooms, List<Room> kept) {
        return rooms.stream().filter(room -> !kept.contains(room)).toList();
    }

    /**
     * Fits the user's places to a login: those that a user of its dialect may not hold are given up, the others get its key.
     * A place that outlasts logins stays as it is where the login has no key or may not hold it; the user counts as absent
     * there.
     *
     * @return the rooms in which the login then holds a place
     */
    Future<List<Room>> adopt(Contact login) {
        UserName user = login.user();
        return of(user).compose(rooms -> {
            List<Room> untouched = rooms.stream()
                    .filter(room -> room.outlastsLogins(user) && login.key().isEmpty())
                    .toList();
            List<Room> unfit = others(rooms, untouched).stream()
                    .filter(room -> !room.kind().admits(login.dialect()))
                    .toList();
            List<Future<Optional<Room>>> kept = others(rooms, untouched).stream()
                    .filter(room -> room.kind().admits(login.dialect()))
                    .map(room -> rekey(room, user, login.key()))
                    .toList();
            return leave(user, RoomEvent.LEFT, unfit)
                    .compose(done -> Future.all(kept))
                    .map(done -> kept.stream()
                            .flatMap(room -> room.result().stream())
                            .toList());
        });
    }

    /** Completes with the room in which the user's place has the key; empty if the place or the room is gone. */
    private Future<Optional<Room>> rekey(Room found, UserName user, Optional<PublicKey> key) {
        return RoomRules.rekeyed(found, user, key).equals(found)
                ? Future.succeededFuture(Optional.of(found))
                : changes.change(found.name(), room -> Optional.of(RoomRules.rekeyed(room, user, key)))
                        .map(Optional::of)
                        .recover(cause -> unlessGone(cause).map(Optional.empty()));
    }

    /** The rooms in which the user holds a place, read from the store. */
    Future<List<Room>> of(UserName user) {
        List<Future<Optional<Room>>> finds = memberships.known().of(user).stream()
                .map(name -> rooms.find(name))
                .toList();
        return Future.all(finds)
                .map(all -> finds.stream()
                        .flatMap(find -> find.result().stream())
                        .filter(room -> room.has(user))
                        .toList());
    }

    /** Gives up the user's places in these rooms. */
    Future<Void> leave(UserName user, RoomEvent event, List<Room> rooms) {
        List<Future<Void>> exits = rooms.stream()
                .map(room -> leave(user, event, room).recover(UserPlaces::unlessGone))
                .toList();
        return Future.all(exits).mapEmpty();
    }

    /** Who inherits a standing room and is first host of as many as may be, gets it as a room like others. */
    private Future<Void> leave(UserName user, RoomEvent event, Room room) {
        Optional<UserName> heir = room.heirOfStanding(user);
        Future<Boolean> stands =
                heir.map(next -> standingRooms.hasSpace(next, room.name())).orElse(Future.succeededFuture(true));
        return stands.compose(stays -> changes.change(room.name(), now -> {
                            Optional<Room> left = RoomRules.left(now, user);
                            return !stays && now.heirOfStanding(user).equals(heir)
                                    ? Optional.of(now.passedOn(user))
                                    : left;
                        })
                        .onSuccess(left -> {
                            tell(event, user, left);
                            if (!stays) {
                                standsNoMore.run();
                            }
                        }))
                .mapEmpty();
    }

    /** When two leaves run concurrently, the later one finds the room deleted or the place gone, and has nothing to do. */
    private static Future<Void> unlessGone(Throwable cause) {
        boolean gone = cause instanceof RefusalException refusal
                && (refusal.reason() == Reason.NO_SUCH_ROOM || refusal.reason() == Reason.NOT_A_MEMBER);
        return gone ? Future.succeededFuture() : Future.failedFuture(cause);
    }

    /** Announces an event about the user to each of the user's rooms. */
    Future<Void> tellRoomsOf(UserName user, RoomEvent event) {
        return of(user).onSuccess(rooms -> tell(event, user, rooms)).mapEmpty();
    }

    /** Announces an event about the user to these rooms. */
    void tell(RoomEvent event, UserName user, List<Room> rooms) {
        rooms.forEach(room -> tell(event, user, room));
    }

    /**
     * Announces an event about a member.
     *
     * @return the room's state as JSON
     */
    JsonObject tell(RoomEvent event, UserName user, Room room) {
        return tell(event, user, room, Optional.empty());
    }

    void tellKicked(UserName member, UserName by, Room room) {
        tell(RoomEvent.KICKED, member, room, Optional.of(by));
    }

    /** An administrator has changed the room; its host is told too. */
    JsonObject tellChangedFor(UserName host, Room room) {
        return tell(RoomEvent.CHANGED, host, room, Optional.of(host));
    }

    /** The room is gone: nobody is in it any more. */
    void tellClosed(UserName member, UserName by, Room room) {
        RoomNews news = new RoomNews(member, room.state(), List.of(), Optional.of(by));
        memberships.note(RoomEvent.KICKED, news);
        bus.publish(Addresses.ROOM_EVENTS, RoomEvent.KICKED.word(), news.toJson(nextNews.get()));
    }

    void tellInvited(UserName user, UserName by, Room room) {
        tell(RoomEvent.INVITED, user, room, Optional.of(by));
    }

    private JsonObject tell(RoomEvent event, UserName user, Room room, Optional<UserName> by) {
        RoomNews news = new RoomNews(user, room.state(), room.users(), by);
        memberships.note(event, news);
        bus.publish(Addresses.ROOM_EVENTS, event.word(), news.toJson(nextNews.get()));
        return Json.of(room.state());
    }
}
