package org.hobnob.peer.room;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.peer.contact.Contacts;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rooms: messages go out by multicast, in the open to original members, and over TCP to members whom multicast does not
 * reach (SPEC 8, BUS.md 6.3). To be deployed as a worker: signatures and seals take their time, and so does the disk.
 */
public final class MulticastRoomVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(MulticastRoomVerticle.class);

    private final JoinedRooms.Parts parts;
    private Optional<UserName> self = Optional.empty();
    private Contacts contacts;
    private JoinedRooms tables;
    private RoomReturns returns;
    private MemberLists memberLists;
    private RoomNews news;
    private Bus bus;

    public MulticastRoomVerticle(JoinedRooms.Parts parts) {
        this.parts = parts;
    }

    @Override
    public Future<?> start() throws UnknownHostException {
        bus = new Bus(vertx);
        news = new RoomNews(bus);
        memberLists = new MemberLists(bus);
        contacts = new Contacts(bus, parts.ownIp());
        tables = new JoinedRooms(parts, vertx, contacts, news, table -> returns.lookAgain(table));
        returns = new RoomReturns(vertx, bus, tables, memberLists, news, parts.random());
        parts.exchange().desk(tables::answer);
        return bus.serve(
                        Addresses.PEER_ROOM,
                        Map.of(
                                "create", json -> enter("create", json),
                                "join", json -> enter("join", json),
                                "leave", this::leave,
                                "kick", this::kick,
                                "say", this::say))
                .compose(done -> bus.hear(
                        Addresses.PEER_ROOM_NEWS,
                        Map.of("online", this::online, "offline", json -> leaveAll(), "notice", this::notice)));
    }

    @Override
    public Future<?> stop() {
        return leaveAll();
    }

    private Future<JsonObject> enter(String action, JsonObject json) {
        if (self.isEmpty()) {
            return Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN));
        }
        UserName user = self.get();
        Optional<PasswordHash> password = Json.optional(json, "password", PasswordHash::of);
        return hasPlace(action, user, json)
                .compose(kept -> bus.request(Addresses.PEER_REGISTRY, action, json, Bus.HASH_TIMEOUT_MS)
                        .map(Json::roomState)
                        .compose(state -> sitDown(user, state, password, kept)));
    }

    /** Whether the user has had a place since before this program started; fails where that cannot be known now. */
    private Future<Boolean> hasPlace(String action, UserName user, JsonObject json) {
        RoomName room = Json.room(json);
        return action.equals("create") || tables.find(room).isPresent()
                ? Future.succeededFuture(false)
                : memberLists.of(room).map(found -> found.has(user)).recover(MulticastRoomVerticle::withoutPlace);
    }

    private static Future<Boolean> withoutPlace(Throwable cause) {
        return MemberLists.mayPass(cause) ? Future.failedFuture(cause) : Future.succeededFuture(false);
    }

    private Future<JsonObject> sitDown(UserName user, RoomState state, Optional<PasswordHash> password, boolean kept) {
        return self.filter(user::equals).isEmpty()
                ? Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN))
                : returns.sitDown(user, state, password, kept).map(MulticastRoomVerticle::described);
    }

    private static JsonObject described(JoinedRoom table) {
        return Json.of(table.seat().state())
                .put("members", RoomNews.names(table.seat().others()))
                .put("multicast", table.hasMulticast());
    }

    private Future<JsonObject> leave(JsonObject json) {
        RoomName room = Json.room(json);
        return tables.find(room)
                .map(JoinedRoom::sayGoodbye)
                .orElseGet(() -> Future.failedFuture(new RefusalException(Reason.NOT_A_MEMBER)))
                .compose(done -> bus.request(Addresses.PEER_REGISTRY, "exit", json))
                .recover(cause -> MemberLists.isGone(cause)
                        ? Future.succeededFuture(new JsonObject())
                        : Future.failedFuture(cause))
                .compose(done -> tables.remove(room).map(done));
    }

    /** The registry knows who may; what comes of it is told to all members, this one among them. */
    private Future<JsonObject> kick(JsonObject json) {
        return bus.request(Addresses.PEER_REGISTRY, "kick", json);
    }

    private Future<Void> leaveAll() {
        self = Optional.empty();
        return tables.removeAll();
    }

    /** After a login nothing is left of earlier rooms; after a resume every room is entered again. */
    private void online(JsonObject json) {
        UserName user = Json.user(json);
        if (self.filter(user::equals).isEmpty()) {
            leaveAll();
            self = Optional.of(user);
        }
        tables.all().forEach(returns::comeBack);
        takeUpKept(user);
    }

    /** Places that the registry has kept for the user since an earlier run of this program. */
    private void takeUpKept(UserName user) {
        contacts.find(user, 0)
                .onSuccess(contact -> contact.rooms().stream()
                        .filter(room -> tables.find(room).isEmpty())
                        .forEach(room -> enter("join", new JsonObject().put("room", room.shown()))
                                .onSuccess(news::kept)
                                .onFailure(cause -> LOG.warn("place in {} not taken up: {}", room, cause.toString()))))
                .onFailure(cause -> LOG.warn("rooms of {} not known: {}", user, cause.toString()));
    }

    /**
     * Says something in a room. Succeeds within a moment with how far it has come: {@code confirmed}, who has it; {@code
     * missing}, who does not yet; {@code open}, original members to whom it went in the open, unconfirmed.
     */
    private Future<JsonObject> say(JsonObject json) {
        Optional<JoinedRoom> found = tables.find(Json.room(json));
        if (found.isEmpty()) {
            return Future.failedFuture(new RefusalException(Reason.NOT_A_MEMBER));
        }
        JoinedRoom table = found.get();
        ChatText text = Json.required(json, "text", ChatText::of);
        return table.known().compose(done -> say(table, text));
    }

    private Future<JsonObject> say(JoinedRoom table, ChatText text) {
        MessageId id = MessageId.random(parts.random());
        Set<UserName> originals = table.seat().originals();
        Future<Boolean> openly = originals.isEmpty() ? Future.succeededFuture(true) : table.openly(text);
        Future<RoomEffect.Progress> sealed = table.say(id, text);
        return Future.all(openly, sealed).map(done -> {
            JsonArray open = RoomNews.names(originals);
            JsonObject result = RoomNews.json(table.seat().state().room(), sealed.result());
            return openly.result()
                    ? result.put("open", open)
                    : result.put("open", new JsonArray())
                            .put("missing", result.getJsonArray("missing").addAll(open));
        });
    }

    private void notice(JsonObject json) {
        tables.find(Json.room(json)).ifPresent(table -> notice(table, json));
    }

    private void notice(JoinedRoom table, JsonObject json) {
        RoomState state = Json.roomState(json);
        UserName user = Json.user(json);
        if (Json.text(json, "event").equals("kicked")
                && user.equals(table.seat().self())) {
            kicked(table, state, json);
            return;
        }
        boolean missedSome = state.version() > table.seat().state().version() + 1;
        table.seat().update(state);
        switch (Json.text(json, "event")) {
            case "joined", "back" -> table.seat().joined(user);
            case "left", "logged-out", "kicked" -> table.seat().left(user);
            case "absent" -> table.seat().absent(user);
            default -> LOG.debug("{} in {}: {}", user, state.room(), json.getString("event"));
        }
        if (missedSome) {
            memberLists.refresh(table);
        } else {
            table.resolve();
        }
        news.event(json);
    }

    /** This user was removed; where the notice is older than what is known, perhaps from a place taken anew since. */
    private void kicked(JoinedRoom table, RoomState state, JsonObject json) {
        Future<Boolean> isBack = state.version() < table.seat().state().version()
                ? memberLists
                        .of(state.room())
                        .map(found -> found.has(table.seat().self()))
                : Future.succeededFuture(false);
        isBack.onSuccess(back -> {
            if (!back && tables.has(table)) {
                tables.remove(state.room());
                news.event(json);
            }
        });
    }
}
