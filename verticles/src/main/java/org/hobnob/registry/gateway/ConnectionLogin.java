package org.hobnob.registry.gateway;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.value.FamilyId;
import org.hobnob.protocol.message.value.KeyHash;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;

/**
 * The login that a connection acts for.
 *
 * @param udpPort where the user receives private datagrams, and the port of rooms that the user creates
 * @param key the public key that the peer named at login
 * @param credentials what a native peer was given; empty for an original client
 * @param family the login with all that was resumed from it; empty for an original client
 * @param boundTo the hash of the key to which the family's tokens are bound, if they are bound to one
 * @param isHosted whether the peer runs on another machine than its user's
 */
record ConnectionLogin(
        UserName user,
        SessionId id,
        int udpPort,
        Optional<PublicKey> key,
        Optional<SessionCredentials> credentials,
        Optional<FamilyId> family,
        Optional<KeyHash> boundTo,
        boolean isHosted) {
    /** The fields {@code user} and {@code session}, which every bus request of a logged-in user carries. */
    JsonObject toJson() {
        return new JsonObject().put("user", user.shown()).put("session", id.hex());
    }

    /** Those fields and {@code family} and {@code keyHash}, for requests that concern the account (BUS.md 4.1). */
    JsonObject toAccountJson() {
        JsonObject json = toJson();
        family.ifPresent(id -> json.put("family", id.hex()));
        boundTo.ifPresent(hash -> json.put("keyHash", hash.hex()));
        return json;
    }
}
