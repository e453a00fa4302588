package org.hobnob.peer.line;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.hobnob.peer.contact.Contacts;
import org.hobnob.peer.contact.KnownKeys;
import org.hobnob.peer.identity.PeerTls;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines that this peer opened, one to a user at a time, kept for the next message. Nothing is sent over one before its
 * other side has proved the key that the registry tells for the user, and that key is the one known of the user.
 */
public final class OutgoingLines {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingLines.class);
    private static final int CONNECT_MS = 3_000;
    private static final long LATEST = 0;

    private final Vertx vertx;
    private final NetClient client;
    private final Contacts contacts;
    private final KnownKeys keys;
    private final PeerLine.Desk desk;
    private final LongSupplier nowMs;
    private final Map<UserName, Future<PeerLine>> lines = new HashMap<>();

    public OutgoingLines(
            Vertx vertx, PeerTls tls, Contacts contacts, KnownKeys keys, PeerLine.Desk desk, LongSupplier nowMs) {
        this.vertx = vertx;
        this.contacts = contacts;
        this.keys = keys;
        this.desk = desk;
        this.nowMs = nowMs;
        client = vertx.createNetClient(
                tls.clientOptions().setConnectTimeout(CONNECT_MS).setTcpKeepAlive(true));
    }

    /** An answer, and the line that it came over. */
    public record Answer(PeerReply reply, PeerLine line) {}

    /**
     * Asks a user's peer. A line of before that turns out to be dead is replaced once: messages bear ids, so one that
     * did arrive is not shown again.
     */
    public Future<Answer> ask(UserName user, PeerMessage message, long answerMs) {
        boolean kept = lines.containsKey(user);
        return lineTo(user)
                .compose(line -> askOver(line, message, answerMs).recover(cause -> {
                    boolean again = kept && line.isClosed();
                    return again
                            ? lineTo(user).compose(fresh -> askOver(fresh, message, answerMs))
                            : Future.failedFuture(cause);
                }));
    }

    private static Future<Answer> askOver(PeerLine line, PeerMessage message, long answerMs) {
        return line.ask(message, answerMs).map(reply -> new Answer(reply, line)).onFailure(cause -> {
            // A person may take long to answer; a program that does not take a message is gone.
            if (!(message instanceof PeerMessage.ChatRequest)) {
                line.close();
            }
        });
    }

    /** Whether a line to the user is open. */
    public boolean has(UserName user) {
        Future<PeerLine> known = lines.get(user);
        return known != null && known.succeeded() && !known.result().isClosed();
    }

    /** The line to the user: the open one, else a new one. */
    public Future<PeerLine> lineTo(UserName user) {
        Future<PeerLine> known = lines.get(user);
        if (has(user) || known != null && !known.isComplete()) {
            return known;
        }
        Future<PeerLine> opened = contacts.find(user, LATEST).compose(this::connect);
        lines.put(user, opened);
        return opened.onFailure(cause -> lines.remove(user, opened));
    }

    private Future<PeerLine> connect(Contact contact) {
        boolean noDoor = contact.directPort() == 0;
        if (contact.key().isEmpty()) {
            // There is nothing that the other side could prove.
            Reason why = noDoor ? Reason.UNAVAILABLE : Reason.WRONG_KEY;
            return keys.isVerified(contact).compose(known -> Future.failedFuture(new RefusalException(why)));
        }
        if (noDoor) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        return client.connect(contact.directPort(), contact.ip())
                .recover(cause -> Future.failedFuture(new RefusalException(Reason.UNAVAILABLE)))
                .compose(socket -> proven(contact, socket));
    }

    private Future<PeerLine> proven(Contact contact, NetSocket socket) {
        Optional<PublicKey> key = PeerTls.provenKey(socket);
        if (!key.equals(contact.key())) {
            socket.close();
            LOG.warn(
                    "{} at {} proved the key {}, the registry tells {}: nothing was sent",
                    contact.user(),
                    socket.remoteAddress(),
                    key.orElse(null),
                    contact.key().orElse(null));
            return Future.failedFuture(new RefusalException(Reason.WRONG_KEY));
        }
        socket.pause();
        return keys.isVerified(contact)
                .onFailure(cause -> socket.close())
                .map(known -> line(contact.user(), socket, key));
    }

    private PeerLine line(UserName user, NetSocket socket, Optional<PublicKey> key) {
        PeerLine line = new PeerLine(vertx, socket, key, desk, nowMs);
        line.prove(user);
        socket.resume();
        return line;
    }

    /** The line is gone. */
    public void closed(PeerLine line) {
        lines.values().removeIf(opened -> opened.succeeded() && opened.result() == line);
    }

    /** Closes the line to the user, where there is one. */
    public void close(UserName user) {
        Future<PeerLine> line = lines.remove(user);
        if (line != null) {
            line.onSuccess(PeerLine::close);
        }
    }

    public void closeAll() {
        List.copyOf(lines.keySet()).forEach(this::close);
    }

    public int size() {
        return lines.size();
    }

    public Future<Void> stop() {
        return client.close();
    }
}
