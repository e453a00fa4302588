package org.hobnob.registry.rooms;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.event.RegistryEvents;
import org.hobnob.registry.event.RegistryEvents.RoomNews;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.rules.rooms.RoomRules;
import org.hobnob.registry.store.RoomDocuments;

/** The places that a user has in rooms: finds them, gives them up, and tells the rooms. */
final class UserPlaces implements Absences.Places {
    private final RoomDocuments rooms;
    private final MembershipNews memberships;
    private final RoomChanges changes;
    private final Bus bus;

    UserPlaces(RoomDocuments rooms, MembershipNews memberships, RoomChanges changes, Bus bus) {
        this.rooms = rooms;
        this.memberships = memberships;
        this.changes = changes;
        this.bus = bus;
    }

    @Override
    public Future<Void> leaveAll(UserName user, String news) {
        return of(user).compose(rooms -> leave(user, news, rooms));
    }

    @Override
    public Future<Void> leaveUnfit(UserName user, DialectName dialect) {
        if (dialect == DialectName.NATIVE) {
            return Future.succeededFuture();
        }
        return of(user).compose(rooms -> {
            List<Room> unfit =
                    rooms.stream().filter(room -> !room.kind().admits(dialect)).toList();
            return leave(user, RegistryEvents.LEFT, unfit);
        });
    }

    /** The rooms in which the user has a place, as the store has them. */
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

    /** Gives up the places in these rooms, under the news named. */
    Future<Void> leave(UserName user, String news, List<Room> rooms) {
        List<Future<Void>> exits = rooms.stream()
                .map(room -> changes.change(room.name(), now -> RoomRules.left(now, user))
                        .onSuccess(left -> tell(news, user, left))
                        .<Void>mapEmpty()
                        .recover(UserPlaces::unlessGone))
                .toList();
        return Future.all(exits).mapEmpty();
    }

    /** Two leavings at once may meet: the later one finds the room deleted, or the place gone, and nothing to leave. */
    private static Future<Void> unlessGone(Throwable cause) {
        boolean gone = cause instanceof RefusalException refusal
                && (refusal.reason() == Reason.NO_SUCH_ROOM || refusal.reason() == Reason.NOT_A_MEMBER);
        return gone ? Future.succeededFuture() : Future.failedFuture(cause);
    }

    @Override
    public Future<Void> tellRoomsOf(UserName user, String news) {
        return of(user).onSuccess(rooms -> rooms.forEach(room -> tell(news, user, room)))
                .mapEmpty();
    }

    /** Tells the news of a member; the room's state. */
    JsonObject tell(String news, UserName user, Room room) {
        memberships.note(news, user, room.name());
        bus.publish(Addresses.ROOM_EVENTS, news, new RoomNews(user, room.state(), room.users()).toJson());
        return Json.of(room.state());
    }

    void tellKicked(UserName member, Room room) {
        memberships.note(RegistryEvents.KICKED, member, room.name());
        JsonObject news = new RoomNews(member, room.state(), room.users()).toJson();
        bus.publish(
                Addresses.ROOM_EVENTS,
                RegistryEvents.KICKED,
                news.put("by", room.host().shown()));
    }
}
