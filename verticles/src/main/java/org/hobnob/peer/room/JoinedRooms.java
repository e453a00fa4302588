package org.hobnob.peer.room;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.hobnob.net.MulticastSockets;
import org.hobnob.peer.contact.Contacts;
import org.hobnob.peer.identity.Ed25519Verifier;
import org.hobnob.peer.line.RoomExchange;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.sealed.SealedRoom;

/** The rooms that this user is in, each with its engine and its sockets. */
public final class JoinedRooms {
    /**
     * What all tables share.
     *
     * @param exchange the way to other members' peers, over lines
     * @param memories what rooms remember over a restart
     * @param ownUdpPort where original peers look for this user
     * @param random a cryptographically strong source
     * @param nowMs a clock that only goes forward, in milliseconds
     */
    public record Parts(
            PeerSettings settings,
            RoomExchange exchange,
            RoomJournal memories,
            IntSupplier ownUdpPort,
            RandomGenerator random,
            LongSupplier nowMs) {
        /** This peer's address on its interface, as a literal. */
        String ownIp() {
            return settings.network().choice().address().getHostAddress();
        }
    }

    private final Parts parts;
    private final Vertx vertx;
    private final Contacts contacts;
    private final RoomListener listener;
    private final Consumer<JoinedRoom> lookAgain;
    private final InetAddress group;
    private final Map<RoomName, JoinedRoom> tables = new TreeMap<>();

    /** @param lookAgain takes a table whose members are likely others, or elsewhere, than it knows */
    JoinedRooms(Parts parts, Vertx vertx, Contacts contacts, RoomListener listener, Consumer<JoinedRoom> lookAgain)
            throws UnknownHostException {
        this.parts = parts;
        this.vertx = vertx;
        this.contacts = contacts;
        this.listener = listener;
        this.lookAgain = lookAgain;
        group = InetAddress.getByName(MulticastSockets.ROOM_GROUP);
    }

    Optional<JoinedRoom> find(RoomName room) {
        return Optional.ofNullable(tables.get(room));
    }

    List<JoinedRoom> all() {
        return List.copyOf(tables.values());
    }

    /** Whether this is the room's table still. */
    boolean has(JoinedRoom table) {
        return tables.get(table.seat().state().room()) == table;
    }

    /**
     * Makes a table for a room that has none.
     *
     * @param kept whether the user has had the place since before this program started
     */
    JoinedRoom add(UserName user, RoomState state, Optional<PasswordHash> password, boolean kept) {
        JoinedRoom table = make(new RoomMembers(user, parts.ownIp(), state, password), kept);
        tables.put(state.room(), table);
        return table;
    }

    private JoinedRoom make(RoomMembers seat, boolean kept) {
        RoomName room = seat.state().room();
        JoinedRoom[] table = new JoinedRoom[1];
        RoomSockets sockets =
                new RoomSockets(vertx, parts.settings().network().choice(), group, packet -> table[0].receive(packet));
        RoomJournal.Log memory = parts.memories().of(seat.self(), room, kept);
        SealedRoom engine = new SealedRoom(
                RoomId.of(room),
                seat.self(),
                memory.memory(),
                parts.settings().profile().identity(),
                new Ed25519Verifier(),
                parts.random(),
                parts.random());
        RoomEffectRunner.Parts talkParts = new RoomEffectRunner.Parts(
                vertx,
                sockets,
                parts.exchange(),
                memory,
                listener,
                () -> lookAgain.accept(table[0]),
                parts.nowMs(),
                seat.state().port());
        table[0] = new JoinedRoom(
                seat,
                new JoinedRoom.Parts(
                        vertx,
                        sockets,
                        new RoomEffectRunner(room, seat.self(), engine, talkParts),
                        contacts,
                        parts.settings().network().multicast(),
                        parts.ownUdpPort(),
                        parts.random(),
                        listener));
        return table[0];
    }

    /** Closes a room's table, where it has one. */
    Future<Void> remove(RoomName room) {
        JoinedRoom table = tables.remove(room);
        return table == null ? Future.succeededFuture() : table.leave();
    }

    Future<Void> removeAll() {
        List<Future<Void>> left =
                List.copyOf(tables.keySet()).stream().map(this::remove).toList();
        return Future.join(left).otherwiseEmpty().mapEmpty();
    }

    /** The reply to what a user's peer says about a room over its line. */
    Future<PeerReply> answer(UserName sender, PeerMessage message) {
        return find(roomOf(message))
                .flatMap(table -> table.answer(sender, message))
                .orElseGet(() -> Future.succeededFuture(refusal(sender, message)));
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
}
