package org.hobnob.peer.link;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.value.PasswordHash;

/**
 * What a person gives to log in with (BUS.md 6.1).
 *
 * @param plain the plain digest of the password (SPEC 2.2); empty to log in with the profile's key
 * @param salted the salted digest for this registry and user
 * @param maySendPlain whether the person allows the plain digest to be sent to this registry
 */
record Credentials(Optional<PasswordHash> plain, Optional<PasswordHash> salted, boolean maySendPlain) {
    static Credentials of(JsonObject json) {
        return new Credentials(
                Json.optional(json, "password", PasswordHash::of),
                Json.optional(json, "password2", PasswordHash::of),
                Json.flag(json, "old", false));
    }
}
