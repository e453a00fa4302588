package org.hobnob.registry.auth;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.KeyHash;
import org.hobnob.protocol.message.value.PublicKey;

/**
 * Who asks for a session, and from where.
 *
 * @param contact its capabilities have {@link Capabilities#PROVED} if its key was proved
 */
record Entry(Contact contact) {
    static Entry of(JsonObject json) {
        return new Entry(Json.contact(json));
    }

    boolean isNative() {
        return contact.dialect() == DialectName.NATIVE;
    }

    /** The key that was proved, if one was. */
    Optional<PublicKey> provedKey() {
        return contact.key().filter(key -> contact.caps().has(Capabilities.PROVED));
    }

    Optional<KeyHash> provedKeyHash() {
        return provedKey().map(KeyHash::of);
    }
}
