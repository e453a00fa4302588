package org.hobnob.peer.contact;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.PublicKey;

/** Asks whether contacts still have the keys that they had (BUS.md 6.6, {@code check}). */
public final class KnownKeys {
    private final Bus bus;

    public KnownKeys(Bus bus) {
        this.bus = bus;
    }

    /**
     * Whether a person has compared the contact's key; fails with {@code KEY_CHANGED} where the contact had another one
     * before, and nobody has accepted the new one yet.
     */
    public Future<Boolean> isVerified(Contact contact) {
        JsonObject body = new JsonObject()
                .put("user", contact.user().shown())
                .put("key", contact.key().map(PublicKey::hex).orElse(null));
        return bus.request(Addresses.PEER_CONTACTS, "check", body).map(json -> {
            if (json.getString("state").equals("changed")) {
                throw new RefusalException(Reason.KEY_CHANGED);
            }
            return json.getBoolean("verified");
        });
    }
}
