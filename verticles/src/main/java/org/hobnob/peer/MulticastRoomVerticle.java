package org.hobnob.peer;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.bus.BusFailures;
import org.hobnob.json.Json;
import org.hobnob.net.MulticastSockets;
import org.hobnob.protocol.message.ChatText;
import org.hobnob.protocol.message.MessageId;
import org.hobnob.protocol.message.PasswordHash;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.RoomName;
import org.hobnob.protocol.message.RoomState;
import org.hobnob.protocol.message.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rooms: messages go out by multicast, in the open to original members, and over TCP to members whom multicast does not
 * reach (SPEC 8, BUS.md 6.3).
 */
public final class MulticastRoomVerticle extends VerticleBase implements RoomTable.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(MulticastRoomVerticle.class);
    private static final int SEEN_MESSAGES = 8_192;
    private static final long TICK_MS = 50;
    private static final long RETURN_AGAIN_MS = 1_000;
    private static final Set<Reason> FOR_NOW = Set.of(Reason.UNAVAILABLE, Reason.INTERNAL, Reason.SLOW_DOWN);

    private final PeerSettings settings;
    private final IntSupplier ownUdpPort;
    private final RandomGenerator random;
    private final LongSupplier nowMs;
    private final Map<RoomName, RoomTable> tables = new TreeMap<>();
    private final SeenMessages seen = new SeenMessages(SEEN_MESSAGES);
    private Optional<UserName> self = Optional.empty();
    private InetAddress group;
    private Contacts contacts;
    private MemberLists memberLists;
    private Bus bus;

    /**
     * @param ownUdpPort where original peers look for this user
     * @param nowMs a clock that only goes forward, in milliseconds
     */
    MulticastRoomVerticle(PeerSettings settings, IntSupplier ownUdpPort, RandomGenerator random, LongSupplier nowMs) {
        this.settings = settings;
        this.ownUdpPort = ownUdpPort;
        this.random = random;
        this.nowMs = nowMs;
    }

    @Override
    public Future<?> start() throws UnknownHostException {
        bus = new Bus(vertx);
        contacts = new Contacts(bus, ownIp());
        memberLists = new MemberLists(bus);
        group = InetAddress.getByName(MulticastSockets.ROOM_GROUP);
        vertx.setPeriodic(TICK_MS, tick -> tables.values().forEach(RoomTable::tick));
        return bus.serve(
                        Addresses.PEER_ROOM,
                        Map.of(
                                "create", json -> enter("create", json),
                                "join", json -> enter("join", json),
                                "leave", this::leave,
                                "kick", this::kick,
                                "say", this::say,
                                "heard", this::heard))
                .compose(done -> bus.hearLocally(
                        Addresses.PEER_ROOM_NEWS,
                        Map.of("online", this::online, "offline", json -> leaveAll(), "notice", this::notice)));
    }

    private String ownIp() {
        return settings.network().address().getHostAddress();
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
        return bus.request(Addresses.PEER_REGISTRY, action, json, Bus.HASH_TIMEOUT_MS)
                .map(Json::roomState)
                .compose(state -> sitDown(user, state, password));
    }

    private Future<JsonObject> sitDown(UserName user, RoomState state, Optional<PasswordHash> password) {
        if (self.filter(user::equals).isEmpty()) {
            return Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN));
        }
        RoomTable known = tables.get(state.room());
        if (known != null) {
            known.seat().update(state);
            return memberLists.refresh(known).map(done -> described(known));
        }
        RoomTable table = table(new RoomSeat(user, ownIp(), state, password, random.nextLong()));
        // Before the members are known: notices that come meanwhile are not lost.
        tables.put(state.room(), table);
        return memberLists.refresh(table).map(done -> {
            table.enter();
            return described(table);
        });
    }

    private RoomTable table(RoomSeat seat) {
        RoomTable[] table = new RoomTable[1];
        RoomSockets sockets = new RoomSockets(vertx, settings.network(), group, packet -> table[0].receive(packet));
        RoomTable.Parts parts = new RoomTable.Parts(
                sockets, new Reach(seat, random), contacts, settings.multicast(), ownUdpPort, nowMs);
        table[0] = new RoomTable(seat, parts, this);
        return table[0];
    }

    private static JsonObject described(RoomTable table) {
        return Json.of(table.seat().state())
                .put("members", names(table.seat().others()))
                .put("multicast", table.hasMulticast());
    }

    private static JsonArray names(Set<UserName> users) {
        return Json.array(List.copyOf(users), UserName::shown);
    }

    private Future<JsonObject> leave(JsonObject json) {
        RoomName room = Json.room(json);
        if (!tables.containsKey(room)) {
            return Future.failedFuture(new RefusalException(Reason.NOT_A_MEMBER));
        }
        return bus.request(Addresses.PEER_REGISTRY, "exit", json)
                .recover(cause -> isGone(cause) ? Future.succeededFuture(new JsonObject()) : Future.failedFuture(cause))
                .onSuccess(done -> standUp(room));
    }

    /** The registry knows who may; what comes of it is told to all members, this one among them. */
    private Future<JsonObject> kick(JsonObject json) {
        return bus.request(Addresses.PEER_REGISTRY, "kick", json);
    }

    private static boolean isGone(Throwable cause) {
        Reason reason = BusFailures.asRefusal(cause).reason();
        return reason == Reason.NOT_A_MEMBER || reason == Reason.NO_SUCH_ROOM;
    }

    private Future<Void> standUp(RoomName room) {
        RoomTable table = tables.remove(room);
        return table == null ? Future.succeededFuture() : table.leave();
    }

    private Future<Void> leaveAll() {
        self = Optional.empty();
        List<Future<Void>> left =
                List.copyOf(tables.keySet()).stream().map(this::standUp).toList();
        return Future.join(left).otherwiseEmpty().mapEmpty();
    }

    /** After a login nothing is left of earlier rooms; after a resume every room is entered again. */
    private void online(JsonObject json) {
        UserName user = Json.user(json);
        if (self.filter(user::equals).isEmpty()) {
            leaveAll();
            self = Optional.of(user);
        }
        List.copyOf(tables.values()).forEach(this::comeBack);
    }

    /** Most often the place was kept, and nobody need hear of a return; else it is taken again. */
    private void comeBack(RoomTable table) {
        RoomName room = table.seat().state().room();
        memberLists
                .of(room)
                .compose(found -> {
                    return found.has(table.seat().self()) ? Future.succeededFuture(found.state()) : joinAgain(table);
                })
                .compose(state -> sitAgain(table, state))
                .onFailure(cause -> notBack(table, cause));
    }

    private Future<?> sitAgain(RoomTable table, RoomState state) {
        if (tables.get(state.room()) != table) {
            return Future.succeededFuture();
        }
        if (state.kind() != table.seat().state().kind()) {
            return refuseOther(state);
        }
        if (state.port() != table.seat().state().port()) {
            // Another room of that name by now.
            standUp(state.room());
            return sitDown(table.seat().self(), state, table.seat().password());
        }
        table.seat().renew(state);
        table.greet();
        return memberLists.refresh(table);
    }

    /** Another room of that name by now: whoever spoke in a sealed one must not go on in an open one unawares. */
    private Future<JsonObject> refuseOther(RoomState other) {
        lost(other.room(), Reason.NO_SUCH_ROOM);
        return bus.request(
                Addresses.PEER_REGISTRY,
                "exit",
                new JsonObject().put("room", other.room().shown()));
    }

    private Future<RoomState> joinAgain(RoomTable table) {
        JsonObject json = new JsonObject()
                .put("room", table.seat().state().room().shown())
                .put("password", table.seat().password().map(PasswordHash::hex).orElse(null));
        return bus.request(Addresses.PEER_REGISTRY, "join", json, Bus.HASH_TIMEOUT_MS)
                .map(Json::roomState);
    }

    private void notBack(RoomTable table, Throwable cause) {
        RoomName room = table.seat().state().room();
        if (tables.get(room) != table) {
            return;
        }
        Reason reason = BusFailures.asRefusal(cause).reason();
        if (FOR_NOW.contains(reason)) {
            long waitMs = RETURN_AGAIN_MS + random.nextLong(RETURN_AGAIN_MS);
            vertx.setTimer(waitMs, due -> {
                if (tables.get(room) == table) {
                    comeBack(table);
                }
            });
            return;
        }
        lost(room, reason);
    }

    private void lost(RoomName room, Reason reason) {
        standUp(room);
        tell("room-lost", new JsonObject().put("room", room.shown()).put("reason", reason.word()));
    }

    /**
     * Says something in a room. Succeeds with how it went: {@code multicast}, how many members one datagram reached;
     * {@code open}, original members to whom it went in the open; {@code tcp}, those who confirmed it over TCP; {@code
     * missing}, those who did not, or could not be sent to.
     */
    private Future<JsonObject> say(JsonObject json) {
        RoomTable table = tables.get(Json.room(json));
        if (table == null) {
            return Future.failedFuture(new RefusalException(Reason.NOT_A_MEMBER));
        }
        ChatText text = Json.required(json, "text", ChatText::of);
        Future<Void> known = table.seat().unknown().isEmpty() ? Future.succeededFuture() : table.resolve();
        return known.compose(done -> new RoomSpeech(bus, table, MessageId.random(random), text).deliver());
    }

    /** A message that came over TCP; refused where it is no member's of a room of this user's. */
    private Future<JsonObject> heard(JsonObject json) {
        RoomTable table = tables.get(Json.room(json));
        UserName sender = Json.user(json);
        if (table == null || !table.seat().has(sender)) {
            return Future.failedFuture(new RefusalException(Reason.NOT_A_MEMBER));
        }
        text(table, sender, Optional.of(Json.required(json, "id", MessageId::of)), Json.text(json, "text"), "tcp");
        return Future.succeededFuture(new JsonObject());
    }

    @Override
    public void text(RoomTable table, UserName sender, Optional<MessageId> id, String text, String path) {
        if (id.isEmpty() || seen.isNew(id.get())) {
            tell(
                    "room-text",
                    new JsonObject()
                            .put("room", table.seat().state().room().shown())
                            .put("user", sender.shown())
                            .put("text", text)
                            .put("path", path));
        }
    }

    @Override
    public void reached(RoomTable table, UserName member) {
        tell(
                "reach",
                new JsonObject()
                        .put("room", table.seat().state().room().shown())
                        .put("user", member.shown()));
    }

    private void notice(JsonObject json) {
        RoomTable table = tables.get(Json.room(json));
        if (table == null) {
            return;
        }
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
            default -> LOG.debug("{} in {}: {}", user, state.room(), json.getString("event"));
        }
        if (missedSome) {
            memberLists.refresh(table);
        } else {
            table.resolve();
        }
        tell("room-event", json);
    }

    /** This user was removed; where the notice is older than what is known, perhaps from a place taken anew since. */
    private void kicked(RoomTable table, RoomState state, JsonObject json) {
        Future<Boolean> isBack = state.version() < table.seat().state().version()
                ? memberLists
                        .of(state.room())
                        .map(found -> found.has(table.seat().self()))
                : Future.succeededFuture(false);
        isBack.onSuccess(back -> {
            if (!back && tables.get(state.room()) == table) {
                standUp(state.room());
                tell("room-event", json);
            }
        });
    }

    private void tell(String action, JsonObject json) {
        bus.send(Addresses.PEER_CONSOLE, action, json);
    }
}
