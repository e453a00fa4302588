package org.hobnob.registry.event;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.FreeText;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.presence.Directory;

/** The presence news, as JSON (BUS.md 5.1). */
public final class PresenceEvents {
    public static final String ONLINE = "online";
    public static final String OFFLINE = "offline";

    /**
     * A user came online.
     *
     * @param replaced the session that this one replaced; empty if there was none
     * @param returns whether the user was offline before, or has another contact now
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
                    Json.contact(json), Json.text(json, "node"), Json.session(json), Json.number(json, "epoch"));
            return new Online(entry, Json.optional(json, "replaced", SessionId::of), Json.flag(json, "returns", false));
        }
    }

    /**
     * A user went offline.
     *
     * @param node the id of the registry that handles it
     * @param words what the user is told besides the reason, such as an administrator's words; empty for nothing
     */
    public record Offline(
            UserName user,
            SessionId session,
            String node,
            DialectName dialect,
            SessionEnd reason,
            Optional<String> words) {
        public JsonObject toJson() {
            return new JsonObject()
                    .put("user", user.shown())
                    .put("session", session.hex())
                    .put("node", node)
                    .put("dialect", dialect.word())
                    .put("reason", reason.word())
                    .put("words", words.orElse(null));
        }

        public static Offline of(JsonObject json) {
            return new Offline(
                    Json.user(json),
                    Json.session(json),
                    Json.text(json, "node"),
                    Json.dialect(json),
                    Json.sessionEnd(json),
                    // Words that no notice can carry would leave a connection open whose session is over.
                    Json.optional(json, "words", text -> Optional.of(text).filter(FreeText::isValid)));
        }

        public Offline actedOnBy(String registry) {
            return new Offline(user, session, registry, dialect, reason, words);
        }

        public Offline saying(Optional<String> told) {
            return new Offline(user, session, node, dialect, reason, told);
        }

        public static Offline of(Directory.Entry entry, SessionEnd reason) {
            return new Offline(
                    entry.user(), entry.session(), entry.node(), entry.contact().dialect(), reason, Optional.empty());
        }
    }

    private PresenceEvents() {}
}
