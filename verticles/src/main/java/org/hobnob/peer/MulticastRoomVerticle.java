package org.hobnob.peer;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
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
import org.hobnob.protocol.room.OpenDatagram;
import org.hobnob.protocol.room.RoomPacket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rooms: messages go out by multicast, and over TCP to members whom multicast does not reach (SPEC 8, BUS.md 6.3).
 */
public final class MulticastRoomVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(MulticastRoomVerticle.class);
    private static final int SEEN_MESSAGES = 8_192;
    private static final long GREETING_SPREAD_MS = 300;
    private static final long GREETING_AGAIN_MS = 5_000;

    /** A seat and its socket; none where multicast is off or impossible. */
    private record Table(RoomSeat seat, Optional<DatagramSocket> socket) {}

    private final PeerSettings settings;
    private final RandomGenerator random;
    private final Map<RoomName, Table> tables = new TreeMap<>();
    private final SeenMessages seen = new SeenMessages(SEEN_MESSAGES);
    private Optional<UserName> self = Optional.empty();
    private DatagramSocket privateSocket;
    private InetAddress group;
    private Bus bus;

    public MulticastRoomVerticle(PeerSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    @Override
    public Future<?> start() throws UnknownHostException {
        bus = new Bus(vertx);
        group = InetAddress.getByName(MulticastSockets.ROOM_GROUP);
        privateSocket = vertx.createDatagramSocket(new DatagramSocketOptions().setReuseAddress(true));
        privateSocket.handler(this::receivePrivate);
        vertx.setPeriodic(GREETING_AGAIN_MS, tick -> tables.values().forEach(this::greetAgain));
        return privateSocket
                .listen(0, settings.network().address().getHostAddress())
                .compose(bound -> bus.serve(
                        Addresses.PEER_ROOM,
                        Map.of("create", this::create, "join", this::join, "leave", this::leave, "say", this::say)))
                .compose(done -> bus.hearLocally(
                        Addresses.PEER_ROOM_NEWS,
                        Map.of(
                                "online", this::online,
                                "offline", json -> leaveAll(),
                                "notice", this::notice,
                                "broadcast", this::broadcastHeard)));
    }

    /** The UDP port for private datagrams, which is the port of the rooms that this user makes as well. */
    public int port() {
        return privateSocket.localAddress().port();
    }

    @Override
    public Future<?> stop() {
        leaveAll();
        return privateSocket.close();
    }

    private Future<JsonObject> create(JsonObject json) {
        return enter("create", json);
    }

    private Future<JsonObject> join(JsonObject json) {
        return enter("join", json);
    }

    private Future<JsonObject> enter(String action, JsonObject json) {
        if (self.isEmpty()) {
            return Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN));
        }
        Optional<PasswordHash> password = Json.optional(json, "password", PasswordHash::of);
        return bus.request(Addresses.PEER_REGISTRY, action, json, Bus.HASH_TIMEOUT_MS)
                .map(Json::roomState)
                .compose(state -> sitDown(state, password));
    }

    private Future<JsonObject> sitDown(RoomState state, Optional<PasswordHash> password) {
        Table known = tables.get(state.room());
        if (known != null) {
            known.seat().update(state);
            return refreshMembers(known).map(done -> described(known));
        }
        RoomSeat seat = new RoomSeat(self.orElseThrow(), state, password, random.nextLong());
        return openSocket(state).compose(socket -> {
            Table table = new Table(seat, socket);
            tables.put(state.room(), table);
            socket.ifPresent(open -> open.handler(packet -> receive(table, packet)));
            return refreshMembers(table).map(done -> {
                greet(table);
                return described(table);
            });
        });
    }

    private Future<Optional<DatagramSocket>> openSocket(RoomState state) {
        if (!settings.multicast() || state.port() == 0) {
            return Future.succeededFuture(Optional.empty());
        }
        return MulticastSockets.open(vertx, settings.network(), state.port(), group)
                .map(Optional::of)
                .recover(cause -> {
                    LOG.warn("no multicast on {}: {}", settings.network().name(), cause.toString());
                    return Future.succeededFuture(Optional.empty());
                });
    }

    private Future<Void> refreshMembers(Table table) {
        return membersFrom(table, Optional.empty(), new ArrayList<>())
                .onSuccess(members -> table.seat().members(members))
                .mapEmpty();
    }

    private Future<List<UserName>> membersFrom(Table table, Optional<UserName> after, List<UserName> sofar) {
        JsonObject query = new JsonObject()
                .put("room", table.seat().state().room().shown())
                .put("after", after.map(UserName::shown).orElse(null));
        return bus.request(Addresses.PEER_REGISTRY, "members", query).compose(json -> {
            sofar.addAll(Json.objects(json, "members", Json::user));
            boolean more = json.getBoolean("more") && !sofar.isEmpty();
            return more
                    ? membersFrom(table, Optional.of(sofar.get(sofar.size() - 1)), sofar)
                    : Future.succeededFuture(sofar);
        });
    }

    private static JsonObject described(Table table) {
        return Json.of(table.seat().state())
                .put("members", names(table.seat().others()))
                .put("multicast", table.socket().isPresent());
    }

    private static JsonArray names(Set<UserName> users) {
        return Json.array(List.copyOf(users), UserName::shown);
    }

    private Future<JsonObject> leave(JsonObject json) {
        RoomName room = Json.room(json);
        if (!tables.containsKey(room)) {
            return Future.failedFuture(new RefusalException(Reason.NOT_A_MEMBER));
        }
        return bus.request(Addresses.PEER_REGISTRY, "exit", json).onSuccess(done -> standUp(room));
    }

    private void standUp(RoomName room) {
        Table table = tables.remove(room);
        if (table != null) {
            table.socket().ifPresent(DatagramSocket::close);
        }
    }

    private void leaveAll() {
        List.copyOf(tables.keySet()).forEach(this::standUp);
        self = Optional.empty();
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

    private void comeBack(Table table) {
        RoomName room = table.seat().state().room();
        JsonObject json = new JsonObject()
                .put("room", room.shown())
                .put("password", table.seat().password().map(PasswordHash::hex).orElse(null));
        join(json).onFailure(cause -> {
            standUp(room);
            tell("room-lost", new JsonObject().put("room", room.shown()).put("reason", cause.getMessage()));
        });
    }

    /**
     * Says something in a room. Succeeds with how it went: {@code multicast}, members reached by one datagram;
     * {@code tcp}, those who confirmed it over TCP; {@code missing}, those who did not.
     */
    private Future<JsonObject> say(JsonObject json) {
        Table table = tables.get(Json.room(json));
        if (table == null) {
            return Future.failedFuture(new RefusalException(Reason.NOT_A_MEMBER));
        }
        ChatText text = Json.required(json, "text", ChatText::of);
        MessageId id = MessageId.random(random);
        Optional<RoomPacket> packet =
                table.socket().flatMap(socket -> table.seat().text(id, text));
        return packet.map(fits -> multicast(table, fits).map(true).otherwise(false))
                .orElseGet(() -> Future.succeededFuture(false))
                .compose(sent -> {
                    Set<UserName> byTcp =
                            sent ? table.seat().unreached() : table.seat().others();
                    int reached = table.seat().others().size() - byTcp.size();
                    return sayOverTcp(table, byTcp, id, text).map(result -> result.put("multicast", reached));
                });
    }

    private Future<Void> multicast(Table table, RoomPacket packet) {
        return table.socket()
                .orElseThrow()
                .send(Buffer.buffer(packet.bytes()), table.seat().state().port(), group.getHostAddress())
                .onFailure(cause -> LOG.warn("multicast failed: {}", cause.toString()));
    }

    private Future<JsonObject> sayOverTcp(Table table, Set<UserName> members, MessageId id, ChatText text) {
        JsonArray taken = new JsonArray();
        JsonArray missing = new JsonArray();
        List<Future<JsonObject>> deliveries = members.stream()
                .map(member -> {
                    JsonObject broadcast = new JsonObject()
                            .put("user", member.shown())
                            .put("room", table.seat().state().room().shown())
                            .put("id", id.hex())
                            .put("text", text.text());
                    return bus.request(Addresses.PEER_CHAT, "broadcast", broadcast, Bus.HASH_TIMEOUT_MS)
                            .onSuccess(done -> taken.add(member.shown()))
                            .onFailure(cause -> missing.add(member.shown()));
                })
                .toList();
        return Future.join(deliveries)
                .otherwiseEmpty()
                .map(done ->
                        new JsonObject().put("id", id.hex()).put("tcp", taken).put("missing", missing));
    }

    private void greet(Table table) {
        table.socket().ifPresent(socket -> multicast(table, table.seat().greeting()));
    }

    private void greetSoon(Table table) {
        vertx.setTimer(1 + random.nextLong(GREETING_SPREAD_MS), due -> greet(table));
    }

    private void greetAgain(Table table) {
        if (!table.seat().unreached().isEmpty()) {
            greetSoon(table);
        }
    }

    private void receive(Table table, DatagramPacket packet) {
        byte[] datagram = packet.data().getBytes();
        Optional<RoomPacket> parsed = RoomPacket.parse(datagram);
        if (parsed.isEmpty()) {
            OpenDatagram.parse(datagram).ifPresent(open -> receiveOpen(table, open));
        } else if (parsed.get() instanceof RoomPacket.Text text
                && table.seat().concerns(text.header(), text.sender())) {
            heard(table, text.sender(), text.header().stream());
            if (seen.isNew(text.id())) {
                show(table.seat().state().room(), text.sender(), text.text().text(), "multicast");
            }
        } else if (parsed.get() instanceof RoomPacket.Greeting greeting
                && table.seat().concerns(greeting.header(), greeting.sender())) {
            heard(table, greeting.sender(), greeting.header().stream());
            if (table.seat().hears(greeting.sender(), greeting.heard())) {
                tell(
                        "reach",
                        new JsonObject()
                                .put("room", table.seat().state().room().shown())
                                .put("user", greeting.sender().shown()));
            }
        }
    }

    private void heard(Table table, UserName sender, long stream) {
        if (table.seat().heard(sender, stream)) {
            greetSoon(table);
        }
    }

    /** What original clients say in the room: anybody on the network can read and forge it. */
    private void receiveOpen(Table table, OpenDatagram open) {
        open.sender()
                .filter(table.seat().others()::contains)
                .ifPresent(sender -> show(table.seat().state().room(), sender, open.text(), "open"));
    }

    /** What original clients say to this user alone; as open as what they say in rooms. */
    private void receivePrivate(DatagramPacket packet) {
        OpenDatagram.parse(packet.data().getBytes())
                .flatMap(open -> open.sender()
                        .map(sender -> new JsonObject()
                                .put("user", sender.shown())
                                .put("text", open.text())
                                .put("path", "open")))
                .ifPresent(json -> tell("direct", json));
    }

    private void broadcastHeard(JsonObject json) {
        Table table = tables.get(Json.room(json));
        UserName sender = Json.user(json);
        boolean ofMember = table != null && table.seat().others().contains(sender);
        if (ofMember && seen.isNew(Json.required(json, "id", MessageId::of))) {
            show(Json.room(json), sender, json.getString("text"), "tcp");
        }
    }

    private void show(RoomName room, UserName sender, String text, String path) {
        tell(
                "room-text",
                new JsonObject()
                        .put("room", room.shown())
                        .put("user", sender.shown())
                        .put("text", text)
                        .put("path", path));
    }

    private void notice(JsonObject json) {
        Table table = tables.get(Json.room(json));
        if (table == null) {
            return;
        }
        table.seat().update(Json.roomState(json));
        UserName user = Json.user(json);
        switch (Json.text(json, "event")) {
            case "joined" -> table.seat().joined(user);
            case "left", "logged-out" -> table.seat().left(user);
            default -> LOG.debug("{} in {}: {}", user, table.seat().state().room(), json.getString("event"));
        }
        tell("room-event", json);
    }

    private void tell(String action, JsonObject json) {
        bus.send(Addresses.PEER_CONSOLE, action, json);
    }
}
