package org.hobnob.peer.room;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramPacket;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.hobnob.bus.BusFailures;
import org.hobnob.peer.chat.OpenDatagrams;
import org.hobnob.peer.contact.Contacts;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.retry.Backoff;
import org.hobnob.protocol.room.OpenDatagram;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.engine.RoomEffect;

/**
 * One room that this user is in: its seat, its sockets, what comes out of them and what goes in. Hobnob's members speak
 * sealed datagrams, original ones get open datagrams at each port that they may sit at (SPEC 8).
 */
final class JoinedRoom {
    private static final long LATEST = 0;
    private static final long SETTLE_MS = 1_000;
    private static final long LOOK_MS = 20;
    private static final long FIRST_RETRY_MS = 1_000;
    private static final long LONGEST_RETRY_MS = 30_000;

    /**
     * What a table works with.
     *
     * @param multicast whether sockets are opened at all
     * @param ownUdpPort where original peers look this user up when it is host
     * @param random for waits
     */
    record Parts(
            Vertx vertx,
            RoomSockets sockets,
            RoomEffectRunner talk,
            Contacts contacts,
            boolean multicast,
            IntSupplier ownUdpPort,
            RandomGenerator random,
            RoomListener listener) {}

    private final RoomMembers seat;
    private final Parts parts;
    private final RoomPorts ports;
    private final RetryTimer retry;
    private Future<Void> known = Future.succeededFuture();
    private boolean closed;

    /** @param parts its sockets must hand what they hear to {@link #receive} */
    JoinedRoom(RoomMembers seat, Parts parts) {
        this.seat = seat;
        this.parts = parts;
        ports = new RoomPorts(seat.state().port());
        retry = new RetryTimer(parts.vertx(), new Backoff(FIRST_RETRY_MS, LONGEST_RETRY_MS, parts.random()));
    }

    RoomMembers seat() {
        return seat;
    }

    /** Whether Hobnob's datagrams of this room can be sent to the group. */
    boolean hasMulticast() {
        return parts.sockets().has(seat.state().port());
    }

    /** Takes these for the members, and opens the sockets that they make necessary. */
    Future<Void> members(List<Member> members) {
        seat.members(members);
        return settle();
    }

    /**
     * Asks where those members are of whom it is not known, and opens the sockets that they make necessary. Where no answer
     * comes it is asked again later: who is not known is not heard.
     */
    Future<Void> resolve() {
        // Who has left must not wait for the answers.
        parts.talk().roster(seat);
        List<Future<Contact>> found = seat.unknown().stream().map(this::resolve).toList();
        return Future.join(found).transform(done -> {
            if (seat.unknown().isEmpty()) {
                retry.reset();
            } else {
                later(this::resolve);
            }
            return settle();
        });
    }

    /** Does that after a wait, longer each time, where the room is not left by then and nothing else is waiting so. */
    void later(Runnable work) {
        if (!closed && !retry.isWaiting()) {
            retry.start(work);
        }
    }

    /** Succeeds when it is known where the members are; for those who ask one behind the other, in that order. */
    Future<Void> known() {
        known = known.transform(before -> seat.unknown().isEmpty() ? Future.succeededFuture() : resolve());
        return known;
    }

    private Future<Contact> resolve(UserName user) {
        return parts.contacts()
                .find(user, LATEST)
                .onSuccess(contact -> seat.note(user, Optional.of(contact)))
                .onFailure(cause -> {
                    if (BusFailures.asRefusal(cause).reason() == Reason.NOT_ONLINE) {
                        seat.note(user, Optional.empty());
                    }
                });
    }

    private Future<Void> settle() {
        parts.talk().roster(seat);
        boolean isHost = seat.state().host().equals(seat.self());
        ports.host(isHost ? parts.ownUdpPort().getAsInt() : seat.hostPort().orElse(0));
        if (!parts.multicast()) {
            return Future.succeededFuture();
        }
        return parts.sockets().open(seat.originals().isEmpty() ? ports.room() : ports.all());
    }

    /** Says to original members that this user has come. */
    void enter() {
        if (!seat.originals().isEmpty()) {
            sendOpen(OpenDatagram.joined(seat.self()));
        }
    }

    /** Lets Hobnob's members know that this user is there again. */
    void greet() {
        parts.talk().greet();
    }

    /** Before the place is given up: lets the others fetch what they lack, for a moment. */
    Future<Void> sayGoodbye() {
        parts.talk().leave();
        Future<?> over = parts.vertx().timer(SETTLE_MS);
        return Future.any(settled(over), over).mapEmpty();
    }

    private Future<Void> settled(Future<?> over) {
        return parts.talk()
                .isSettled()
                .compose(settled -> settled || over.isComplete()
                        ? Future.succeededFuture()
                        : parts.vertx().timer(LOOK_MS).compose(look -> settled(over)));
    }

    /** Says to original members that this user goes, and closes. */
    Future<Void> leave() {
        closed = true;
        retry.cancel();
        Future<Void> quiet = parts.talk().close();
        Future<Boolean> goodbye =
                seat.originals().isEmpty() ? Future.succeededFuture(false) : sendOpen(OpenDatagram.left(seat.self()));
        return Future.join(goodbye, quiet).transform(done -> parts.sockets().close());
    }

    /** Says something to Hobnob's members; succeeds within a moment with how far it has come. */
    Future<RoomEffect.Progress> say(MessageId id, ChatText text) {
        return parts.talk().say(id, text);
    }

    /** Sends a message to original members; false where it could not be sent to each port. */
    Future<Boolean> openly(ChatText text) {
        Future<Boolean> sent = Future.succeededFuture(true);
        for (OpenDatagram datagram : OpenDatagrams.of(seat.self(), text)) {
            sent = sent.compose(before -> sendOpen(datagram).map(now -> before && now));
        }
        return sent;
    }

    private Future<Boolean> sendOpen(OpenDatagram datagram) {
        List<Future<Boolean>> sent = ports.all().stream()
                .map(port -> parts.sockets().send(port, datagram.bytes()))
                .toList();
        return Future.join(sent).map(done -> !sent.isEmpty() && sent.stream().allMatch(Future::result));
    }

    /** The reply to what a member's peer says over its line; empty where it is none of a member. */
    Optional<Future<PeerReply>> answer(UserName sender, PeerMessage message) {
        if (!seat.has(sender)) {
            parts.talk().strangerSpoke();
            return Optional.empty();
        }
        return Optional.of(parts.talk().answer(sender, message));
    }

    /** Takes what a socket of the room heard. */
    void receive(DatagramPacket packet) {
        byte[] datagram = packet.data().getBytes();
        if (RoomHeader.begins(datagram)) {
            parts.talk().receive(datagram);
            return;
        }
        OpenDatagram.parse(datagram)
                .ifPresent(open -> open.sender()
                        .ifPresent(sender ->
                                receiveOpen(sender, open.text(), packet.sender().hostAddress())));
    }

    /** What original members say: anybody on the network can read and forge it. */
    private void receiveOpen(UserName sender, String text, String source) {
        if (seat.unknown().contains(sender)) {
            resolve().onSuccess(done -> showOpen(sender, text, source));
        } else {
            showOpen(sender, text, source);
        }
    }

    private void showOpen(UserName sender, String text, String source) {
        if (seat.concernsOpen(sender, source)) {
            parts.listener().open(seat.state().room(), sender, text);
        }
    }
}
