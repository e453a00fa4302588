package org.hobnob.protocol.keepalive;

import java.util.Optional;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Bare;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Tagged;

/** A datagram as it was received: well-formed, and not yet believed. */
public sealed interface ReceivedKeepAlive {

    /**
     * The form of original clients. There is nothing to verify.
     *
     * @param bare what it says
     */
    record Untagged(Bare bare) implements ReceivedKeepAlive {}

    /** A datagram with a tag. Only {@link #verify} gives its content away, so nothing acts on it unverified. */
    final class Unverified implements ReceivedKeepAlive {
        private final Tagged claim;
        private final String body;
        private final byte[] tag;

        Unverified(Tagged claim, String body, byte[] tag) {
            this.claim = claim;
            this.body = body;
            this.tag = tag;
        }

        /** @return the id of the session that the sender claims to be; good for looking the key up, for nothing else. */
        public long claimedSessionId() {
            return claim.sessionId();
        }

        /**
         * Compares the tag in constant time.
         *
         * @param key the key of the session with the claimed id
         * @return the content; empty when the tag was made with another key, for another direction or for another text
         */
        public Optional<Tagged> verify(KeepAliveKey key) {
            boolean authentic = KeepAliveCodec.isTag(tag, claim, body, key);
            return authentic ? Optional.of(claim) : Optional.empty();
        }

        Tagged claim() {
            return claim;
        }

        @Override
        public String toString() {
            return "Unverified[session " + KeepAliveCodec.hex(claim.sessionId()) + "]";
        }
    }
}
