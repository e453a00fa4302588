package org.hobnob.protocol.keepalive;

import java.util.Optional;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Answer;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Ask;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Expired;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Tagged;

/** The peer's side of one session's keep-alive. Not thread-safe. */
public final class KeepAliveAsker {

    /** What a datagram from the registry means to the peer. */
    public enum Reaction {
        /** The registry has received the question. */
        HEARD,
        /** The session has ended: log in or resume over TLS. */
        ENDED,
        /** Forged, replayed, reflected, or the answer to a question that was never asked: no effect. */
        IGNORED
    }

    private final String user;
    private final long sessionId;
    private final KeepAliveKey key;
    private final int timeoutS;
    private final ReplayWindow answers = new ReplayWindow();
    private final ReplayWindow expiries = new ReplayWindow();
    private long lastAsked;

    /**
     * @param user the session's user, by the rule of names
     * @param sessionId the session's id
     * @param key the session's key
     * @param timeoutS the timeout to ask for, in seconds, 1 to {@link KeepAliveDatagram#MAX_TIMEOUT_S}
     */
    public KeepAliveAsker(String user, long sessionId, KeepAliveKey key, int timeoutS) {
        this.user = user;
        this.sessionId = sessionId;
        this.key = key;
        this.timeoutS = timeoutS;
    }

    /** @return the next question to send. */
    public byte[] ask() {
        lastAsked++;
        return KeepAliveCodec.encode(new Ask(user, timeoutS, sessionId, lastAsked), key);
    }

    /**
     * @param received a datagram that claims to come from the registry
     * @return what it means
     */
    public Reaction receive(ReceivedKeepAlive.Unverified received) {
        Optional<Tagged> verified = received.verify(key);
        if (verified.isEmpty() || verified.get().sessionId() != sessionId) {
            return Reaction.IGNORED;
        }
        if (verified.get() instanceof Answer answer) {
            boolean isNew = answer.counter() <= lastAsked && answers.accept(answer.counter());
            if (!isNew) {
                return Reaction.IGNORED;
            }
            return answer.accepted() ? Reaction.HEARD : Reaction.ENDED;
        }
        boolean isExpiry = verified.get() instanceof Expired expired
                && expired.user().equalsIgnoreCase(user)
                && expiries.accept(expired.counter());
        return isExpiry ? Reaction.ENDED : Reaction.IGNORED;
    }
}
