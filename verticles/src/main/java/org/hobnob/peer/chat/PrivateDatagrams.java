package org.hobnob.peer.chat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.hobnob.peer.contact.Contacts;
import org.hobnob.peer.contact.KnownKeys;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.OpenDatagram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Private messages to and from original peers (SPEC 8.7), on the chosen interface and also on loopback. Anyone on
 * the network can read and forge them; those that do not come from their sender's IP address are dropped.
 */
final class PrivateDatagrams {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateDatagrams.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_CHECKS = 16;

    private final Vertx vertx;
    private final Contacts contacts;
    private final KnownKeys keys;
    private final BiConsumer<UserName, String> listener;
    private final List<DatagramSocket> sockets = new ArrayList<>();
    private int checks;
    private long refused;

    /** @param listener receives sender and text */
    PrivateDatagrams(Vertx vertx, Contacts contacts, KnownKeys keys, BiConsumer<UserName, String> listener) {
        this.vertx = vertx;
        this.contacts = contacts;
        this.keys = keys;
        this.listener = listener;
    }

    /** Starts listening at the address, on a free port. */
    Future<Void> listen(InetAddress address) {
        Future<Void> listening = listen(address.getHostAddress(), 0);
        return address.isLoopbackAddress()
                ? listening
                : listening.compose(done -> listen(LOOPBACK, port()).recover(cause -> {
                    LOG.warn(
                            "cannot listen on loopback, so original peers of this machine may not reach this peer: {}",
                            cause.toString());
                    return Future.succeededFuture();
                }));
    }

    private Future<Void> listen(String host, int port) {
        // Room sockets use the same port, so both must allow sharing.
        DatagramSocket socket = vertx.createDatagramSocket(new DatagramSocketOptions().setReuseAddress(true));
        socket.handler(this::receive);
        return socket.listen(port, host)
                .onSuccess(sockets::add)
                .onFailure(cause -> socket.close())
                .mapEmpty();
    }

    /** Returns the UDP port that this peer listens on. */
    int port() {
        return sockets.get(0).localAddress().port();
    }

    /** Sends a message to an original peer. Success does not mean that it arrived. */
    Future<Void> send(UserName sender, Contact to, ChatText text) {
        boolean onLoopback = to.ip().equals(LOOPBACK);
        DatagramSocket socket = sockets.get(onLoopback ? sockets.size() - 1 : 0);
        Future<Void> sent = Future.succeededFuture();
        for (OpenDatagram datagram : OpenDatagrams.of(sender, text)) {
            sent = sent.compose(done -> socket.send(Buffer.buffer(datagram.bytes()), to.udpPort(), to.ip()));
        }
        return sent;
    }

    private void receive(DatagramPacket packet) {
        OpenDatagram.parse(packet.data().getBytes())
                .ifPresent(open -> open.sender()
                        .ifPresent(sender ->
                                receive(sender, open.text(), packet.sender().hostAddress())));
    }

    private void receive(UserName sender, String text, String sourceIp) {
        if (checks >= MAX_CHECKS) {
            refused++;
            return;
        }
        checks++;
        contacts.checked(sender, sourceIp)
                .compose(contact -> keys.look(contact).map(known -> admitted(contact, known)))
                .onComplete(done -> checks--)
                .onSuccess(contact -> take(contact, text))
                .onFailure(cause -> {
                    refused++;
                    LOG.debug("dropped a private datagram: {}", cause.toString());
                });
    }

    private static Contact admitted(Contact contact, KnownKeys.Known known) {
        if (known.blocked()) {
            throw new RefusalException(Reason.NOT_YOURS);
        }
        return contact;
    }

    private void take(Contact contact, String text) {
        // Native peers never send private messages this way.
        if (contact.dialect() == DialectName.ORIGINAL) {
            listener.accept(contact.user(), text);
        } else {
            refused++;
        }
    }

    /** Returns how many datagrams were dropped because they did not come from their sender's IP address. */
    long refused() {
        return refused;
    }

    Future<Void> stop() {
        return Future.join(sockets.stream().map(DatagramSocket::close).toList())
                .otherwiseEmpty()
                .mapEmpty();
    }
}
