package org.hobnob.registry.gateway;

import java.util.Optional;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.UserName;

/** The user whom a request names as its doer: it must be the one logged in. */
final class Actors {
    private Actors() {}

    static Optional<UserName> of(Request request) {
        if (request instanceof Request.Logout logout) {
            return logout.actor();
        }
        if (request instanceof Request.CreateRoom create) {
            return create.actor();
        }
        if (request instanceof Request.JoinRoom join) {
            return join.actor();
        }
        return request instanceof Request.ExitRoom exit ? Optional.of(exit.actor()) : Optional.empty();
    }
}
