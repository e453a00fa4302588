package org.hobnob.peer.room;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramPacket;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.hobnob.bus.BusFailures;
import org.hobnob.peer.chat.OpenDatagrams;
import org.hobnob.peer.contact.Contacts;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.retry.Backoff;
import org.hobnob.protocol.room.OpenDatagram;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.engine.Saying;

/**
 * One room that this user is in: its members, its sockets, and the traffic in both directions. Native members
 * exchange sealed datagrams; original members get open datagrams at every port where they may listen (SPEC 8).
 */
final class JoinedRoom {
    private static final long LATEST = 0;
    private static final long SETTLE_MS = 1_000;
    private static final long LOOK_MS = 20;
    private static final long FIRST_RETRY_MS = 1_000;
    private static final long LONGEST_RETRY_MS = 30_000;
    private static final long LOOKUP_INTERVAL_MS = 1_000;

    /**
     * The collaborators of a joined room.
     *
     * @param members the sockets for the sealed datagrams of native members
     * @param originals the sockets for the open datagrams of original members
     * @param arrivals where datagrams wait until they are handled
     * @param runner carries out the effects of the room's engine
     * @param multicast whether to open sockets at all
     * @param ownUdpPort the UDP port under which original peers find this user when this user is the host
     * @param random source of the jitter in retry delays
     * @param nowMs a monotonic clock, in milliseconds
     */
    record Parts(
            Vertx vertx,
            RoomSockets members,
            RoomSockets originals,
            ArrivalQueue.Lane arrivals,
            RoomEffectRunner runner,
            Contacts contacts,
            boolean multicast,
            IntSupplier ownUdpPort,
            RandomGenerator random,
            LongSupplier nowMs,
            RoomListener listener) {}

    private final RoomMembers roomMembers;
    private final Parts parts;
    private final RoomPorts ports;
    private final RetryTimer retry;
    private final LookupPace pace;
    private final EarlyLines early;
    private final SharedRuns refreshes = new SharedRuns();
    private Future<Void> resolved = Future.succeededFuture();
    private boolean isPaced;
    private boolean closed;

    JoinedRoom(RoomMembers roomMembers, Parts parts) {
        this.roomMembers = roomMembers;
        this.parts = parts;
        ports = new RoomPorts(roomMembers.state().port());
        pace = new LookupPace(LOOKUP_INTERVAL_MS, parts.nowMs());
        early = new EarlyLines(parts.nowMs());
        retry = new RetryTimer(parts.vertx(), new Backoff(FIRST_RETRY_MS, LONGEST_RETRY_MS, parts.random()));
    }

    RoomMembers roomMembers() {
        return roomMembers;
    }

    /** A report of what a member said; empty if it is not kept here. */
    Optional<byte[]> report(UserName speaker, MessageId id) {
        return parts.runner().report(speaker, id, roomMembers.state());
    }

    /** The fetches of the member list. */
    SharedRuns refreshes() {
        return refreshes;
    }

    /** Returns whether this room's sealed datagrams can be sent to its multicast group. */
    boolean hasMulticast() {
        return parts.members().areOpen();
    }

    /**
     * Replaces the member list, and opens or closes sockets to match it.
     *
     * @param told the state of the room that came with the list
     */
    Future<Void> members(RoomState told, List<Member> members) {
        roomMembers.members(told, members);
        return settle();
    }

    /**
     * Looks up the contacts of members whose contact is unknown, and opens or closes sockets to match. Members whose contact
     * was looked up a moment ago wait for their turn. Schedules another try if some lookups fail, because messages from a
     * member with an unknown contact are dropped.
     */
    Future<Void> resolve() {
        return lookUp(pace.due(roomMembers.unknown()));
    }

    private Future<Void> lookUp(Set<UserName> users) {
        // Tell the engine first, so that members who left are removed without waiting for the lookups.
        parts.runner().roster(roomMembers);
        resolveInTurn();
        List<Future<Contact>> found = users.stream().map(this::resolve).toList();
        return Future.join(found).transform(done -> {
            Set<UserName> unknown = roomMembers.unknown();
            if (unknown.isEmpty()) {
                retry.reset();
            } else if (unknown.stream().anyMatch(users::contains)) {
                later(this::resolve);
            }
            return settle();
        });
    }

    /** Has the members resolved who must wait for their turn. */
    private void resolveInTurn() {
        Set<UserName> waiting = new HashSet<>(roomMembers.unknown());
        waiting.removeAll(pace.due(waiting));
        if (isPaced || closed || waiting.isEmpty()) {
            return;
        }
        isPaced = true;
        parts.vertx().setTimer(Math.max(1, pace.nextMs(waiting).orElse(1)), due -> {
            isPaced = false;
            if (!closed) {
                resolve();
            }
        });
    }

    /**
     * Runs the work after a delay that grows with each call. Does nothing if the room is closed
     * or other work is already scheduled.
     */
    void later(Runnable work) {
        if (!closed && !retry.isWaiting()) {
            retry.start(work);
        }
    }

    /**
     * A user joined.
     *
     * @param shown succeeds when the person has been shown that
     */
    void joined(UserName user, Future<Void> shown) {
        roomMembers.joined(user);
        parts.runner().joinTold(user, shown);
    }

    /** Succeeds when the pending contacts have been looked up. Concurrent callers are served in order. */
    Future<Void> resolved() {
        resolved = resolved.transform(
                before -> roomMembers.unknown().isEmpty() ? Future.succeededFuture() : lookUp(roomMembers.unknown()));
        return resolved;
    }

    private Future<Contact> resolve(UserName user) {
        long arrivals = roomMembers.arrivals(user);
        pace.begun(user);
        return parts.contacts()
                .find(user, LATEST)
                .onSuccess(contact -> note(user, Optional.of(contact), arrivals))
                .onFailure(cause -> {
                    if (BusFailures.asRefusal(cause).reason() == Reason.NOT_ONLINE) {
                        note(user, Optional.empty(), arrivals);
                    }
                });
    }

    /** A member who came back since the question was asked may be elsewhere now, and is looked up once more. */
    private void note(UserName user, Optional<Contact> contact, long arrivals) {
        if (roomMembers.arrivals(user) == arrivals) {
            roomMembers.note(user, contact);
        }
    }

    private Future<Void> settle() {
        early.take(roomMembers::isKnown).forEach(this::showOpen);
        parts.runner().roster(roomMembers);
        boolean isHost = roomMembers.state().host().equals(roomMembers.self());
        ports.host(
                isHost ? parts.ownUdpPort().getAsInt() : roomMembers.hostPort().orElse(0));
        if (!parts.multicast()) {
            return Future.succeededFuture();
        }
        return Future.join(
                        parts.members()
                                .open(
                                        ports.ofMembers(roomMembers.group()),
                                        packet -> parts.arrivals().offer(() -> receiveSealed(packet))),
                        // From the beginning: the first line of an original user may come before its contact is known.
                        parts.originals()
                                .open(
                                        roomMembers.isSealed() ? List.of() : ports.ofOriginals(),
                                        packet -> parts.arrivals().offer(() -> receiveOpen(packet))))
                .mapEmpty();
    }

    /** Tells original members that this user has joined. */
    void enter() {
        tellOriginals(OpenDatagram.joined(roomMembers.self()));
    }

    /** Tells native members that this user is back. */
    void greet() {
        parts.runner().greet();
    }

    /** The user forgets what was said here. */
    void forgetPast() {
        parts.runner().forgetPast();
    }

    /**
     * Gives the other members up to one second to fetch what they are missing. To be called before this user leaves
     * the room.
     */
    Future<Void> sayGoodbye() {
        parts.runner().leave();
        Future<?> over = parts.vertx().timer(SETTLE_MS);
        return Future.any(settled(over), over).mapEmpty();
    }

    private Future<Void> settled(Future<?> over) {
        return parts.runner()
                .isSettled()
                .compose(settled -> settled || over.isComplete()
                        ? Future.succeededFuture()
                        : parts.vertx().timer(LOOK_MS).compose(look -> settled(over)));
    }

    /** Tells original members that this user is leaving, and closes the room. */
    Future<Void> leave() {
        closed = true;
        retry.cancel();
        Future<Void> quiet = parts.runner().close();
        Future<Boolean> goodbye = tellOriginals(OpenDatagram.left(roomMembers.self()));
        return Future.join(goodbye, quiet)
                .transform(done -> Future.join(
                                parts.members().close(), parts.originals().close())
                        .mapEmpty());
    }

    /** Sends a message to the native members. Succeeds shortly afterwards with its delivery progress. */
    Future<RoomEffect.Progress> say(Saying saying) {
        return parts.runner().say(saying);
    }

    /** Sends a message to the original members; succeeds with false if it could not be sent to every port. */
    Future<Boolean> openly(ChatText text) {
        Future<Boolean> sent = Future.succeededFuture(true);
        for (OpenDatagram datagram : OpenDatagrams.of(roomMembers.self(), text)) {
            sent = sent.compose(before -> tellOriginals(datagram).map(now -> before && now));
        }
        return sent;
    }

    private Future<Boolean> tellOriginals(OpenDatagram datagram) {
        return roomMembers.originals().isEmpty()
                ? Future.succeededFuture(false)
                : parts.originals().send(datagram.bytes());
    }

    /** Returns the reply to a message that arrived over a peer connection; empty if its sender is not a member. */
    Optional<Future<PeerReply>> answer(PeerMessage.OfRoom message) {
        if (!roomMembers.has(message.sender())) {
            parts.runner().strangerSpoke();
            return Optional.empty();
        }
        return Optional.of(parts.runner().answer(message));
    }

    private void receiveSealed(DatagramPacket packet) {
        parts.runner().receive(packet.data().getBytes(), packet.sender().hostAddress());
    }

    /**
     * A sealed datagram that arrives here fails to parse and is dropped; its sender also delivers it over a
     * connection.
     */
    private void receiveOpen(DatagramPacket packet) {
        OpenDatagram.parse(packet.data().getBytes())
                .ifPresent(open -> open.sender()
                        .ifPresent(sender ->
                                receiveOpen(sender, open.text(), packet.sender().hostAddress())));
    }

    /**
     * Handles a message from an original member. Such messages are not protected: anyone on the network can read or
     * forge them. It may come before the notice that its sender has joined, or before the sender's contact.
     */
    private void receiveOpen(UserName sender, String text, String source) {
        if (roomMembers.isKnown(sender)) {
            showOpen(new EarlyLines.Line(sender, text, source));
        } else {
            early.add(new EarlyLines.Line(sender, text, source));
            if (roomMembers.has(sender)) {
                resolve();
            }
        }
    }

    private void showOpen(EarlyLines.Line line) {
        if (roomMembers.concernsOpen(line.sender(), line.source())) {
            parts.listener().open(roomMembers.state().room(), line.sender(), line.text());
        }
    }
}
