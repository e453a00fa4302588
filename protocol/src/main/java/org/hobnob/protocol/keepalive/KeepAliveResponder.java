package org.hobnob.protocol.keepalive;

import java.util.Optional;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Answer;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Ask;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Expired;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Tagged;

/**
 * The registry's side of one session's keep-alive. Decides whether datagrams are authentic, but not when silence is
 * too long. Not thread-safe.
 */
public final class KeepAliveResponder {

    /** The result of a datagram. */
    public sealed interface Verdict {}

    /**
     * A sign of life.
     *
     * @param timeoutS the granted timeout, in seconds
     * @param answer the datagram to send back to the source of the question
     */
    public record Alive(int timeoutS, byte[] answer) implements Verdict {}

    /**
     * Authentic and new, but the session has ended.
     *
     * @param answer the datagram to send back to the source of the question
     */
    public record Refused(byte[] answer) implements Verdict {}

    /**
     * No effect; nothing may be sent back.
     *
     * @param reason why, for counting
     */
    public record Ignored(Reason reason) implements Verdict {}

    /** Why a datagram was ignored. */
    public enum Reason {
        /** The tag was not made with this session's key. */
        FORGED,
        /** Authentic, but not a question of this session's user. */
        MISPLACED,
        /** The counter was seen before or is older than the window. */
        REPLAYED
    }

    private final String user;
    private final long sessionId;
    private final KeepAliveKey key;
    private final TimeoutBounds bounds;
    private final ReplayWindow asked = new ReplayWindow();
    private long lastExpiry;
    private boolean ended;

    /**
     * @param user the session's user, by the rule of names, in any case
     * @param sessionId the session's id
     * @param key the session's key
     * @param bounds the timeouts to grant
     */
    public KeepAliveResponder(String user, long sessionId, KeepAliveKey key, TimeoutBounds bounds) {
        this.user = user;
        this.sessionId = sessionId;
        this.key = key;
        this.bounds = bounds;
    }

    /**
     * @param received a datagram that claims this session
     * @return its result
     */
    public Verdict receive(ReceivedKeepAlive.Unverified received) {
        Optional<Tagged> verified = received.verify(key);
        if (verified.isEmpty()) {
            return new Ignored(Reason.FORGED);
        }
        if (!(verified.get() instanceof Ask ask)
                || ask.sessionId() != sessionId
                || !ask.user().equalsIgnoreCase(user)) {
            return new Ignored(Reason.MISPLACED);
        }
        if (!asked.accept(ask.counter())) {
            return new Ignored(Reason.REPLAYED);
        }
        byte[] answer = KeepAliveCodec.encode(new Answer(!ended, sessionId, ask.counter()), key);
        return ended ? new Refused(answer) : new Alive(bounds.clamp(ask.timeoutS()), answer);
    }

    /**
     * Ends the session if it has not ended yet; questions are refused from now on.
     *
     * @return a {@code TIMEOUT} datagram for the peer; each call returns a new one
     */
    public byte[] expire() {
        ended = true;
        lastExpiry++;
        return KeepAliveCodec.encode(new Expired(user, sessionId, lastExpiry), key);
    }
}
