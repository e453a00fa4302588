package org.hobnob.peer.contact;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.PublicKey;

/** Asks whether contacts still have their pinned keys (BUS.md 6.6, {@code check}). */
public final class KnownKeys {
    private final Bus bus;

    public KnownKeys(Bus bus) {
        this.bus = bus;
    }

    /**
     * What is known of a contact.
     *
     * @param verified whether a person has compared the contact's key
     * @param blocked whether the user has blocked the contact
     */
    public record Known(boolean verified, boolean blocked) {}

    /** Returns whether a person has compared the contact's key; fails as {@link #look} does. */
    public Future<Boolean> isVerified(Contact contact) {
        return look(contact).map(Known::verified);
    }

    /**
     * Returns what is known of a contact. Fails with {@code KEY_CHANGED} if the key differs
     * from the pinned one and has not been accepted.
     */
    public Future<Known> look(Contact contact) {
        JsonObject body = new JsonObject()
                .put("user", contact.user().shown())
                .put("key", contact.key().map(PublicKey::hex).orElse(null));
        return bus.request(Addresses.PEER_CONTACTS, "check", body).map(json -> {
            if (json.getString("state").equals("changed")) {
                throw new RefusalException(Reason.KEY_CHANGED);
            }
            return new Known(json.getBoolean("verified"), json.getBoolean("blocked"));
        });
    }
}
