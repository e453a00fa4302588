package org.hobnob.discovery;

import java.net.InetSocketAddress;
import java.util.Optional;

/** What one program says and hears on one network. Pure; used by one thread. Times are monotonic milliseconds. */
interface Station {
    /** No time. */
    long NEVER = Long.MAX_VALUE;

    /** @param from an address of this network */
    void heard(byte[] datagram, InetSocketAddress from, long nowMs);

    /** When {@link #due} has something to send, unless more is heard; {@link #NEVER} if nothing is planned. */
    long dueAtMs();

    /** Returns what is to be sent now. */
    Optional<byte[]> due(long nowMs);

    /** Returns what is to be sent before the end. */
    Optional<byte[]> last();
}
