package org.hobnob.peer.script;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** What programs can ask for (docs/json.md), one row per request. */
public final class RequestTable {
    /**
     * One request.
     *
     * @param name the value of its field {@code request}
     * @param takes its further fields
     * @param gives the fields of its result
     */
    public record Row(
            String name,
            List<Field> takes,
            List<Field> gives,
            BiFunction<Actions, JsonObject, Future<JsonObject>> run) {
        private static Row of(
                String name, String takes, String gives, BiFunction<Actions, JsonObject, Future<JsonObject>> run) {
            return new Row(name, Field.list(takes), Field.list(gives), run);
        }

        /** What is wrong with a request's fields; empty if nothing is. */
        Optional<String> fault(JsonObject request) {
            for (Field field : takes) {
                Object value = request.getValue(field.name());
                if (value == null && field.isRequired()) {
                    return Optional.of("'" + field.name() + "' is missing: " + usage());
                }
                if (value != null && !field.type().holds(value)) {
                    return Optional.of(
                            "'" + field.name() + "' must be a " + field.type().word());
                }
            }
            return request.fieldNames().stream()
                    .filter(name -> !name.equals("id") && !name.equals("request"))
                    .filter(name ->
                            takes.stream().noneMatch(field -> field.name().equals(name)))
                    .findFirst()
                    .map(name -> "no field of this request: '" + name + "'; " + usage());
        }

        private String usage() {
            String fields = takes.stream().map(Field::toString).collect(Collectors.joining(" "));
            return name + " takes " + (fields.isEmpty() ? "nothing" : fields);
        }

        /** Does it; the result has the row's fields. */
        Future<JsonObject> run(Actions actions, JsonObject request) {
            return run.apply(actions, request).map(result -> Field.only(gives, result));
        }
    }

    static final String SEND = "send";

    private static final String ROOM =
            "room host hosts:strings kind capacity:integer topic standing:boolean post history hosted:boolean"
                    + " members:strings multicast:boolean";
    private static final String USER = "user away:boolean status rooms:strings dialect ip key?";

    /** The requests, in the order of docs/json.md. */
    public static final List<Row> ROWS = List.of(
            Row.of(
                    SEND,
                    "to text action?:boolean replyTo?:object",
                    "state messageId? path? mailed?:boolean keeper? verified?:boolean confirmed?:strings missing?:strings open?:strings",
                    Actions::send),
            Row.of("join", "room kind? password?", ROOM, Actions::join),
            Row.of("create", "room kind? title? capacity?:integer password? standing?:boolean", ROOM, Actions::create),
            Row.of("leave", "room", "", Actions::leave),
            Row.of("rooms", "", "rooms:objects", Actions::rooms),
            Row.of("members", "room", "room host hosts:strings kind topic members:objects", Actions::members),
            Row.of("topic", "room topic", "topic", Actions::topic),
            Row.of(
                    "room-settings",
                    "room standing?:boolean post? history? hosted?:boolean",
                    "standing:boolean post history hosted:boolean",
                    Actions::settings),
            Row.of("host", "room user", "host hosts:strings", (own, json) -> own.hosts("host", json)),
            Row.of("unhost", "room user", "host hosts:strings", (own, json) -> own.hosts("unhost", json)),
            Row.of("kick", "room user", "", Actions::kick),
            Row.of("ban", "room user", "", (own, json) -> own.hosting("ban", json)),
            Row.of("unban", "room user", "", (own, json) -> own.hosting("unban", json)),
            Row.of("bans", "room", "users:strings", (own, json) -> own.hosting("bans", json)),
            Row.of("invite", "room user", "", (own, json) -> own.hosting("invite", json)),
            Row.of("who", "", "users:objects", Actions::who),
            Row.of("whois", "user", USER, Actions::whois),
            Row.of("chat", "user", "decision", Actions::chat),
            Row.of("answer", "user accept:boolean", "", Actions::answer),
            Row.of("close", "user", "ended:boolean", Actions::close),
            Row.of("waiting", "", "waiting:objects kept:objects", Actions::waiting),
            Row.of("cancel", "user", "count:integer", Actions::cancel),
            Row.of(
                    "history",
                    "conversation most?:integer before?:integer after?:integer since?:integer",
                    "lines?:objects trouble?",
                    (own, json) -> own.past().lines(json)),
            Row.of(
                    "search",
                    "words conversation? most?:integer before?:integer",
                    "hits?:objects trouble?",
                    (own, json) -> own.past().search(json)),
            Row.of(
                    "send-file",
                    "to path",
                    "refused? offers?:objects away?:strings without?:strings",
                    (own, json) -> own.files().send(json)),
            Row.of("files", "", "files:objects", (own, json) -> own.files().list()),
            Row.of(
                    "accept-file",
                    "file:integer folder?",
                    "refused? path?",
                    (own, json) -> own.files().accept(json)),
            Row.of(
                    "end-file",
                    "file:integer",
                    "refused?",
                    (own, json) -> own.files().end(json)),
            Row.of("away", "text?", "", (own, json) -> own.status(true, json.getString("text", ""))),
            Row.of("back", "", "", (own, json) -> own.status(false, "")),
            Row.of("ignore", "user level?", "", Actions::ignore),
            Row.of("unignore", "user", "", (own, json) -> own.contacts("unignore", json)),
            Row.of("ignored", "", "users:objects", (own, json) -> own.contacts("ignored", json)),
            Row.of(
                    "safety-number",
                    "user",
                    "state verified:boolean key? number? pinnedNumber? pinnedVerified?:boolean since?"
                            + " comparable?:boolean",
                    (own, json) -> own.contacts("safety-number", json)),
            Row.of("verify", "user key", "", (own, json) -> own.contacts("verify", json)),
            Row.of("trust", "user key?", "", (own, json) -> own.contacts("trust", json)),
            Row.of(
                    "status",
                    "",
                    "version:integer user? connected:boolean rooms:strings kept:strings",
                    (own, json) -> Future.succeededFuture(own.standing().json())),
            Row.of("quit", "", "", Actions::quit));

    private RequestTable() {}

    static Optional<Row> find(String name) {
        return ROWS.stream().filter(row -> row.name().equals(name)).findFirst();
    }

    static String names() {
        return ROWS.stream().map(Row::name).collect(Collectors.joining(" "));
    }
}
