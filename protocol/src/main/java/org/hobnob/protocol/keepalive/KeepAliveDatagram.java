package org.hobnob.protocol.keepalive;

/**
 * The content of a keep-alive datagram without its tag; the package documentation describes the format.
 *
 * <p>The constructors of the records throw {@link IllegalArgumentException} for values that cannot be encoded.
 */
public sealed interface KeepAliveDatagram {

    /** The highest counter: 15 digits, which programs that count in floating point also represent exactly. */
    long MAX_COUNTER = 999_999_999_999_999L;

    /** The longest timeout that can be requested, in seconds. */
    int MAX_TIMEOUT_S = 99_999;

    /** A datagram that belongs to a session and has a tag. */
    sealed interface Tagged extends KeepAliveDatagram {

        /** @return the session's id, any 64 bits. */
        long sessionId();

        /** @return the counter, 1 to {@link #MAX_COUNTER}. */
        long counter();
    }

    /**
     * {@code KEEP_ALIVE}, peer to registry.
     *
     * @param user the user's name, by the rule of names
     * @param timeoutS after how many seconds of silence the peer wants to be considered offline, 1 to {@link
     *     #MAX_TIMEOUT_S}
     * @param sessionId the session's id
     * @param counter the peer's counter, from 1
     */
    record Ask(String user, int timeoutS, long sessionId, long counter) implements Tagged {
        public Ask {
            requireUser(user);
            requireCounter(counter);
            if (timeoutS < 1 || timeoutS > MAX_TIMEOUT_S) {
                throw new IllegalArgumentException("timeout of " + timeoutS + " s is not within 1 to " + MAX_TIMEOUT_S);
            }
        }
    }

    /**
     * {@code KEEP_ALIVE_RESPONSE}, registry to peer.
     *
     * @param accepted whether the session is alive
     * @param sessionId the session's id
     * @param counter the counter of the question
     */
    record Answer(boolean accepted, long sessionId, long counter) implements Tagged {
        public Answer {
            requireCounter(counter);
        }
    }

    /**
     * {@code TIMEOUT}, registry to peer: the session ended because no sign of life arrived.
     *
     * @param user the user's name, by the rule of names
     * @param sessionId the session's id
     * @param counter the registry's own counter in this session, from 1
     */
    record Expired(String user, long sessionId, long counter) implements Tagged {
        public Expired {
            requireUser(user);
            requireCounter(counter);
        }
    }

    /**
     * {@code KEEP_ALIVE user} as original clients send it: without session or tag, so it proves nothing.
     *
     * @param user the user's name, by the rule of names
     */
    record Bare(String user) implements KeepAliveDatagram {
        public Bare {
            requireUser(user);
        }
    }

    private static void requireUser(String user) {
        if (!KeepAliveCodec.isName(user)) {
            throw new IllegalArgumentException("user does not follow the rule of names " + KeepAliveCodec.NAME);
        }
    }

    private static void requireCounter(long counter) {
        if (counter < 1 || counter > MAX_COUNTER) {
            throw new IllegalArgumentException("counter " + counter + " is not within 1 to " + MAX_COUNTER);
        }
    }
}
