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
import org.hobnob.peer.identity.Ed25519Verifier;
import org.hobnob.protocol.message.ChatText;
import org.hobnob.protocol.message.MessageId;
import org.hobnob.protocol.message.PasswordHash;
import org.hobnob.protocol.message.PeerMessage;
import org.hobnob.protocol.message.PeerReply;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.RoomName;
import org.hobnob.protocol.message.RoomState;
import org.hobnob.protocol.message.UserName;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.engine.Change;
import org.hobnob.protocol.room.engine.Effect;
import org.hobnob.protocol.room.sealed.SealedRoom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rooms: messages go out by multicast, in the open to original members, and over TCP to members whom multicast does not
 * reach (SPEC 8, BUS.md 6.3).
 */
public final class MulticastRoomVerticle extends VerticleBase implements RoomListener {
    private static final Logger LOG = LoggerFactory.getLogger(MulticastRoomVerticle.class);
    private static final long RETURN_AGAIN_MS = 1_000;
    private static final Set<Reason> FOR_NOW = Set.of(Reason.UNAVAILABLE, Reason.INTERNAL, Reason.SLOW_DOWN);

    private final PeerSettings settings;
    private final RoomExchange exchange;
    private final RoomMemories memories;
    private final IntSupplier ownUdpPort;
    private final RandomGenerator random;
    private final LongSupplier nowMs;
    private final Map<RoomName, RoomTable> tables = new TreeMap<>();
    private Optional<UserName> self = Optional.empty();
    private InetAddress group;
    private Contacts contacts;
    private MemberLists memberLists;
    private Bus bus;

    /**
     * To be deployed as a worker: signatures and seals take their time, and so does the disk.
     *
     * @param exchange the way to other members' peers, over lines
     * @param memories what rooms remember over a restart
     * @param ownUdpPort where original peers look for this user
     * @param random a cryptographically strong source
     * @param nowMs a clock that only goes forward, in milliseconds
     */
    MulticastRoomVerticle(
            PeerSettings settings,
            RoomExchange exchange,
            RoomMemories memories,
            IntSupplier ownUdpPort,
            RandomGenerator random,
            LongSupplier nowMs) {
        this.settings = settings;
        this.exchange = exchange;
        this.memories = memories;
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
        exchange.desk((sender, message) -> Future.succeededFuture(answer(sender, message)));
        return bus.serve(
                        Addresses.PEER_ROOM,
                        Map.of(
                                "create", json -> enter("create", json),
                                "join", json -> enter("join", json),
                                "leave", this::leave,
                                "kick", this::kick,
                                "say", this::say))
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
        return hasPlace(action, user, json)
                .compose(kept -> bus.request(Addresses.PEER_REGISTRY, action, json, Bus.HASH_TIMEOUT_MS)
                        .map(Json::roomState)
                        .compose(state -> sitDown(user, state, password, kept)));
    }

    /** Whether the user has had a place since before this program started. */
    private Future<Boolean> hasPlace(String action, UserName user, JsonObject json) {
        RoomName room = Json.room(json);
        return action.equals("create") || tables.containsKey(room)
                ? Future.succeededFuture(false)
                : memberLists.of(room).map(found -> found.has(user)).otherwise(false);
    }

    private Future<JsonObject> sitDown(UserName user, RoomState state, Optional<PasswordHash> password, boolean kept) {
        if (self.filter(user::equals).isEmpty()) {
            return Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN));
        }
        RoomTable known = tables.get(state.room());
        if (known != null) {
            known.seat().update(state);
            return memberLists.refresh(known).map(done -> described(known));
        }
        RoomTable table = table(new RoomSeat(user, ownIp(), state, password), kept);
        // Before the members are known: notices that come meanwhile are not lost.
        tables.put(state.room(), table);
        return memberLists.refresh(table).map(done -> {
            table.enter();
            return described(table);
        });
    }

    private RoomTable table(RoomSeat seat, boolean kept) {
        RoomName room = seat.state().room();
        RoomTable[] table = new RoomTable[1];
        RoomSockets sockets = new RoomSockets(vertx, settings.network(), group, packet -> table[0].receive(packet));
        RoomMemories.Log memory = memories.of(seat.self(), room);
        if (!kept) {
            memory.keep(List.of(new Change.Joined()));
        }
        SealedRoom engine = new SealedRoom(
                RoomId.of(room),
                seat.self(),
                memory.memory(),
                settings.profile().identity(),
                new Ed25519Verifier(),
                random,
                random);
        SealedTalk talk = new SealedTalk(
                room,
                seat.self(),
                engine,
                new SealedTalk.Parts(
                        vertx,
                        sockets,
                        exchange,
                        memory,
                        this,
                        nowMs,
                        seat.state().port()));
        table[0] = new RoomTable(
                seat, new RoomTable.Parts(vertx, sockets, talk, contacts, settings.multicast(), ownUdpPort, this));
        return table[0];
    }

    /** The reply to what a user's peer says about a room over its line. */
    private PeerReply answer(UserName sender, PeerMessage message) {
        RoomTable table = tables.get(roomOf(message));
        return table != null && table.seat().has(sender) ? table.answer(sender, message) : refusal(sender, message);
    }

    private static RoomName roomOf(PeerMessage message) {
        if (message instanceof PeerMessage.DirectBroadcast broadcast) {
            return broadcast.room();
        }
        if (message instanceof PeerMessage.GiveRoomKeys give) {
            return give.room();
        }
        return message instanceof PeerMessage.AskRoomKeys ask
                ? ask.room()
                : ((PeerMessage.AskRoomRepair) message).room();
    }

    private static PeerReply refusal(UserName sender, PeerMessage message) {
        if (message instanceof PeerMessage.DirectBroadcast) {
            return new PeerReply.BroadcastRefused(sender);
        }
        if (message instanceof PeerMessage.GiveRoomKeys) {
            return new PeerReply.RoomKeysTaken(false);
        }
        return message instanceof PeerMessage.AskRoomKeys
                ? new PeerReply.RoomKeysAnswer(Optional.empty())
                : new PeerReply.RoomRepairRefused();
    }

    private static JsonObject described(RoomTable table) {
        return Json.of(table.seat().state())
                .put("members", names(table.seat().others()))
                .put("multicast", table.hasMulticast());
    }

    private static JsonArray names(Set<UserName> users) {
        return Json.array(users.stream().sorted().toList(), UserName::shown);
    }

    private Future<JsonObject> leave(JsonObject json) {
        RoomName room = Json.room(json);
        RoomTable table = tables.get(room);
        if (table == null) {
            return Future.failedFuture(new RefusalException(Reason.NOT_A_MEMBER));
        }
        return table.sayGoodbye()
                .compose(done -> bus.request(Addresses.PEER_REGISTRY, "exit", json))
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
                .compose(found -> found.has(table.seat().self())
                        ? sitAgain(table, found.state(), true)
                        : joinAgain(table).compose(state -> sitAgain(table, state, false)))
                .onFailure(cause -> notBack(table, cause));
    }

    private Future<Void> sitAgain(RoomTable table, RoomState state, boolean kept) {
        if (tables.get(state.room()) != table) {
            return Future.succeededFuture();
        }
        if (state.kind() != table.seat().state().kind()) {
            return refuseOther(state).mapEmpty();
        }
        if (!kept || state.port() != table.seat().state().port()) {
            // A place taken anew, or another room of that name by now.
            standUp(state.room());
            return sitDown(table.seat().self(), state, table.seat().password(), false)
                    .mapEmpty();
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
     * Says something in a room. Succeeds within a moment with how far it has come: {@code confirmed}, who has it; {@code
     * missing}, who does not yet; {@code open}, original members to whom it went in the open, unconfirmed.
     */
    private Future<JsonObject> say(JsonObject json) {
        RoomTable table = tables.get(Json.room(json));
        if (table == null) {
            return Future.failedFuture(new RefusalException(Reason.NOT_A_MEMBER));
        }
        ChatText text = Json.required(json, "text", ChatText::of);
        Future<Void> known = table.seat().unknown().isEmpty() ? Future.succeededFuture() : table.resolve();
        return known.compose(done -> say(table, text));
    }

    private Future<JsonObject> say(RoomTable table, ChatText text) {
        MessageId id = MessageId.random(random);
        Set<UserName> originals = table.seat().originals();
        Future<Boolean> openly = originals.isEmpty() ? Future.succeededFuture(true) : table.openly(text);
        Future<Effect.Progress> sealed = table.say(id, text);
        return Future.all(openly, sealed).map(done -> {
            JsonArray open = names(originals);
            JsonObject result = json(table.seat().state().room(), sealed.result());
            return openly.result()
                    ? result.put("open", open)
                    : result.put("open", new JsonArray())
                            .put("missing", result.getJsonArray("missing").addAll(open));
        });
    }

    private static JsonObject json(RoomName room, Effect.Progress progress) {
        return new JsonObject()
                .put("room", room.shown())
                .put("id", progress.id().hex())
                .put("confirmed", names(progress.confirmed()))
                .put("missing", names(progress.missing()));
    }

    @Override
    public void text(RoomName room, UserName sender, String text, String path) {
        tell("room-text", of(room, sender).put("text", text).put("path", path));
    }

    @Override
    public void missed(RoomName room, Effect.Missed missed) {
        tell("room-gap", of(room, missed.sender()).put("upTo", missed.datagrams()));
    }

    @Override
    public void progress(RoomName room, Effect.Progress progress) {
        tell("room-progress", json(room, progress));
    }

    @Override
    public void reach(RoomName room, Effect.Reach reach) {
        tell("reach", of(room, reach.member()).put("multicast", reach.byMulticast()));
    }

    private static JsonObject of(RoomName room, UserName user) {
        return new JsonObject().put("room", room.shown()).put("user", user.shown());
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
            case "absent" -> table.seat().absent(user);
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
