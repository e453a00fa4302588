package org.hobnob.protocol.keepalive;

import java.util.Optional;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Bare;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Tagged;

/** A datagram as received: well-formed, but not authenticated yet. */
public sealed interface ReceivedKeepAlive {

    /**
     * The form of original clients. There is nothing to verify.
     *
     * @param bare the content
     */
    record Untagged(Bare bare) implements ReceivedKeepAlive {}

    /**
     * A datagram with a tag. Its content is available only through {@link #verify}, so that unverified content
     * cannot be used.
     */
    final class Unverified implements ReceivedKeepAlive {
        private final Tagged claim;
        private final String body;
        private final byte[] tag;

        Unverified(Tagged claim, String body, byte[] tag) {
            this.claim = claim;
            this.body = body;
            this.tag = tag;
        }

        /** @return the claimed session id, to be used only to look up the key. */
        public long claimedSessionId() {
            return claim.sessionId();
        }

        /**
         * Verifies the tag, in constant time.
         *
         * @param key the key of the session with the claimed id
         * @return the content; empty if the tag was made with another key, for the other direction or for another
         *     text
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
