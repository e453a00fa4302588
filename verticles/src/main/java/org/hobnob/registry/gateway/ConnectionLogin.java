package org.hobnob.registry.gateway;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;

/**
 * The login that a connection acts for.
 *
 * @param udpPort where the user takes private datagrams, and the port of the rooms that the user makes
 * @param credentials what a native peer was given; empty for an original client
 */
record ConnectionLogin(UserName user, SessionId id, int udpPort, Optional<SessionCredentials> credentials) {
    /** The session as every call on the bus names it. */
    JsonObject toJson() {
        return new JsonObject().put("user", user.shown()).put("session", id.hex());
    }
}
