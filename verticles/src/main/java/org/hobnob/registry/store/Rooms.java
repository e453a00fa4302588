package org.hobnob.registry.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.Optional;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.rules.rooms.RoomGuests;

/**
 * The collection {@code rooms} (SPEC 10): one document per room, changed by compare-and-set on its version. Every method
 * fails with {@code UNAVAILABLE} if the store does.
 */
public final class Rooms implements RoomDocuments {
    private static final String VERSION = "version";
    private static final String HOST = "host";

    private final Documents documents;

    Rooms(MongoClient mongo, StoreHealth health) {
        documents = new Documents(mongo, "rooms", health);
    }

    /** Creates the index for searches by host, if it does not exist. */
    Future<Void> prepare() {
        return documents.index(new JsonObject().put(HOST, 1).put("_id", 1));
    }

    @Override
    public Future<Boolean> insert(Room room) {
        return documents.insert(write(room));
    }

    @Override
    public Future<Boolean> replace(Room room) {
        return documents.replace(at(room.name(), room.version() - 1), write(room));
    }

    @Override
    public Future<Boolean> delete(Room room) {
        return documents.delete(at(room.name(), room.version()));
    }

    @Override
    public Future<Optional<Room>> find(RoomName name) {
        return documents.find(name.folded()).map(found -> found.map(Rooms::read));
    }

    /** Returns how many rooms there are. */
    public Future<Long> count() {
        return documents.count();
    }

    /**
     * Lists rooms in the order of their folded names.
     *
     * @param after the name after which the list begins; empty for the beginning
     * @param limit the most rooms to return
     */
    public Future<List<Room>> page(Optional<RoomName> after, int limit) {
        JsonObject query = after.map(name -> new JsonObject().put("_id", new JsonObject().put("$gt", name.folded())))
                .orElseGet(JsonObject::new);
        return documents.find(query, limit).map(Rooms::readAll);
    }

    /**
     * The standing rooms that a user hosts.
     *
     * @param limit the most rooms to return
     */
    public Future<List<Room>> standing(UserName host, int limit) {
        JsonObject query = new JsonObject().put(HOST, host.shown()).put("standing", true);
        return documents.find(query, limit).map(Rooms::readAll);
    }

    private static List<Room> readAll(List<JsonObject> found) {
        return found.stream().map(Rooms::read).toList();
    }

    private static JsonObject at(RoomName name, long version) {
        return Documents.byId(name.folded()).put(VERSION, version);
    }

    private static JsonObject write(Room room) {
        return Documents.byId(room.name().folded())
                .put("name", room.name().shown())
                .put("kind", room.kind().word())
                .put("title", room.title().text())
                .put("capacity", room.capacity())
                .put("password", room.password().orElse(null))
                .put("port", room.port())
                .put("group", room.group().map(GroupAddress::toString).orElse(null))
                .put("instance", room.instance().map(RoomInstance::hex).orElse(null))
                .put(HOST, room.host().shown())
                .put(VERSION, room.version())
                .put("members", Json.array(room.members(), Rooms::writePlace))
                .put("bans", Json.array(room.guests().banned(), UserName::shown))
                .put("invited", Json.array(room.guests().invited(), UserName::shown))
                .mergeIn(Json.of(room.settings()));
    }

    private static JsonObject writePlace(Room.Place place) {
        return new JsonObject()
                .put("user", place.user().shown())
                .put("session", place.session().hex())
                .put("key", place.key().map(PublicKey::hex).orElse(null));
    }

    private static Room read(JsonObject json) {
        return new Room(
                new RoomName(json.getString("name")),
                // Older versions of the registry stored no kind; their rooms were open.
                Json.optional(json, "kind", RoomKind::ofWord).orElse(RoomKind.OPEN),
                Json.title(json),
                json.getInteger("capacity"),
                Optional.ofNullable(json.getString("password")),
                json.getInteger("port"),
                new UserName(json.getString(HOST)),
                json.getLong(VERSION),
                Json.objects(json, "members", Rooms::readPlace),
                Json.optional(json, "group", GroupAddress::of),
                // These fields are missing from what a registry of schema 2 wrote last.
                Json.optional(json, "instance", RoomInstance::of),
                Json.roomSettings(json),
                new RoomGuests(Json.list(json, "bans", UserName::of), Json.list(json, "invited", UserName::of)));
    }

    private static Room.Place readPlace(JsonObject json) {
        return new Room.Place(Json.user(json), Json.session(json), Json.optional(json, "key", PublicKey::of));
    }
}
