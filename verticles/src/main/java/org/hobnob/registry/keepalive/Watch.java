package org.hobnob.registry.keepalive;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.hobnob.protocol.keepalive.KeepAliveKey;
import org.hobnob.protocol.keepalive.KeepAliveResponder;
import org.hobnob.protocol.keepalive.TimeoutBounds;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;

/** One session that is watched by {@link KeepAliveWatches}, which alone changes it. */
final class Watch {
    final UserName user;
    final SessionId session;
    final String ip;
    final Optional<KeepAliveResponder> responder;
    long patienceMs;
    boolean isSuspect;
    /** When the last sign of life came, by a clock that stands while the process does. */
    long heardNs;

    Optional<InetSocketAddress> lastHeardFrom = Optional.empty();

    /**
     * @param ip the address of the session's connection, as a literal
     * @param key the session's key; empty if it is of an original client
     */
    Watch(UserName user, SessionId session, String ip, Optional<KeepAliveKey> key) {
        this.user = user;
        this.session = session;
        this.ip = ip;
        responder = key.map(own -> new KeepAliveResponder(user.shown(), session.bits(), own, TimeoutBounds.DEFAULT));
    }

    boolean isOriginal() {
        return responder.isEmpty();
    }
}
