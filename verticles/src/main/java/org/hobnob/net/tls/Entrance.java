package org.hobnob.net.tls;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import org.hobnob.net.gate.Gate;

/**
 * What a connection to a server passes before it is established.
 *
 * @param gate decides whether it may begin
 * @param turns decides when its handshake does
 * @param reads how much is read of it before others have their turn
 */
record Entrance(Gate gate, HandshakeTurns turns, Reads reads) {
    /** How much is read of one connection before others have their turn. */
    enum Reads {
        /** As much as Netty reads, a megabyte at most: for connections that carry much. */
        MUCH(false),
        /** So much that hundreds of tiny records fit in: decrypting tens of thousands would keep all others waiting. */
        LITTLE(true);

        private static final int LEAST_BYTES = 256;
        private static final int FIRST_BYTES = 1_024;
        private static final int MOST_BYTES = 4_096;

        private final boolean isLittle;

        Reads(boolean isLittle) {
            this.isLittle = isLittle;
        }

        /** Must be called before anything is read. */
        void configure(Channel channel) {
            if (isLittle) {
                channel.config()
                        .setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(LEAST_BYTES, FIRST_BYTES, MOST_BYTES)
                                .maxMessagesPerRead(1));
            }
        }
    }

    static Entrance of(Gate gate, Reads reads) {
        return new Entrance(gate, new HandshakeTurns(), reads);
    }
}
