package org.hobnob.peer.line;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.hobnob.protocol.message.Reason;
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
    /** So many lines in a row that are not understood are not a later version, but noise. */
    static final int MAX_NOT_UNDERSTOOD = 16;

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
    private int notUnderstood;

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
            return !NativePeer.isReply(line);
        }

        @Override
        public void unreadable(String tag, Reason reason) {
            refuse(tag, reason);
        }
    }

    /**
     * Sends a question. A reply that this version cannot read counts as {@link PeerReply.NotUnderstood}: it says that
     * the other side is there. Fails with {@code UNAVAILABLE} if no reply arrives within {@code answerMs}
     * milliseconds or the connection closes.
     */
    public Future<PeerReply> ask(PeerMessage message, long answerMs) {
        used();
        return channel.ask(tag -> NativePeer.print(tag, message), answerMs).map(line -> {
            used();
            Parsed<PeerReply> parsed = NativePeer.parseReply(line);
            return parsed instanceof Parsed.Invalid<PeerReply> invalid
                    ? new PeerReply.NotUnderstood(invalid.reason())
                    : ((Parsed.Valid<PeerReply>) parsed).value();
        });
    }

    private void asked(NativeLine line) {
        used();
        if (NativePeer.isReply(line)) {
            // It is late, or answers nothing. If it were answered, two peers could answer each other endlessly.
            return;
        }
        if (!line.isCorrelated()) {
            refuse(NativeLine.UNREADABLE, Reason.MALFORMED);
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
        notUnderstood = 0;
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
        notUnderstood++;
        if (notUnderstood >= MAX_NOT_UNDERSTOOD) {
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

    /** Returns the IP address of the other side, as a literal. */
    public String remoteIp() {
        return channel.remoteIp();
    }

    public boolean isClosed() {
        return channel.isClosed();
    }

    public void close() {
        channel.close();
    }
}
