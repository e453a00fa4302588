package org.hobnob.json;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.RoomSettings;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomHistory;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.message.value.UserStatus;

/**
 * Converts values of the message model to and from the JSON on the bus (BUS.md 3). Reading throws a {@link
 * MalformedBodyException} if a field is invalid.
 */
public final class Json {
    private Json() {}

    /** Returns a message's body as an object. */
    public static JsonObject object(Object body) {
        if (!(body instanceof JsonObject json)) {
            throw new MalformedBodyException("the body is not a JSON object");
        }
        return json;
    }

    /** Reads a required field with the parser. */
    public static <T> T required(JsonObject json, String key, Function<String, Optional<T>> parser) {
        return parser.apply(value(json, key, CharSequence.class).toString())
                .orElseThrow(() -> malformed(key, "breaks its rule"));
    }

    /** Reads a field with the parser; empty if it is absent or null. */
    public static <T> Optional<T> optional(JsonObject json, String key, Function<String, Optional<T>> parser) {
        return isAbsent(json, key) ? Optional.empty() : Optional.of(required(json, key, parser));
    }

    /** Reads a required whole number. */
    public static long number(JsonObject json, String key) {
        Number number = value(json, key, Number.class);
        if (number.doubleValue() != number.longValue()) {
            throw malformed(key, "is no whole number");
        }
        return number.longValue();
    }

    /** Reads a whole number; returns {@code otherwise} if the field is absent or null. */
    public static long number(JsonObject json, String key, long otherwise) {
        return isAbsent(json, key) ? otherwise : number(json, key);
    }

    /** Reads a required 32-bit whole number. */
    public static int integer(JsonObject json, String key) {
        long number = number(json, key);
        if (number != (int) number) {
            throw malformed(key, "is too large");
        }
        return (int) number;
    }

    /** Reads a 32-bit whole number; returns {@code otherwise} if the field is absent or null. */
    public static int integer(JsonObject json, String key, int otherwise) {
        return isAbsent(json, key) ? otherwise : integer(json, key);
    }

    /** Reads a required whole number from {@code min} to {@code max}, both included. */
    public static int within(JsonObject json, String key, int min, int max) {
        int number = integer(json, key);
        if (number < min || number > max) {
            throw malformed(key, "is not within " + min + " to " + max);
        }
        return number;
    }

    /** Reads a required boolean. */
    public static boolean flag(JsonObject json, String key) {
        return value(json, key, Boolean.class);
    }

    /** Reads a boolean; returns {@code otherwise} if the field is absent or null. */
    public static boolean flag(JsonObject json, String key, boolean otherwise) {
        return isAbsent(json, key) ? otherwise : flag(json, key);
    }

    /** Reads a boolean; empty if the field is absent or null. */
    public static Optional<Boolean> optionalFlag(JsonObject json, String key) {
        return isAbsent(json, key) ? Optional.empty() : Optional.of(flag(json, key));
    }

    /** Builds a value from fields; an {@link IllegalArgumentException} of its constructor makes the body malformed. */
    public static <T> T valid(Supplier<T> build) {
        try {
            return build.get();
        } catch (IllegalArgumentException e) {
            throw new MalformedBodyException(e.getMessage());
        }
    }

    private static boolean isAbsent(JsonObject json, String key) {
        return json.getValue(key) == null;
    }

    private static <T> T value(JsonObject json, String key, Class<T> type) {
        return cast(json.getValue(key), key, type);
    }

    private static <T> T cast(Object value, String key, Class<T> type) {
        if (!type.isInstance(value)) {
            throw malformed(key, value == null ? "is missing" : "has another type");
        }
        return type.cast(value);
    }

    private static MalformedBodyException malformed(String key, String what) {
        return new MalformedBodyException("the field '" + key + "' " + what);
    }

    public static UserName user(JsonObject json) {
        return required(json, "user", UserName::of);
    }

    public static RoomName room(JsonObject json) {
        return required(json, "room", RoomName::of);
    }

    public static SessionId session(JsonObject json) {
        return required(json, "session", SessionId::of);
    }

    public static PasswordHash password(JsonObject json) {
        return required(json, "password", PasswordHash::of);
    }

    public static DialectName dialect(JsonObject json) {
        return required(json, "dialect", DialectName::ofWord);
    }

    /** Reads the field {@code reason}: why a session ended. */
    public static SessionEnd sessionEnd(JsonObject json) {
        return SessionEnd.ofWord(text(json, "reason"));
    }

    public static RoomKind kind(JsonObject json) {
        return required(json, "kind", RoomKind::ofWord);
    }

    public static Title title(JsonObject json) {
        return required(json, "title", Title::of);
    }

    /** Reads a required string of any content. */
    public static String text(JsonObject json, String key) {
        return required(json, key, Optional::ofNullable);
    }

    /** Reads an array of strings with the parser; empty if the field is absent or null. */
    public static <T> List<T> list(JsonObject json, String key, Function<String, Optional<T>> parser) {
        return isAbsent(json, key) ? List.of() : requiredList(json, key, parser);
    }

    /** Reads a required array of strings with the parser. */
    public static <T> List<T> requiredList(JsonObject json, String key, Function<String, Optional<T>> parser) {
        return value(json, key, JsonArray.class).stream()
                .map(entry -> parser.apply(cast(entry, key, CharSequence.class).toString())
                        .orElseThrow(() -> malformed(key, "has an invalid entry")))
                .toList();
    }

    /** Reads an array of objects with the parser; empty if the field is absent or null. */
    public static <T> List<T> objects(JsonObject json, String key, Function<JsonObject, T> parser) {
        return isAbsent(json, key)
                ? List.of()
                : value(json, key, JsonArray.class).stream()
                        .map(entry -> parser.apply(cast(entry, key, JsonObject.class)))
                        .toList();
    }

    public static JsonObject of(Contact contact) {
        return new JsonObject()
                .put("user", contact.user().shown())
                .put("ip", contact.ip())
                .put("directPort", contact.directPort())
                .put("udpPort", contact.udpPort())
                .put("dialect", contact.dialect().word())
                .put("key", contact.key().map(PublicKey::hex).orElse(null))
                .put("caps", contact.caps().toString())
                .put("status", contact.status().toString())
                .put("rooms", array(contact.rooms(), RoomName::shown));
    }

    public static Contact contact(JsonObject json) {
        return valid(() -> new Contact(
                user(json),
                text(json, "ip"),
                integer(json, "directPort"),
                integer(json, "udpPort"),
                dialect(json),
                optional(json, "key", PublicKey::of),
                optional(json, "caps", Capabilities::of).orElse(Capabilities.NONE),
                optional(json, "status", UserStatus::parse).orElse(UserStatus.HERE),
                list(json, "rooms", RoomName::of)));
    }

    public static JsonObject of(RoomState state) {
        return new JsonObject()
                .put("room", state.room().shown())
                .put("host", state.host().shown())
                .put("version", state.version())
                .put("port", state.port())
                .put("capacity", state.capacity())
                .put("kind", state.kind().word())
                .put("group", state.group().map(GroupAddress::toString).orElse(null))
                .put("instance", state.instance().map(RoomInstance::hex).orElse(null))
                .mergeIn(of(state.settings()));
    }

    public static JsonObject of(RoomSettings settings) {
        return new JsonObject()
                .put("topic", settings.topic().text())
                .put("standing", settings.standing())
                .put("post", settings.post().word())
                .put("hosts", array(settings.hosts(), UserName::shown))
                .put("history", settings.history().word())
                .put("hosted", settings.hosted());
    }

    /** Reads a room's settings; what is absent is as in a new room. */
    public static RoomSettings roomSettings(JsonObject json) {
        RoomSettings unset = RoomSettings.DEFAULT;
        return new RoomSettings(
                optional(json, "topic", Title::of).orElse(unset.topic()),
                flag(json, "standing", unset.standing()),
                optional(json, "post", RoomPosting::ofWord).orElse(unset.post()),
                list(json, "hosts", UserName::of),
                optional(json, "history", RoomHistory::ofWord).orElse(unset.history()),
                flag(json, "hosted", unset.hosted()));
    }

    public static RoomState roomState(JsonObject json) {
        return valid(() -> new RoomState(
                room(json),
                required(json, "host", UserName::of),
                number(json, "version"),
                integer(json, "port"),
                integer(json, "capacity"),
                kind(json),
                optional(json, "group", GroupAddress::of),
                optional(json, "instance", RoomInstance::of),
                roomSettings(json)));
    }

    /** Returns an array of the values, each spelled by the function. */
    public static <T> JsonArray array(List<T> values, Function<T, ?> spell) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(spell.apply(value)));
        return array;
    }
}
