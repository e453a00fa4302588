package org.hobnob.peer.contact;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/** Asks the registry link where users are (BUS.md 6.1, {@code contact}). */
public final class Contacts {
    /** How old a contact may be that a sender's address is checked against, in milliseconds. */
    public static final long CHECK_AGE_MS = 10_000;
    /**
     * A sender at an unexpected address may have moved, so it is refused only if it does not match a contact this
     * recent, in milliseconds.
     */
    private static final long REFUSAL_AGE_MS = 1_000;
    /** How long a sender may be absent, in milliseconds; the registry's own grace period. */
    private static final long ABSENT_MS = 120_000;

    private final Bus bus;
    private final String ownIp;

    /** @param ownIp this peer's IP address on its interface, as a literal */
    public Contacts(Bus bus, String ownIp) {
        this.bus = bus;
        this.ownIp = ownIp;
    }

    /**
     * Returns a user's contact; fails as {@link ContactBook#find} does.
     *
     * @param maxAgeMs how old a cached contact may be while the registry can be asked, in milliseconds
     */
    public Future<Contact> find(UserName user, long maxAgeMs) {
        return find(user, new JsonObject().put("maxAgeMs", maxAgeMs));
    }

    private Future<Contact> find(UserName user, long maxAgeMs, String stranger) {
        JsonObject body = new JsonObject()
                .put("maxAgeMs", maxAgeMs)
                .put("absentMs", ABSENT_MS)
                .put("stranger", stranger);
        return find(user, body);
    }

    private Future<Contact> find(UserName user, JsonObject body) {
        return bus.request(Addresses.PEER_REGISTRY, "contact", body.put("user", user.shown()))
                .map(Json::contact);
    }

    /** Returns the contact of the named sender; fails if the sender's address is not {@code sourceIp}. */
    public Future<Contact> checked(UserName sender, String sourceIp) {
        return checked(
                sender,
                sourceIp,
                contact -> Origin.matches(contact, sourceIp, ownIp),
                contact -> contact.user() + " is at " + contact.ip() + ", this came from " + sourceIp);
    }

    /**
     * Returns the contact of the named sender; fails if the proven key is not the one that the registry names.
     *
     * @param sourceIp where the sender is, as a literal
     */
    public Future<Contact> proven(UserName sender, Optional<PublicKey> key, String sourceIp) {
        return checked(
                sender,
                sourceIp,
                contact -> key.isPresent() && key.equals(contact.key()),
                contact -> contact.user() + " has the key "
                        + contact.key().map(PublicKey::hex).orElse("none") + ", this came from the owner of "
                        + key.map(PublicKey::hex).orElse("none"));
    }

    private Future<Contact> checked(
            UserName sender, String sourceIp, Predicate<Contact> fits, Function<Contact, String> otherwise) {
        return find(sender, CHECK_AGE_MS, sourceIp)
                .compose(contact -> fits.test(contact)
                        ? Future.succeededFuture(contact)
                        : find(sender, REFUSAL_AGE_MS, sourceIp)
                                .compose(newer -> fits.test(newer)
                                        ? Future.succeededFuture(newer)
                                        : Future.failedFuture(new SecurityException(otherwise.apply(newer)))));
    }
}
