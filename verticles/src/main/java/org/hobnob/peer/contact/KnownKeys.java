package org.hobnob.peer.contact;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

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
     * @param hosted whether the contact's program runs on another machine than the contact's (SPEC 2.7)
     */
    public record Known(boolean verified, boolean blocked, boolean hosted) {}

    /** Returns whether a person has compared the contact's key; fails as {@link #look} does. */
    public Future<Boolean> isVerified(Contact contact) {
        return look(contact).map(Known::verified);
    }

    /**
     * Returns what is known of a contact. Fails with {@code KEY_CHANGED} if the key differs
     * from the pinned one and has not been accepted.
     */
    public Future<Known> look(Contact contact) {
        boolean isHosted = contact.caps().has(Capabilities.HOSTED);
        return look(contact.user(), contact.key()).map(known -> new Known(known.verified(), known.blocked(), isHosted));
    }

    /** As {@link #look(Contact)}, of a user who need not be online. */
    public Future<Known> look(UserName user, PublicKey key) {
        return look(user, Optional.of(key));
    }

    /** Returns whether no key of the user is known. Pins nothing. */
    public Future<Boolean> isNew(UserName user, PublicKey key) {
        return bus.request(Addresses.PEER_CONTACTS, "look", body(user, Optional.of(key)))
                .map(json -> json.getString("state").equals("new"));
    }

    /** Returns whether the user is blocked by name. */
    public Future<Boolean> isBlocked(UserName user) {
        return bus.request(Addresses.PEER_CONTACTS, "ignored", new JsonObject())
                .map(json -> Json.objects(json, "users", one -> one).stream()
                        .anyMatch(one -> Json.user(one).equals(user)
                                && Json.text(one, "level").equals("blocked")));
    }

    private static JsonObject body(UserName user, Optional<PublicKey> key) {
        return new JsonObject()
                .put("user", user.shown())
                .put("key", key.map(PublicKey::hex).orElse(null));
    }

    private Future<Known> look(UserName user, Optional<PublicKey> key) {
        return bus.request(Addresses.PEER_CONTACTS, "check", body(user, key)).map(json -> {
            if (json.getString("state").equals("changed")) {
                throw new RefusalException(Reason.KEY_CHANGED);
            }
            return new Known(json.getBoolean("verified"), json.getBoolean("blocked"), false);
        });
    }
}
