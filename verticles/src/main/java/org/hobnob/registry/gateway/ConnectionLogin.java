package org.hobnob.registry.gateway;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;

/**
 * The login that a connection acts for.
 *
 * @param udpPort where the user receives private datagrams, and the port of rooms that the user creates
 * @param key the public key that the peer named at login
 * @param credentials what a native peer was given; empty for an original client
 */
record ConnectionLogin(
        UserName user, SessionId id, int udpPort, Optional<PublicKey> key, Optional<SessionCredentials> credentials) {
    /** The fields {@code user} and {@code session}, which every bus request of a logged-in user carries. */
    JsonObject toJson() {
        return new JsonObject().put("user", user.shown()).put("session", id.hex());
    }
}
