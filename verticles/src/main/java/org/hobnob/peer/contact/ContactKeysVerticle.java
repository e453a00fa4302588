package org.hobnob.peer.contact;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.identity.ContactKeys;
import org.hobnob.peer.identity.ContactKeys.Finding;
import org.hobnob.peer.identity.ContactKeys.Pinned;
import org.hobnob.peer.identity.ContactKeys.State;
import org.hobnob.peer.identity.IgnoredUsers.Level;
import org.hobnob.peer.profile.ContactsFile;
import org.hobnob.peer.profile.IgnoredFile;
import org.hobnob.peer.profile.Profile;
import org.hobnob.protocol.crypto.SafetyNumber;
import org.hobnob.protocol.crypto.SafetyNumber.Party;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/**
 * Knows which key each contact has used, and tells the console when a key changes; and whom the user ignores or blocks
 * (BUS.md 6.6). No other class decides this.
 */
public final class ContactKeysVerticle extends VerticleBase {
    private static final long CONTACT_AGE_MS = 10_000;
    private static final int MOST_TOLD = 1_024;

    private final ContactsFile file;
    private final IgnoredFile ignoredFile;
    private final PublicKey own;
    private final Clock clock;
    /** The changed key that the user was told of last; empty for a contact that no longer has a key. */
    private final Map<ContactKeys.Contact, Optional<PublicKey>> told = new BoundedMap<>(MOST_TOLD);

    private Optional<Pin> registry = Optional.empty();
    private Optional<UserName> self = Optional.empty();
    private ContactKeys keys;
    private Saving saving;
    private IgnoringService ignoring;
    private Contacts contacts;
    private Bus bus;

    /** @param clock supplies the date on which a key is first seen */
    public ContactKeysVerticle(Profile profile, Clock clock) {
        file = new ContactsFile(profile.folder());
        ignoredFile = new IgnoredFile(profile.folder());
        own = profile.identity().publicKey();
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        contacts = new Contacts(bus, "");
        saving = Saving.of(vertx, bus, "contacts", this::write);
        return vertx.executeBlocking(file::load)
                .onSuccess(loaded -> keys = loaded)
                .compose(done -> vertx.executeBlocking(ignoredFile::load))
                .onSuccess(users -> ignoring = new IgnoringService(vertx, bus, ignoredFile, users, keys, this::today))
                .compose(done -> bus.serve(
                        Addresses.PEER_CONTACTS,
                        Map.of(
                                "look",
                                this::look,
                                "safety-number",
                                this::safetyNumber,
                                "verify",
                                this::verify,
                                "trust",
                                this::trust,
                                "ignore",
                                json -> ignoring.ignore(contact(json), json),
                                "unignore",
                                json -> ignoring.unignore(contact(json)),
                                "ignored",
                                json -> ignored(),
                                "list",
                                json -> list(),
                                "check",
                                this::check)))
                .compose(done -> bus.hear(
                        Addresses.PEER_CONTACTS_NEWS, Map.of("online", this::online, "offline", json -> offline())));
    }

    @Override
    public Future<?> stop() {
        return Future.join(saving.done(), ignoring == null ? Future.succeededFuture() : ignoring.done());
    }

    private Future<Void> write() {
        String text = ContactsFile.print(keys);
        return vertx.executeBlocking(() -> {
            file.replace(text);
            return null;
        });
    }

    private void online(JsonObject json) {
        registry = Optional.of(Json.required(json, "pin", Pin::parse));
        self = Optional.of(Json.user(json));
        ignoring.tell(registry.get());
    }

    private void offline() {
        registry = Optional.empty();
        self = Optional.empty();
    }

    private ContactKeys.Contact contact(JsonObject json) {
        UserName user = Json.user(json);
        if (self.filter(user::equals).isPresent()) {
            throw new RefusalException(Reason.NOT_YOURS);
        }
        return registry.map(pin -> new ContactKeys.Contact(pin, user))
                .orElseThrow(() -> new RefusalException(Reason.NOT_LOGGED_IN));
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    /** Compares a contact's current key with the pinned one. The first key seen is pinned. */
    private Future<JsonObject> check(JsonObject json) {
        ContactKeys.Contact contact = contact(json);
        Optional<PublicKey> key = Json.optional(json, "key", PublicKey::of);
        Finding finding = keys.check(contact, key, today());
        if (finding.state() == State.NEW) {
            save();
            ignoring.met(contact, key);
            keys.namesake(contact, key.orElseThrow()).ifPresent(other -> tellOfNamesake(contact, other));
        }
        tellOfChange(contact, key, finding);
        boolean isBlocked = ignoring.of(contact, key).equals(Optional.of(Level.BLOCKED));
        return Future.succeededFuture(toJson(finding).put("blocked", isBlocked));
    }

    /** Compares a key with the pinned one, and pins nothing. */
    private Future<JsonObject> look(JsonObject json) {
        return Future.succeededFuture(toJson(keys.look(contact(json), Json.optional(json, "key", PublicKey::of))));
    }

    private Future<JsonObject> ignored() {
        return registry.map(pin -> Future.succeededFuture(ignoring.list(pin)))
                .orElseGet(() -> Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN)));
    }

    private void tellOfChange(ContactKeys.Contact contact, Optional<PublicKey> key, Finding finding) {
        if (finding.state() != State.CHANGED) {
            told.remove(contact);
        } else if (!key.equals(told.put(contact, key))) {
            JsonObject news = new JsonObject().put("user", contact.user().shown());
            bus.send(Addresses.PEER_CONSOLE, "key-changed", news);
        }
    }

    private void tellOfNamesake(ContactKeys.Contact contact, Map.Entry<ContactKeys.Contact, Pinned> other) {
        JsonObject news = new JsonObject()
                .put("user", contact.user().shown())
                .put("registry", other.getKey().registry().shortForm())
                .put("since", other.getValue().since().toString())
                .put("verified", other.getValue().verified());
        bus.send(Addresses.PEER_CONSOLE, "key-elsewhere", news);
    }

    private static JsonObject toJson(Finding finding) {
        return new JsonObject()
                .put("state", finding.state().name().toLowerCase(Locale.ROOT))
                .put("verified", finding.isVerified());
    }

    /**
     * Returns the safety numbers that two users compare: that of the contact's current key and that of the pinned
     * one.
     */
    private Future<JsonObject> safetyNumber(JsonObject json) {
        ContactKeys.Contact contact = contact(json);
        return contacts.find(contact.user(), CONTACT_AGE_MS)
                .map(found -> numbers(contact, keys.look(contact, found.key()), found.key())
                        .put("comparable", found.caps().has(Capabilities.VERIFY2)))
                .recover(cause -> keys.look(contact, Optional.empty())
                        .pinned()
                        .map(pinned -> Optional.of(pinned.key()))
                        .map(key -> Future.succeededFuture(numbers(contact, keys.look(contact, key), key)))
                        .orElseGet(() -> Future.failedFuture(cause)));
    }

    private JsonObject numbers(ContactKeys.Contact contact, Finding finding, Optional<PublicKey> key) {
        Optional<Pinned> pinned = finding.pinned();
        Function<PublicKey, String> number = of -> number(contact.user(), of);
        return toJson(finding)
                .put("key", key.map(PublicKey::hex).orElse(null))
                .put("number", key.map(number).orElse(null))
                .put("pinnedNumber", pinned.map(Pinned::key).map(number).orElse(null))
                .put("pinnedVerified", pinned.filter(Pinned::verified).isPresent())
                .put("since", pinned.map(one -> one.since().toString()).orElse(null));
    }

    private String number(UserName user, PublicKey key) {
        Party self = this.self
                .map(name -> new Party(name, own))
                .orElseThrow(() -> new RefusalException(Reason.NOT_LOGGED_IN));
        return SafetyNumber.of(self, new Party(user, key)).text();
    }

    /** Records that the user has compared this key and that it is the contact's. */
    private Future<JsonObject> verify(JsonObject json) {
        PublicKey key = Json.required(json, "key", PublicKey::of);
        return keys.verify(contact(json), key, today())
                ? saved()
                : Future.failedFuture(new RefusalException(Reason.KEY_CHANGED));
    }

    /** Records that the user accepts this key, or the absence of a key, as the contact's. */
    private Future<JsonObject> trust(JsonObject json) {
        ContactKeys.Contact contact = contact(json);
        keys.accept(contact, Json.optional(json, "key", PublicKey::of), today());
        told.remove(contact);
        return saved();
    }

    private Future<JsonObject> list() {
        JsonArray all = new JsonArray();
        keys.all().stream()
                .filter(entry ->
                        registry.filter(entry.getKey().registry()::equals).isPresent())
                .forEach(entry -> all.add(new JsonObject()
                        .put("user", entry.getKey().user().folded())
                        .put("key", entry.getValue().key().hex())
                        .put("verified", entry.getValue().verified())
                        .put("since", entry.getValue().since().toString())));
        return Future.succeededFuture(new JsonObject().put("contacts", all));
    }

    private Future<Void> save() {
        return saving.save();
    }

    private Future<JsonObject> saved() {
        return save().map(new JsonObject());
    }
}
