package org.hobnob.peer;

import io.vertx.core.Future;
import io.vertx.core.datagram.DatagramPacket;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.hobnob.bus.BusFailures;
import org.hobnob.protocol.message.ChatText;
import org.hobnob.protocol.message.Contact;
import org.hobnob.protocol.message.Member;
import org.hobnob.protocol.message.MessageId;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.UserName;
import org.hobnob.protocol.room.OpenDatagram;
import org.hobnob.protocol.room.RoomPacket;

/**
 * One room that this user is in: its seat, its sockets, what comes out of them and what goes in. Hobnob's members get
 * Hobnob's datagrams, original ones open datagrams at each port that they may sit at (SPEC 8).
 */
final class RoomTable {
    private static final long LATEST = 0;

    /** Who is told what is heard. */
    interface Listener {
        /** @param id names the message; empty for an open datagram */
        void text(RoomTable table, UserName sender, Optional<MessageId> id, String text, String path);

        /** A member hears this user's datagrams. */
        void reached(RoomTable table, UserName member);
    }

    /**
     * What a table works with.
     *
     * @param multicast whether sockets are opened at all
     * @param ownUdpPort where original peers look this user up when it is host
     */
    record Parts(
            RoomSockets sockets,
            Reach reach,
            Contacts contacts,
            boolean multicast,
            IntSupplier ownUdpPort,
            LongSupplier nowMs) {}

    private final RoomSeat seat;
    private final Parts parts;
    private final Listener listener;
    private final RoomPorts ports;

    /** @param parts its sockets must hand what they hear to {@link #receive} */
    RoomTable(RoomSeat seat, Parts parts, Listener listener) {
        this.seat = seat;
        this.parts = parts;
        this.listener = listener;
        ports = new RoomPorts(seat.state().port());
    }

    RoomSeat seat() {
        return seat;
    }

    /** Whether Hobnob's datagrams of this room can be sent. */
    boolean hasMulticast() {
        return parts.sockets().has(seat.state().port());
    }

    /** Takes these for the members, and opens the sockets that they make necessary. */
    Future<Void> members(List<Member> members) {
        seat.members(members);
        return settle();
    }

    /** Asks where those members are of whom it is not known, and opens the sockets that they make necessary. */
    Future<Void> resolve() {
        List<Future<Contact>> found = seat.unknown().stream().map(this::resolve).toList();
        return Future.join(found).transform(done -> settle());
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
        boolean isHost = seat.state().host().equals(seat.self());
        ports.host(isHost ? parts.ownUdpPort().getAsInt() : seat.hostPort().orElse(0));
        if (!parts.multicast()) {
            return Future.succeededFuture();
        }
        return parts.sockets().open(seat.originals().isEmpty() ? ports.room() : ports.all());
    }

    /** Says to those who are there that this user has come. */
    void enter() {
        greet();
        if (!seat.originals().isEmpty()) {
            sendOpen(OpenDatagram.joined(seat.self()));
        }
    }

    /** Lets Hobnob's members know, soon, that this user is there. */
    void greet() {
        parts.reach().begin(nowMs());
    }

    /** Says to original members that this user goes, and closes. */
    Future<Void> leave() {
        Future<Boolean> goodbye =
                seat.originals().isEmpty() ? Future.succeededFuture(false) : sendOpen(OpenDatagram.left(seat.self()));
        return goodbye.transform(done -> parts.sockets().close());
    }

    /** Sends a message to Hobnob's members; false where it cannot go by multicast. */
    Future<Boolean> multicast(MessageId id, ChatText text) {
        Optional<RoomPacket> packet = hasMulticast() ? seat.text(id, text) : Optional.empty();
        return packet.map(fits -> parts.sockets().send(seat.state().port(), fits.bytes()))
                .orElseGet(() -> Future.succeededFuture(false));
    }

    /** Sends a message to original members; false where it could not be sent to each port. */
    Future<Boolean> openly(ChatText text) {
        Future<Boolean> sent = Future.succeededFuture(true);
        for (OpenDatagram datagram : OpenLines.of(seat.self(), text)) {
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

    /** Greets, where it is time. */
    void tick() {
        if (hasMulticast()) {
            parts.reach()
                    .due(nowMs())
                    .ifPresent(greeting -> parts.sockets().send(seat.state().port(), greeting.bytes()));
        }
    }

    private long nowMs() {
        return parts.nowMs().getAsLong();
    }

    /** Takes what a socket of the room heard. */
    void receive(DatagramPacket packet) {
        byte[] datagram = packet.data().getBytes();
        String source = packet.sender().hostAddress();
        Optional<RoomPacket> parsed = RoomPacket.parse(datagram);
        if (parsed.isEmpty()) {
            OpenDatagram.parse(datagram)
                    .ifPresent(open -> open.sender().ifPresent(sender -> receiveOpen(sender, open.text(), source)));
        } else if (parsed.get() instanceof RoomPacket.Text text) {
            receive(text, source);
        } else if (parsed.get() instanceof RoomPacket.Greeting greeting) {
            receive(greeting, source);
        }
    }

    private void receive(RoomPacket.Text text, String source) {
        if (seat.concerns(text.header(), text.sender(), source)) {
            parts.reach().heard(text.sender(), text.header().stream(), nowMs());
            listener.text(
                    this, text.sender(), Optional.of(text.id()), text.text().text(), "multicast");
        }
    }

    private void receive(RoomPacket.Greeting greeting, String source) {
        boolean ours = seat.concerns(greeting.header(), greeting.sender(), source);
        if (ours && parts.reach().greeted(greeting, nowMs())) {
            listener.reached(this, greeting.sender());
        }
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
            listener.text(this, sender, Optional.empty(), text, "open");
        }
    }
}
