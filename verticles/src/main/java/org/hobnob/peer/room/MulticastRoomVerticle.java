package org.hobnob.peer.room;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.bus.BusFailures;
import org.hobnob.json.BodyJson;
import org.hobnob.json.Json;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.contact.Contacts;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.ReportText;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.engine.Saying;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the rooms of this user. Messages go to native members by multicast, and over TCP connections where multicast
 * does not reach them; original members get them in the open (SPEC 8, BUS.md 6.3). Must be deployed as a worker
 * verticle, because signing, sealing and disk writes take time.
 */
public final class MulticastRoomVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(MulticastRoomVerticle.class);

    private final JoinedRooms.Parts parts;
    private final KindCheck kindCheck;
    private final RoomPaths paths = new RoomPaths();
    private Optional<UserName> self = Optional.empty();
    private Optional<Pin> registry = Optional.empty();
    private Contacts contacts;
    private JoinedRooms joinedRooms;
    private RoomReturns returns;
    private MemberLists memberLists;
    private RoomNews news;
    private Bus bus;

    public MulticastRoomVerticle(JoinedRooms.Parts parts, SealedRooms sealedRooms) {
        this.parts = parts;
        kindCheck = new KindCheck(sealedRooms);
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        news = new RoomNews(
                bus,
                paths,
                (room, user) -> joinedRooms
                        .find(room)
                        .filter(joined -> joined.roomMembers().isHosted(user))
                        .isPresent());
        memberLists = new MemberLists(bus);
        contacts = new Contacts(bus, parts.ownIp());
        RoomListener permitted = new PostingRule(
                news,
                room -> joinedRooms
                        .find(room)
                        .map(joined -> joined.roomMembers().state()));
        joinedRooms = new JoinedRooms(
                parts, vertx, contacts, permitted, joinedRoom -> returns.lookAgain(joinedRoom), () -> registry);
        returns = new RoomReturns(vertx, bus, joinedRooms, memberLists, news, parts.random());
        parts.exchange().rooms(joinedRooms::answer);
        return bus.serve(
                        Addresses.PEER_ROOM,
                        Map.ofEntries(
                                Map.entry("create", json -> enter("create", json)),
                                Map.entry("join", json -> enter("join", json)),
                                Map.entry("leave", this::leave),
                                Map.entry("kick", json -> bus.request(Addresses.PEER_REGISTRY, "kick", json)),
                                Map.entry("topic", json -> change("topic", json)),
                                Map.entry("set", json -> change("set", json)),
                                Map.entry("host", json -> change("host", json)),
                                Map.entry("unhost", json -> change("unhost", json)),
                                Map.entry("say", this::say),
                                Map.entry("forget", this::forget),
                                Map.entry("report", this::report),
                                Map.entry("paths", json -> Future.succeededFuture(paths())),
                                Map.entry("hear-self", json -> hearSelf())))
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
        Optional<RoomKind> asked = Json.optional(json, "kind", RoomKind::ofWord)
                .or(() -> action.equals("create") ? Optional.of(RoomKind.SEALED) : Optional.empty());
        return isAlreadyMember(action, user, json)
                .compose(kept -> bus.request(Addresses.PEER_REGISTRY, action, json, Bus.HASH_TIMEOUT_MS)
                        .map(Json::roomState)
                        .compose(state -> kindCheck.admits(asked, registry, state)
                                ? enterRoom(user, state, password, kept)
                                : returns.refuse(state)));
    }

    /**
     * Succeeds with whether the user's membership dates from before this program started; fails if the registry
     * cannot be asked.
     */
    private Future<Boolean> isAlreadyMember(String action, UserName user, JsonObject json) {
        RoomName room = Json.room(json);
        return action.equals("create") || joinedRooms.find(room).isPresent()
                ? Future.succeededFuture(false)
                : memberLists.of(room).map(found -> found.has(user)).recover(MulticastRoomVerticle::notAMember);
    }

    private static Future<Boolean> notAMember(Throwable cause) {
        return MemberLists.isTemporary(cause) ? Future.failedFuture(cause) : Future.succeededFuture(false);
    }

    private Future<JsonObject> enterRoom(
            UserName user, RoomState state, Optional<PasswordHash> password, boolean kept) {
        return self.filter(user::equals).isEmpty()
                ? Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN))
                : returns.enterRoom(user, state, password, kept).map(MulticastRoomVerticle::described);
    }

    private static JsonObject described(JoinedRoom joinedRoom) {
        return Json.of(joinedRoom.roomMembers().state())
                .put("members", RoomNews.names(joinedRoom.roomMembers().others()))
                .put("multicast", joinedRoom.hasMulticast());
    }

    /** The user forgets what was said in a room, or in all of them: nothing is handed to others any more. */
    private Future<JsonObject> forget(JsonObject json) {
        Optional<RoomName> room = Json.optional(json, "room", RoomName::of);
        if (self.isEmpty() || registry.isEmpty()) {
            return Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN));
        }
        joinedRooms.forget(self.get(), registry.get(), room);
        return Future.succeededFuture(new JsonObject());
    }

    private Future<JsonObject> leave(JsonObject json) {
        RoomName room = Json.room(json);
        return joinedRooms
                .find(room)
                .map(JoinedRoom::sayGoodbye)
                .orElseGet(() -> Future.failedFuture(new RefusalException(Reason.NOT_A_MEMBER)))
                .compose(done -> bus.request(Addresses.PEER_REGISTRY, "exit", json))
                .recover(cause -> MemberLists.endsMembership(cause)
                        ? Future.succeededFuture(new JsonObject())
                        : Future.failedFuture(cause))
                .compose(done -> joinedRooms.remove(room).map(done));
    }

    /** Changes a room's settings at the registry, which tells the other members. */
    private Future<JsonObject> change(String action, JsonObject json) {
        return bus.request(Addresses.PEER_REGISTRY, action, json)
                .onSuccess(state -> joinedRooms
                        .find(Json.room(json))
                        .ifPresent(joinedRoom -> joinedRoom.roomMembers().update(Json.roomState(state))));
    }

    private Future<Void> leaveAll() {
        self = Optional.empty();
        return joinedRooms.removeAll();
    }

    /**
     * Handles a login. A resumed session enters every room again; a new login starts with no rooms except those
     * that the registry kept for the user.
     */
    private void online(JsonObject json) {
        UserName user = Json.user(json);
        registry = Json.optional(json, "pin", Pin::parse);
        if (self.filter(user::equals).isEmpty()) {
            leaveAll();
            self = Optional.of(user);
        }
        joinedRooms.all().forEach(returns::comeBack);
        enterKeptRooms(user);
    }

    /** Enters the rooms that the registry has kept for the user since an earlier run of this program. */
    private void enterKeptRooms(UserName user) {
        contacts.find(user, 0)
                .onSuccess(contact -> contact.rooms().stream()
                        .filter(room -> joinedRooms.find(room).isEmpty())
                        .forEach(room -> enter("join", new JsonObject().put("room", room.shown()))
                                .onSuccess(news::kept)
                                .onFailure(cause -> notEntered(room, cause))))
                .onFailure(cause -> LOG.warn("cannot fetch the rooms of {}: {}", user, cause.toString()));
    }

    private void notEntered(RoomName room, Throwable cause) {
        LOG.warn("cannot enter {} again: {}", room, cause.toString());
        news.lost(room, BusFailures.asRefusal(cause).reason());
    }

    /**
     * Sends a message to a room. Succeeds shortly afterwards with its delivery progress: {@code confirmed} lists
     * the members that have it, {@code missing} those that do not have it yet, and {@code open} the original
     * members that it was sent to unprotected and without confirmation.
     */
    private Future<JsonObject> say(JsonObject json) {
        Optional<JoinedRoom> found = joinedRooms.find(Json.room(json));
        if (found.isEmpty()) {
            return Future.failedFuture(new RefusalException(Reason.NOT_A_MEMBER));
        }
        JoinedRoom joinedRoom = found.get();
        if (!PostingRule.permits(
                joinedRoom.roomMembers().state(), joinedRoom.roomMembers().self())) {
            return Future.failedFuture(new RefusalException(Reason.NOT_HOST));
        }
        MessageBody body = BodyJson.read(json)
                .saidAt(System.currentTimeMillis())
                .withHistory(
                        joinedRoom.roomMembers().state().settings().history().isOn());
        return joinedRoom.resolved().compose(done -> say(joinedRoom, body));
    }

    private Future<JsonObject> say(JoinedRoom joinedRoom, MessageBody body) {
        MessageId id = MessageId.random(parts.random());
        Set<UserName> originals = joinedRoom.roomMembers().originals();
        Future<Boolean> openly = originals.isEmpty() ? Future.succeededFuture(true) : joinedRoom.openly(body.text());
        Future<RoomEffect.Progress> sealed = joinedRoom.say(new Saying(id, body));
        return Future.all(openly, sealed).map(done -> {
            JsonArray open = RoomNews.names(originals);
            JsonObject result = RoomNews.json(joinedRoom.roomMembers().state().room(), sealed.result());
            return openly.result()
                    ? result.put("open", open)
                    : result.put("open", new JsonArray())
                            .put("missing", result.getJsonArray("missing").addAll(open));
        });
    }

    /** What a member said, as a report that the registry can check; only of what is kept here. */
    private Future<JsonObject> report(JsonObject json) {
        UserName speaker = Json.user(json);
        MessageId id = Json.required(json, "id", MessageId::of);
        return joinedRooms
                .find(Json.room(json))
                .map(room -> room.report(speaker, id)
                        .map(bytes -> Future.succeededFuture(new JsonObject()
                                .put("report", ReportText.ofBytes(bytes).base64())))
                        .orElseGet(() -> Future.failedFuture(new RefusalException(Reason.BAD_PROOF))))
                .orElseGet(() -> Future.failedFuture(new RefusalException(Reason.NOT_A_MEMBER)));
    }

    private JsonObject paths() {
        JsonArray rooms = new JsonArray();
        joinedRooms.all().stream().map(paths::tell).forEach(rooms::add);
        return new JsonObject().put("rooms", rooms);
    }

    private Future<JsonObject> hearSelf() {
        int port = joinedRooms.all().stream()
                .flatMap(joinedRoom -> joinedRoom.roomMembers().group().stream())
                .findFirst()
                .map(GroupAddress::port)
                .orElse(0);
        return new OwnMulticast(vertx, parts.settings().network(), parts.random()).heard(port);
    }

    private void notice(JsonObject json) {
        joinedRooms.find(Json.room(json)).ifPresent(joinedRoom -> notice(joinedRoom, json));
    }

    private void notice(JoinedRoom joinedRoom, JsonObject json) {
        RoomState state = Json.roomState(json);
        UserName user = Json.user(json);
        if (Json.text(json, "event").equals("kicked")
                && user.equals(joinedRoom.roomMembers().self())) {
            kicked(joinedRoom, state, json);
            return;
        }
        long known = joinedRoom.roomMembers().state().version();
        boolean isInOrder = state.version() == known || state.version() == known + 1;
        joinedRoom.roomMembers().update(state);
        Future<Void> shown = news.event(json);
        switch (Json.text(json, "event")) {
            case "joined" -> joinedRoom.joined(user, shown);
            case "back" -> joinedRoom.roomMembers().joined(user);
            case "left", "logged-out", "kicked" -> joinedRoom.roomMembers().left(user);
            case "absent" -> joinedRoom.roomMembers().absent(user);
            default -> LOG.debug("{} in {}: {}", user, state.room(), json.getString("event"));
        }
        if (isInOrder) {
            joinedRoom.resolve();
        } else {
            memberLists.refresh(joinedRoom);
        }
    }

    /**
     * Handles the removal of this user. A notice that is older than the known state may refer to an earlier
     * membership, so the registry is asked again.
     */
    private void kicked(JoinedRoom joinedRoom, RoomState state, JsonObject json) {
        Future<Boolean> isBack =
                state.version() < joinedRoom.roomMembers().state().version()
                        ? memberLists
                                .of(state.room())
                                .map(found -> found.has(joinedRoom.roomMembers().self()))
                        : Future.succeededFuture(false);
        isBack.onSuccess(back -> {
            if (!back && joinedRooms.has(joinedRoom)) {
                joinedRooms.remove(state.room());
                news.event(json);
            }
        });
    }
}
