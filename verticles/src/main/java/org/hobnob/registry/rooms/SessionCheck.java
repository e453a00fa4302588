package org.hobnob.registry.rooms;

import io.vertx.core.Future;
import java.util.Optional;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.cluster.NodeWatch;

/** Checks that this registry may change something, and that it is the user's present session that asks for it. */
final class SessionCheck {
    private final NodeWatch nodes;

    SessionCheck(NodeWatch nodes) {
        this.nodes = nodes;
    }

    /** The lease may end while a request is handled, so it is checked again before each write. */
    void requireLease() {
        if (!nodes.mayChange()) {
            throw new RefusalException(Reason.UNAVAILABLE);
        }
    }

    /** The user may have moved to another registry whose news has not arrived, so the store is asked. */
    Future<Void> requirePresent(UserName user, Optional<SessionId> session) {
        requireLease();
        return session.map(login -> nodes.holds(user, login))
                .orElseGet(() -> Future.succeededFuture(true))
                .compose(present -> present
                        ? Future.succeededFuture()
                        : Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN)));
    }
}
