package org.hobnob.peer.room;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.hobnob.ed25519.Ed25519Verifier;
import org.hobnob.limits.RepeatedLog;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.contact.Contacts;
import org.hobnob.peer.line.RoomExchange;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.member.SealedRoom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rooms that this user is in, each with its engine and its sockets. Not thread-safe. */
public final class JoinedRooms {
    /**
     * The collaborators that all rooms share.
     *
     * @param exchange delivers messages to other members over peer connections
     * @param journal the rooms' durable memory
     * @param archives what rooms keep for absent members
     * @param ownUdpPort the UDP port under which original peers find this user
     * @param random a cryptographically strong source
     * @param nowMs a monotonic clock, in milliseconds
     */
    public record Parts(
            PeerSettings settings,
            RoomExchange exchange,
            RoomJournal journal,
            RoomArchives archives,
            IntSupplier ownUdpPort,
            RandomGenerator random,
            LongSupplier nowMs) {
        /** Returns this peer's IP address on its chosen interface, as a literal. */
        String ownIp() {
            return settings.network().choice().address().getHostAddress();
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(JoinedRooms.class);

    private final Parts parts;
    private final Vertx vertx;
    private final Contacts contacts;
    private final RoomListener listener;
    private final Consumer<JoinedRoom> lookAgain;
    private final Supplier<Optional<Pin>> registry;
    private final ArrivalQueue arrivals;
    private final Map<RoomName, JoinedRoom> joinedRooms = new TreeMap<>();

    /**
     * @param lookAgain called with a room whose member list or contacts are probably out of date
     * @param registry the registry's pin, once it is known
     */
    JoinedRooms(
            Parts parts,
            Vertx vertx,
            Contacts contacts,
            RoomListener listener,
            Consumer<JoinedRoom> lookAgain,
            Supplier<Optional<Pin>> registry) {
        this.registry = registry;
        Context worker = vertx.getOrCreateContext();
        RepeatedLog dropped = new RepeatedLog(
                () -> TimeUnit.MILLISECONDS.toNanos(parts.nowMs().getAsLong()), JoinedRooms::logDropped);
        arrivals = new ArrivalQueue(task -> worker.runOnContext(go -> task.run()), dropped::add);
        this.parts = parts;
        this.vertx = vertx;
        this.contacts = contacts;
        this.listener = listener;
        this.lookAgain = lookAgain;
    }

    private static void logDropped(long count, String room) {
        LOG.warn(
                "{} datagrams were dropped, the latest in {}: more arrived than could be checked; the room's members"
                        + " send again what was lost",
                count,
                room);
    }

    Optional<JoinedRoom> find(RoomName room) {
        return Optional.ofNullable(joinedRooms.get(room));
    }

    List<JoinedRoom> all() {
        return List.copyOf(joinedRooms.values());
    }

    /** Returns whether this is still the current object for its room. */
    boolean has(JoinedRoom joinedRoom) {
        return joinedRooms.get(joinedRoom.roomMembers().state().room()) == joinedRoom;
    }

    /**
     * Adds a room that is not in the collection yet.
     *
     * @param kept whether the user's membership dates from before this program started
     */
    JoinedRoom add(UserName user, RoomState state, Optional<PasswordHash> password, boolean kept) {
        JoinedRoom joinedRoom = make(new RoomMembers(user, parts.ownIp(), state, password), kept);
        joinedRooms.put(state.room(), joinedRoom);
        return joinedRoom;
    }

    private JoinedRoom make(RoomMembers roomMembers, boolean kept) {
        RoomName room = roomMembers.state().room();
        RoomSockets members = new RoomSockets(vertx, parts.settings().network().choice());
        RoomJournal.Log log = parts.journal().of(roomMembers.self(), room, kept);
        SealedRoom engine = new SealedRoom(
                RoomId.of(room),
                roomMembers.self(),
                log.memory(),
                parts.settings().profile().identity(),
                new Ed25519Verifier(),
                parts.random(),
                parts.random());
        RoomEffectRunner.Parts runnerParts = new RoomEffectRunner.Parts(
                vertx,
                members,
                parts.exchange(),
                log,
                past(roomMembers, kept),
                listener,
                () -> find(room).ifPresent(lookAgain),
                registry,
                parts.nowMs());
        return new JoinedRoom(
                roomMembers,
                new JoinedRoom.Parts(
                        vertx,
                        members,
                        new RoomSockets(vertx, parts.settings().network().choice()),
                        arrivals.lane(room.shown()),
                        new RoomEffectRunner(room, roomMembers.self(), engine, runnerParts),
                        contacts,
                        parts.settings().network().multicast(),
                        parts.ownUdpPort(),
                        parts.random(),
                        parts.nowMs(),
                        listener));
    }

    private RoomPast past(RoomMembers roomMembers, boolean kept) {
        return new RoomPast(
                roomMembers.state().room(),
                roomMembers.self(),
                new RoomPast.Parts(
                        vertx,
                        parts.archives(),
                        parts.exchange(),
                        listener,
                        registry,
                        kept,
                        parts.settings().profile().identity().publicKey(),
                        parts.random()));
    }

    /**
     * The user forgets what was said in a room.
     *
     * @param room empty for all rooms of all users
     */
    void forget(UserName user, Pin pin, Optional<RoomName> room) {
        joinedRooms.values().stream()
                .filter(one -> room.isEmpty()
                        || room.get().equals(one.roomMembers().state().room()))
                .forEach(JoinedRoom::forgetPast);
        parts.archives()
                .forget(room.map(name -> pin + " " + user.folded() + " " + name.folded() + " ")
                        .orElse(""));
    }

    /** Leaves and closes a room; does nothing if the room is unknown. */
    Future<Void> remove(RoomName room) {
        JoinedRoom joinedRoom = joinedRooms.remove(room);
        return joinedRoom == null ? Future.succeededFuture() : joinedRoom.leave();
    }

    Future<Void> removeAll() {
        List<Future<Void>> left =
                List.copyOf(joinedRooms.keySet()).stream().map(this::remove).toList();
        return Future.join(left).otherwiseEmpty().mapEmpty();
    }

    /**
     * Returns the reply to a room message that arrived over a peer connection; a refusal if the room is unknown or
     * the sender is not a member.
     */
    Future<PeerReply> answer(PeerMessage.OfRoom message) {
        return find(message.room())
                .flatMap(joinedRoom -> joinedRoom.answer(message))
                .orElseGet(() -> Future.succeededFuture(message.refusal()));
    }
}
