package org.hobnob.json;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;

/**
 * Values of the message model as JSON on the bus (BUS.md 3). Reading what does not fit throws a {@link RefusalException}
 * with {@link Reason#MALFORMED}, which the bus answers with.
 */
public final class Json {
    private Json() {}

    /** A required field, read by the parser. */
    public static <T> T required(JsonObject json, String key, Function<String, Optional<T>> parser) {
        return parser.apply(json.getString(key)).orElseThrow(() -> new RefusalException(Reason.MALFORMED));
    }

    /** A field that may be absent or null, read by the parser. */
    public static <T> Optional<T> optional(JsonObject json, String key, Function<String, Optional<T>> parser) {
        return json.getString(key) == null ? Optional.empty() : Optional.of(required(json, key, parser));
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

    public static RoomKind kind(JsonObject json) {
        return required(json, "kind", RoomKind::ofWord);
    }

    public static Title title(JsonObject json) {
        return required(json, "title", Title::of);
    }

    /** A required text of any content. */
    public static String text(JsonObject json, String key) {
        return required(json, key, Optional::ofNullable);
    }

    /** Strings read one by one. */
    public static <T> List<T> list(JsonObject json, String key, Function<String, Optional<T>> parser) {
        return json.getJsonArray(key, new JsonArray()).stream()
                .map(entry -> parser.apply((String) entry).orElseThrow(() -> new RefusalException(Reason.MALFORMED)))
                .toList();
    }

    /** Objects read one by one. */
    public static <T> List<T> objects(JsonObject json, String key, Function<JsonObject, T> parser) {
        return json.getJsonArray(key, new JsonArray()).stream()
                .map(entry -> parser.apply((JsonObject) entry))
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
                .put("rooms", array(contact.rooms(), RoomName::shown));
    }

    public static Contact contact(JsonObject json) {
        return new Contact(
                user(json),
                text(json, "ip"),
                json.getInteger("directPort"),
                json.getInteger("udpPort"),
                dialect(json),
                optional(json, "key", PublicKey::of),
                list(json, "rooms", RoomName::of));
    }

    public static JsonObject of(RoomState state) {
        return new JsonObject()
                .put("room", state.room().shown())
                .put("host", state.host().shown())
                .put("version", state.version())
                .put("port", state.port())
                .put("capacity", state.capacity())
                .put("kind", state.kind().word())
                .put("group", state.group().map(GroupAddress::toString).orElse(null));
    }

    public static RoomState roomState(JsonObject json) {
        return new RoomState(
                room(json),
                required(json, "host", UserName::of),
                json.getLong("version"),
                json.getInteger("port"),
                json.getInteger("capacity"),
                kind(json),
                optional(json, "group", GroupAddress::of));
    }

    /** An array of the spelled values. */
    public static <T> JsonArray array(List<T> values, Function<T, ?> spell) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(spell.apply(value)));
        return array;
    }
}
