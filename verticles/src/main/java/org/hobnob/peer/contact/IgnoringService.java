package org.hobnob.peer.contact;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.identity.ContactKeys;
import org.hobnob.peer.identity.ContactKeys.Contact;
import org.hobnob.peer.identity.ContactKeys.Pinned;
import org.hobnob.peer.identity.IgnoredUsers;
import org.hobnob.peer.identity.IgnoredUsers.Entry;
import org.hobnob.peer.identity.IgnoredUsers.Level;
import org.hobnob.peer.profile.IgnoredFile;
import org.hobnob.protocol.message.value.PublicKey;

/** Keeps whom the user ignores or blocks, and tells the console and the chats (BUS.md 6.6). Not thread-safe. */
final class IgnoringService {
    private final Bus bus;
    private final Saving saving;
    private final IgnoredUsers users;
    private final ContactKeys keys;
    private final Supplier<LocalDate> today;

    IgnoringService(
            Vertx vertx, Bus bus, IgnoredFile file, IgnoredUsers users, ContactKeys keys, Supplier<LocalDate> today) {
        this.bus = bus;
        this.users = users;
        this.keys = keys;
        this.today = today;
        saving = Saving.of(vertx, bus, "ignored users", () -> {
            String text = IgnoredFile.print(users);
            return vertx.executeBlocking(() -> {
                file.replace(text);
                return null;
            });
        });
    }

    /** Ignores or blocks a user, in place of what was wanted before; succeeds when that is written. */
    Future<JsonObject> ignore(Contact contact, JsonObject json) {
        Level level = Json.required(json, "level", Level::ofWord);
        Optional<PublicKey> key = keys.look(contact, Optional.empty()).pinned().map(Pinned::key);
        users.put(contact, new Entry(level, key, today.get()));
        if (level == Level.BLOCKED) {
            bus.send(Addresses.PEER_CHAT_NEWS, "blocked", new JsonObject().put("user", user(contact)));
        }
        return saved(contact.registry());
    }

    /** Shows a user's words again, and takes chats again; succeeds when that is written. */
    Future<JsonObject> unignore(Contact contact) {
        return users.remove(contact) ? saved(contact.registry()) : Future.succeededFuture(new JsonObject());
    }

    private Future<JsonObject> saved(Pin registry) {
        tell(registry);
        return saving.save().map(new JsonObject());
    }

    /** Returns the users at that registry who were named. */
    JsonObject list(Pin registry) {
        JsonArray all = new JsonArray();
        users.all().stream()
                .filter(entry -> entry.getKey().registry().equals(registry))
                .forEach(entry -> all.add(new JsonObject()
                        .put("user", user(entry.getKey()))
                        .put("level", entry.getValue().level().word())
                        .put("since", entry.getValue().since().toString())));
        return new JsonObject().put("users", all);
    }

    /** Returns what is wanted of a user who has this key now. */
    Optional<Level> of(Contact contact, Optional<PublicKey> key) {
        return users.of(contact, key);
    }

    /** A key was seen for the first time: its user may be known by another name. */
    void met(Contact contact, Optional<PublicKey> key) {
        if (users.of(contact, key).isPresent()) {
            tell(contact.registry());
        }
    }

    /** Tells the console whose words to hide, those included who are recognised by their keys. */
    void tell(Pin registry) {
        Map<String, String> levels = new TreeMap<>();
        keys.all().stream()
                .filter(entry -> entry.getKey().registry().equals(registry))
                .forEach(entry -> users.of(
                                entry.getKey(), Optional.of(entry.getValue().key()))
                        .ifPresent(level -> levels.put(user(entry.getKey()), level.word())));
        users.all().stream()
                .filter(entry -> entry.getKey().registry().equals(registry))
                .forEach(entry -> levels.put(
                        user(entry.getKey()), entry.getValue().level().word()));
        JsonArray told = new JsonArray();
        levels.forEach(
                (user, level) -> told.add(new JsonObject().put("user", user).put("level", level)));
        bus.send(Addresses.PEER_CONSOLE, "ignored", new JsonObject().put("users", told));
    }

    private static String user(Contact contact) {
        return contact.user().folded();
    }

    /** Succeeds when everything has been written. */
    Future<Void> done() {
        return saving.done();
    }
}
