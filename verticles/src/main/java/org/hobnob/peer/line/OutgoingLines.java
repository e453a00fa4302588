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
 * The connections that this peer opened, at most one per user, kept open for later messages. Nothing is sent until
 * the other side has proved a key that equals both the key that the registry names for the user and the key that is
 * pinned for that contact.
 */
public final class OutgoingLines {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingLines.class);
    private static final int CONNECT_MS = 3_000;
    private static final long LATEST = 0;

    private final Vertx vertx;
    private final NetClient client;
    private final Contacts contacts;
    private final KnownKeys keys;
    private final PeerLine.Owner owner;
    private final LongSupplier nowMs;
    private final Map<UserName, Future<PeerLine>> lines = new HashMap<>();

    public OutgoingLines(
            Vertx vertx, PeerTls tls, Contacts contacts, KnownKeys keys, PeerLine.Owner owner, LongSupplier nowMs) {
        this.vertx = vertx;
        this.contacts = contacts;
        this.keys = keys;
        this.owner = owner;
        this.nowMs = nowMs;
        client = vertx.createNetClient(
                tls.clientOptions().setConnectTimeout(CONNECT_MS).setTcpKeepAlive(true));
    }

    /** A reply, and the connection that it arrived over. */
    public record Answer(PeerReply reply, PeerLine line) {}

    /**
     * Sends a message to a user's peer and waits up to {@code answerMs} milliseconds for the reply. If an existing
     * connection turns out to be dead, tries once more over a new one; this is safe because messages carry ids, so
     * one that arrived is not shown twice.
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
            // A missing answer to a chat request is normal, because a person may take long; otherwise it means that the
            // connection is dead.
            if (!(message instanceof PeerMessage.ChatRequest)) {
                line.close();
            }
        });
    }

    /** Returns whether a connection to the user is open. */
    public boolean has(UserName user) {
        Future<PeerLine> known = lines.get(user);
        return known != null && known.succeeded() && !known.result().isClosed();
    }

    /** Returns the open connection to the user, or opens a new one. */
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
        boolean hasNoPort = contact.directPort() == 0;
        if (contact.key().isEmpty()) {
            // Without a TCP port there is nobody to prove a key.
            Reason why = hasNoPort ? Reason.UNAVAILABLE : Reason.WRONG_KEY;
            return keys.isVerified(contact).compose(known -> Future.failedFuture(new RefusalException(why)));
        }
        if (hasNoPort) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        return client.connect(contact.directPort(), contact.ip())
                .recover(cause -> Future.failedFuture(new NoConnectionException()))
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
        PeerLine line = new PeerLine(vertx, socket, key, owner, nowMs);
        line.prove(user);
        socket.resume();
        return line;
    }

    /** Called when a connection has closed. */
    public void closed(PeerLine line) {
        lines.values().removeIf(opened -> opened.succeeded() && opened.result() == line);
    }

    /** Closes the connection to the user, if there is one. */
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
