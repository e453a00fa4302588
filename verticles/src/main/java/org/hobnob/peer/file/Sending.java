package org.hobnob.peer.file;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.bus.BusFailures;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/** Offers a file of this machine to a user, or to each member of a room. */
final class Sending {
    private static final long LATEST = 0;
    private static final int MOST_PAGES = 64;
    /** The user is not there, or nobody can say so now: the offer waits. */
    private static final Set<Reason> WAITING = Set.of(Reason.NOT_ONLINE, Reason.UNAVAILABLE);

    /**
     * Somebody to whom a file is offered.
     *
     * @param takesFiles whether that user's program does, or is not known
     * @param here whether the user is online
     */
    private record To(UserName user, boolean takesFiles, boolean here) {}

    private final FileParts parts;
    private final Bus bus;

    Sending(FileParts parts, Bus bus) {
        this.parts = parts;
        this.bus = bus;
    }

    Future<JsonObject> send(FileDesk desk, UserName self, JsonObject json) {
        Optional<RoomName> room = Json.optional(json, "room", RoomName::of);
        String path = Json.text(json, "path");
        Future<List<To>> to = room.isPresent() ? members(desk, room.get(), self) : one(Json.user(json), self);
        return to.compose(users -> parts.vertx()
                        .executeBlocking(() -> OwnFile.look(path), false)
                        .map(file -> offered(desk, users, file, room))
                        .compose(answer -> desk.kept().map(answer)))
                .recover(cause -> cause instanceof OwnFile.NoFileException no
                        ? Future.succeededFuture(new JsonObject().put("refused", no.why()))
                        : Future.failedFuture(cause));
    }

    private static JsonObject offered(FileDesk desk, List<To> users, OwnFile file, Optional<RoomName> room) {
        List<To> able = users.stream().filter(To::takesFiles).toList();
        JsonArray without = Json.array(
                users.stream().filter(user -> !user.takesFiles()).toList(),
                user -> user.user().shown());
        JsonObject answer = new JsonObject().put("without", without);
        if (!desk.engine().hasRoom(able.size())) {
            return answer.put("refused", "too-many");
        }
        answer.put(
                "away",
                Json.array(
                        able.stream().filter(to -> !to.here()).toList(),
                        to -> to.user().shown()));
        return answer.put("name", file.head().name())
                .put("size", file.head().size())
                .put("offers", Json.array(able, to -> desk.json(desk.send(to.user(), file, room))));
    }

    private Future<List<To>> one(UserName user, UserName self) {
        if (user.equals(self)) {
            return Future.failedFuture(new RefusalException(Reason.NOT_YOURS));
        }
        return parts.contacts()
                .find(user, LATEST)
                .map(contact -> new To(user, FileDesk.takesFiles(contact), true))
                .recover(cause -> WAITING.contains(BusFailures.asRefusal(cause).reason())
                        ? Future.succeededFuture(new To(user, true, false))
                        : Future.failedFuture(cause))
                .map(List::of);
    }

    private Future<List<To>> members(FileDesk desk, RoomName room, UserName self) {
        return page(desk, new ArrayList<>(), room, Optional.empty(), 1)
                .map(all -> all.stream().filter(to -> !to.user().equals(self)).toList());
    }

    private Future<List<To>> page(FileDesk desk, List<To> all, RoomName room, Optional<String> after, int number) {
        JsonObject body = new JsonObject().put("room", room.shown());
        after.ifPresent(name -> body.put("after", name));
        return bus.request(Addresses.PEER_REGISTRY, "members", body).compose(json -> {
            desk.handOuts().group(room, Json.optional(json, "group", GroupAddress::of));
            all.addAll(Json.objects(json, "members", Sending::member));
            Optional<String> next = Optional.ofNullable(json.getString("next"));
            return next.isEmpty() || number == MOST_PAGES
                    ? Future.succeededFuture(all)
                    : page(desk, all, room, next, number + 1);
        });
    }

    private static To member(JsonObject json) {
        Optional<Contact> contact =
                Optional.ofNullable(json.getJsonObject("contact")).map(Json::contact);
        return new To(Json.user(json), contact.map(FileDesk::takesFiles).orElse(true), contact.isPresent());
    }
}
