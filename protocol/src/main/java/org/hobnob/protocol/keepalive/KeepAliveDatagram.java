package org.hobnob.protocol.keepalive;

/**
 * What a keep-alive datagram says, apart from its tag; the text is described in the package's documentation.
 *
 * <p>The records' constructors throw {@link IllegalArgumentException} for values that the text cannot carry.
 */
public sealed interface KeepAliveDatagram {

    /** The largest counter: 15 digits, which also programs that count in floating point hold exactly. */
    long MAX_COUNTER = 999_999_999_999_999L;

    /** The longest timeout that can be asked for, in seconds. */
    int MAX_TIMEOUT_S = 99_999;

    /** A datagram that belongs to a session and carries a tag. */
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
     * @param timeoutS after how many seconds of silence the peer wants to be taken for gone, 1 to {@link #MAX_TIMEOUT_S}
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
     * @param accepted whether the session lives
     * @param sessionId the session's id
     * @param counter the counter of the question
     */
    record Answer(boolean accepted, long sessionId, long counter) implements Tagged {
        public Answer {
            requireCounter(counter);
        }
    }

    /**
     * {@code TIMEOUT}, registry to peer: the session ended because no sign of life came.
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
     * {@code KEEP_ALIVE user} as original clients send it: without session or tag, hence without proof.
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
