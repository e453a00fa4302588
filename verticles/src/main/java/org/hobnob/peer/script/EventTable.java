package org.hobnob.peer.script;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What programs are told (docs/json.md), and from which events of {@code peer.console} it is made (BUS.md 6.4). */
public final class EventTable {
    /**
     * One kind of event.
     *
     * @param type the value of its field {@code type}
     * @param fields its further fields, besides {@code at}, which each event has
     */
    public record Row(String type, List<Field> fields) {
        private static Row of(String type, String fields) {
            return new Row(type, Field.list(fields));
        }

        /** Returns the event with those of the fields that are there. */
        JsonObject event(JsonObject from) {
            return new JsonObject().put("type", type).mergeIn(Field.only(fields, from));
        }
    }

    /**
     * How an event of the bus is told.
     *
     * @param type the row's type
     * @param renamed gives the fields the row's names
     */
    private record Source(String type, UnaryOperator<JsonObject> renamed) {}

    static final String MESSAGE = "message";
    static final String SAID = "said";
    static final String HELLO = "hello";
    static final String MISSED = "missed";

    private static final String BODY = "text messageId? saidAt?:integer action?:boolean replyTo?:object";

    /** The kinds of events, in the order of docs/json.md. */
    public static final List<Row> ROWS = List.of(
            Row.of(HELLO, "version:integer user? connected:boolean rooms:strings kept:strings"),
            Row.of(
                    MESSAGE,
                    "conversation from " + BODY
                            + " path? verified?:boolean again?:boolean unreadable?:boolean sharedBy?"
                            + " hosted?:boolean"),
            Row.of(SAID, "conversation " + BODY),
            Row.of("gap", "conversation from count:integer"),
            Row.of("delivered", "user messageId left:integer"),
            Row.of("held", "user reason"),
            Row.of("mailed", "user messageId keeper?"),
            Row.of("not-mailed", "user reason"),
            Row.of("letter-unreadable", "fault"),
            Row.of("progress", "room messageId confirmed:strings missing:strings"),
            Row.of("chat-request", "user"),
            Row.of("chat-ended", "user"),
            Row.of("room-event", "room event user by? host topic? standing?:boolean post? kind"),
            Row.of("room-reader", "room user otherKey:boolean"),
            Row.of("room-kept", "room host kind capacity?:integer topic? standing?:boolean post?"),
            Row.of("room-lost", "room reason"),
            Row.of("room-warning", "room what users:strings reporter?"),
            Row.of("room-connection", "room user works:boolean"),
            Row.of("reach", "room user multicast:boolean"),
            Row.of("invited", "room by"),
            Row.of(
                    "file",
                    "file:integer id own:boolean user name size:integer state why? path? room? verified?:boolean"),
            Row.of(
                    "file-progress",
                    "file:integer id own:boolean user name size:integer done:integer rate:integer leftMs?:integer"
                            + " stands?:boolean"),
            Row.of("key-changed", "user"),
            Row.of("key-elsewhere", "user registry since verified:boolean"),
            Row.of("ignored", "users:objects"),
            Row.of("announcement", "text by?"),
            Row.of("state", "state detail? retryMs?:integer from? registry?"),
            Row.of("session-ended", "reason until?:integer"),
            Row.of("disk", "full:boolean"),
            Row.of("history", "what detail"),
            Row.of(MISSED, "count:integer"));

    private static final Map<String, Row> BY_TYPE =
            ROWS.stream().collect(Collectors.toMap(Row::type, Function.identity()));

    private static final Map<String, Source> SOURCES = sources();

    private EventTable() {}

    private static Map<String, Source> sources() {
        Map<String, Source> sources = List.of(
                        "chat-request",
                        "chat-ended",
                        "room-event",
                        "room-reader",
                        "room-kept",
                        "room-lost",
                        "room-warning",
                        "room-connection",
                        "reach",
                        "invited",
                        "key-changed",
                        "key-elsewhere",
                        "ignored",
                        "announcement",
                        "state",
                        "session-ended",
                        "not-mailed",
                        "letter-unreadable",
                        "disk",
                        "history")
                .stream()
                .collect(Collectors.toMap(Function.identity(), same -> new Source(same, UnaryOperator.identity())));
        sources.put("direct", new Source(MESSAGE, json -> spoken(json, json.getString("user"))));
        sources.put("room-text", new Source(MESSAGE, json -> spoken(json, inRoom(json))));
        sources.put(
                "room-unreadable",
                new Source(
                        MESSAGE,
                        json -> spoken(json, inRoom(json)).put("text", "").put("unreadable", true)));
        sources.put("direct-missing", new Source("gap", json -> spoken(json, json.getString("user"))));
        sources.put(
                "room-gap", new Source("gap", json -> spoken(json, inRoom(json)).put("count", json.getValue("upTo"))));
        sources.put("delivered", new Source("delivered", EventTable::identified));
        sources.put("mailed", new Source("mailed", EventTable::identified));
        sources.put("direct-held", new Source("held", UnaryOperator.identity()));
        sources.put("file", new Source("file", FileRequests::named));
        sources.put("file-progress", new Source("file-progress", FileRequests::named));
        sources.put("room-progress", new Source("progress", EventTable::identified));
        return Map.copyOf(sources);
    }

    private static String inRoom(JsonObject json) {
        return "#" + json.getString("room");
    }

    private static JsonObject spoken(JsonObject json, String conversation) {
        return identified(json).put("conversation", conversation).put("from", json.getString("user"));
    }

    private static JsonObject identified(JsonObject json) {
        return json.copy().put("messageId", json.getValue("id"));
    }

    /** The events of {@code peer.console} that are told. */
    public static Iterable<String> actions() {
        return SOURCES.keySet();
    }

    /** Returns what programs are told of an event of the bus. */
    static JsonObject told(String action, JsonObject body) {
        Source source = SOURCES.get(action);
        return BY_TYPE.get(source.type()).event(source.renamed().apply(body));
    }

    /** Returns an event that is none of the bus. */
    static JsonObject own(String type, JsonObject fields) {
        return BY_TYPE.get(type).event(fields);
    }
}
