package org.hobnob.peer.line;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.Limits;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativePeer;
import org.hobnob.protocol.wire.Parsed;

/**
 * One connection between two peers. Either side may have opened it, and both sides may ask (SPEC 7). Bad input from
 * the other side costs at most this connection.
 */
public final class PeerLine {
    private static final int MAX_UNREADABLE = 3;
    /**
     * Lines that look like replies but match no question, such as late ones. They are ignored; otherwise two peers
     * could answer each other endlessly.
     */
    private static final Pattern ANSWERS = Pattern.compile("ERROR|[A-Z_]+_(RESPONSE|NOTIFICATION)");

    /** Handles what arrives over a connection. */
    public interface Owner {
        /** Returns the reply to a message, possibly much later. A failed future is answered with {@code INTERNAL}. */
        Future<PeerReply> answer(PeerMessage message, PeerLine from);

        /** Called when the other side has been proven to be this user. */
        void proven(PeerLine line, UserName user);

        /** Called when the connection has closed. */
        void closed(PeerLine line);
    }

    private final LineChannel channel;
    private final Optional<PublicKey> provenKey;
    private final Owner owner;
    private final LongSupplier nowMs;
    private final long openedMs;
    private long lastUsedMs;
    private boolean proven;
    private int unanswered;
    private int unreadable;

    /**
     * @param provenKey the key that the other side proved in the TLS handshake; empty if it proved none, so that no
     *     user can be proven over it
     */
    PeerLine(Vertx vertx, NetSocket socket, Optional<PublicKey> provenKey, Owner owner, LongSupplier nowMs) {
        this.provenKey = provenKey;
        this.owner = owner;
        this.nowMs = nowMs;
        openedMs = nowMs.getAsLong();
        lastUsedMs = openedMs;
        channel = new LineChannel(vertx, socket, new Incoming());
    }

    private final class Incoming implements LineChannel.Owner {
        @Override
        public void heard(NativeLine line) {
            asked(line);
        }

        @Override
        public void closed() {
            owner.closed(PeerLine.this);
        }

        @Override
        public boolean isQuestion(NativeLine line) {
            return !(NativePeer.parseMessage(line) instanceof Parsed.Invalid<PeerMessage> invalid
                    && invalid.reason() == Reason.UNKNOWN_COMMAND);
        }

        @Override
        public void unreadable(String tag) {
            refuse(tag, Reason.MALFORMED);
        }
    }

    /**
     * Sends a question; fails with {@code UNAVAILABLE} if no valid answer arrives within {@code answerMs}
     * milliseconds or the connection closes.
     */
    public Future<PeerReply> ask(PeerMessage message, long answerMs) {
        used();
        return channel.ask(tag -> NativePeer.print(tag, message), answerMs).map(line -> {
            used();
            if (NativePeer.parseReply(line) instanceof Parsed.Valid<PeerReply> valid) {
                return valid.value();
            }
            throw new RefusalException(Reason.UNAVAILABLE);
        });
    }

    private void asked(NativeLine line) {
        used();
        if (ANSWERS.matcher(line.name()).matches()) {
            return;
        }
        if (unanswered >= Limits.OUTSTANDING_REQUESTS || channel.isFull()) {
            close();
            return;
        }
        Parsed<PeerMessage> parsed = NativePeer.parseMessage(line);
        if (parsed instanceof Parsed.Invalid<PeerMessage> invalid) {
            refuse(line.isCorrelated() ? line.tag() : NativeLine.UNREADABLE, invalid.reason());
            return;
        }
        unanswered++;
        owner.answer(((Parsed.Valid<PeerMessage>) parsed).value(), this)
                .otherwise(new PeerReply.NotUnderstood(Reason.INTERNAL))
                .onSuccess(reply -> {
                    unanswered--;
                    channel.tell(NativePeer.print(line.tag(), reply));
                });
    }

    private void refuse(String tag, Reason reason) {
        channel.tell(NativePeer.print(tag, new PeerReply.NotUnderstood(reason)));
        unreadable++;
        if (!proven || unreadable >= MAX_UNREADABLE) {
            close();
        }
    }

    private void used() {
        lastUsedMs = nowMs.getAsLong();
    }

    /** Returns the key that the other side proved, whichever user it claims to be. */
    public Optional<PublicKey> provenKey() {
        return provenKey;
    }

    /** Records that the other side has been proven to be this user. */
    public void prove(UserName user) {
        if (!proven) {
            proven = true;
            owner.proven(this, user);
        }
    }

    boolean isProven() {
        return proven;
    }

    /** Returns the age of the connection, in milliseconds. */
    long ageMs() {
        return nowMs.getAsLong() - openedMs;
    }

    /** Returns the time since the connection was last used, in milliseconds. */
    long idleMs() {
        return nowMs.getAsLong() - lastUsedMs;
    }

    String remoteIp() {
        return channel.remoteIp();
    }

    public boolean isClosed() {
        return channel.isClosed();
    }

    public void close() {
        channel.close();
    }
}
