package org.hobnob.registry.event;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.presence.Directory;

/** The news that registries publish to each other, as JSON (BUS.md 5). */
public final class RegistryEvents {
    public static final String ONLINE = "online";
    public static final String OFFLINE = "offline";

    /** The user gave up a place, or lost it by absence. */
    public static final String LEFT = "left";
    /** The user logged out and thereby gave up a place. */
    public static final String LOGGED_OUT = "logged-out";

    /** The host took the user's place away. */
    public static final String KICKED = "kicked";

    public static final String JOINED = "joined";
    public static final String ABSENT = "absent";
    public static final String BACK = "back";

    /**
     * A user came online.
     *
     * @param replaced the session whose place this one took
     * @param returns whether the user was offline before, or reached elsewhere
     */
    public record Online(Directory.Entry entry, Optional<SessionId> replaced, boolean returns) {
        public JsonObject toJson() {
            return Json.of(entry.contact())
                    .put("node", entry.node())
                    .put("session", entry.session().hex())
                    .put("epoch", entry.epoch())
                    .put("replaced", replaced.map(SessionId::hex).orElse(null))
                    .put("returns", returns);
        }

        public static Online of(JsonObject json) {
            Directory.Entry entry = new Directory.Entry(
                    Json.contact(json), Json.text(json, "node"), Json.session(json), json.getLong("epoch"));
            return new Online(entry, Json.optional(json, "replaced", SessionId::of), json.getBoolean("returns", false));
        }
    }

    /**
     * A user went offline.
     *
     * @param node the registry that acts on it
     */
    public record Offline(UserName user, SessionId session, String node, DialectName dialect, SessionEnd reason) {
        public JsonObject toJson() {
            return new JsonObject()
                    .put("user", user.shown())
                    .put("session", session.hex())
                    .put("node", node)
                    .put("dialect", dialect.word())
                    .put("reason", reason.word());
        }

        public static Offline of(JsonObject json) {
            return new Offline(
                    Json.user(json),
                    Json.session(json),
                    Json.text(json, "node"),
                    Json.dialect(json),
                    Json.sessionEnd(json));
        }

        public Offline actedOnBy(String registry) {
            return new Offline(user, session, registry, dialect, reason);
        }

        public static Offline of(Directory.Entry entry, SessionEnd reason) {
            return new Offline(
                    entry.user(), entry.session(), entry.node(), entry.contact().dialect(), reason);
        }
    }

    /** Something happened to a member; the state and the members are those after it. */
    public record RoomNews(UserName user, RoomState state, List<UserName> members) {
        public JsonObject toJson() {
            return Json.of(state).put("user", user.shown()).put("members", Json.array(members, UserName::shown));
        }

        public static RoomNews of(JsonObject json) {
            return new RoomNews(Json.user(json), Json.roomState(json), Json.list(json, "members", UserName::of));
        }
    }

    private RegistryEvents() {}
}
