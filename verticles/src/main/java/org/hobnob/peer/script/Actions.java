package org.hobnob.peer.script;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hobnob.bus.Addresses;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.message.value.UserStatus;

/**
 * Does what programs ask for. What is asked of a room waits for what changes whether the user is in it, so that a program
 * need not wait between {@code join} and {@code send}; all else begins at once. Confined to one event loop.
 */
final class Actions {
    /** What a room is asked to do without the registry. */
    static final String SAY = "say";

    /** What a chat is asked to do that may need the registry. */
    static final String MESSAGE = "message";

    private static final int MOST_LISTED = 10_000;

    private final Asker asker;
    private final Standing standing;
    private final Supplier<Future<Void>> leave;
    private final PastActions past;
    /** Joins and leaves under way, by room. */
    private final Map<String, Future<JsonObject>> moves;

    /** @param leave logs out and ends the program */
    Actions(Asker asker, Standing standing, Supplier<Future<Void>> leave) {
        this(asker, standing, leave, new HashMap<>());
    }

    private Actions(
            Asker asker, Standing standing, Supplier<Future<Void>> leave, Map<String, Future<JsonObject>> moves) {
        this.asker = asker;
        this.standing = standing;
        this.leave = leave;
        this.moves = moves;
        past = new PastActions(asker);
    }

    /** Returns the same actions, for a program that asks in another way. */
    Actions by(Asker other) {
        return new Actions(other, standing, leave, moves);
    }

    PastActions past() {
        return past;
    }

    FileRequests files() {
        return new FileRequests(asker);
    }

    Standing standing() {
        return standing;
    }

    Future<JsonObject> send(JsonObject json) {
        String to = json.getString("to");
        JsonObject body = Field.only(Field.list("text action?:boolean replyTo?:object"), json);
        return to.startsWith("#") ? say(room(to, Reason.NO_SUCH_ROOM), body) : message(user(to), body);
    }

    private Future<JsonObject> say(String room, JsonObject body) {
        return behindMoves(room, () -> asker.room(SAY, body.put("room", room)))
                .map(said -> said.copy()
                        .put("messageId", said.getValue("id"))
                        .put("state", said.getJsonArray("missing").isEmpty() ? "delivered" : "partly"));
    }

    private Future<JsonObject> message(String user, JsonObject body) {
        return asker.chat(MESSAGE, body.put("user", user))
                .map(sent -> sent.copy().put("messageId", sent.getValue("id")));
    }

    Future<JsonObject> join(JsonObject json) {
        return enter("join", room(json.getString("room"), Reason.NO_SUCH_ROOM), json);
    }

    Future<JsonObject> create(JsonObject json) {
        JsonObject body = json.copy()
                .put("title", json.getString("title", ""))
                .put("kind", json.getString("kind", "sealed"))
                .put("capacity", json.getInteger("capacity", 0));
        return enter("create", room(json.getString("room"), Reason.BAD_NAME), body);
    }

    private Future<JsonObject> enter(String action, String room, JsonObject json) {
        JsonObject body = json.copy().put("room", room);
        Optional.ofNullable(json.getString("password"))
                .ifPresent(password ->
                        body.put("password", PasswordHash.ofPassword(password).hex()));
        return move(room, () -> asker.room(action, body).onSuccess(state -> standing.entered(room)));
    }

    Future<JsonObject> leave(JsonObject json) {
        String room = room(json.getString("room"), Reason.NO_SUCH_ROOM);
        return move(
                room,
                () -> asker.room("leave", new JsonObject().put("room", room)).onSuccess(done -> standing.left(room)));
    }

    private Future<JsonObject> move(String room, Supplier<Future<JsonObject>> work) {
        String key = room.toLowerCase(Locale.ROOT);
        Future<JsonObject> moving = behindMoves(room, work);
        moves.put(key, moving);
        return moving.onComplete(done -> moves.remove(key, moving));
    }

    private Future<JsonObject> behindMoves(String room, Supplier<Future<JsonObject>> work) {
        Future<JsonObject> before = moves.get(room.toLowerCase(Locale.ROOT));
        return before == null ? work.get() : before.transform(over -> work.get());
    }

    Future<JsonObject> rooms(JsonObject json) {
        return pages("rooms", new JsonObject())
                .recover(cause -> isFor(cause, Reason.NO_SUCH_ROOM)
                        ? Future.succeededFuture(new JsonArray())
                        : Future.failedFuture(cause))
                .map(rooms -> new JsonObject().put("rooms", rooms));
    }

    Future<JsonObject> who(JsonObject json) {
        return pages("peers", new JsonObject())
                .recover(cause -> isFor(cause, Reason.NOBODY_ELSE)
                        ? Future.succeededFuture(new JsonArray())
                        : Future.failedFuture(cause))
                .map(peers -> new JsonObject().put("users", mapped(peers, Actions::contact)));
    }

    Future<JsonObject> members(JsonObject json) {
        String room = room(json.getString("room"), Reason.NO_SUCH_ROOM);
        return behindMoves(room, () -> membersNow(room));
    }

    private Future<JsonObject> membersNow(String room) {
        JsonObject state = new JsonObject();
        return pages("members", new JsonObject().put("room", room), state)
                .map(members -> state.put("members", mapped(members, Actions::member)));
    }

    private Future<JsonArray> pages(String list, JsonObject body) {
        return pages(list, body, new JsonObject());
    }

    /** @param rest takes the first page's other fields */
    private Future<JsonArray> pages(String list, JsonObject body, JsonObject rest) {
        return pages(list, body, rest, new ArrayList<>());
    }

    private Future<JsonArray> pages(String list, JsonObject body, JsonObject rest, List<JsonObject> sofar) {
        return asker.registry(list, body).compose(page -> {
            sofar.addAll(Json.objects(page, list, one -> one));
            rest.mergeIn(page);
            String next = page.getString("next");
            return next != null && sofar.size() < MOST_LISTED
                    ? pages(list, body.copy().put("after", next), rest, sofar)
                    : Future.succeededFuture(new JsonArray(sofar));
        });
    }

    private static JsonArray mapped(JsonArray from, Function<JsonObject, JsonObject> change) {
        JsonArray to = new JsonArray();
        from.forEach(one -> to.add(change.apply((JsonObject) one)));
        return to;
    }

    private static JsonObject contact(JsonObject contact) {
        JsonObject told = Field.only(Field.list("user dialect ip key? rooms:strings"), contact);
        UserStatus status = Optional.ofNullable(contact.getString("status"))
                .flatMap(UserStatus::parse)
                .orElse(UserStatus.HERE);
        return told.put("away", status.away()).put("status", status.text());
    }

    private static JsonObject member(JsonObject member) {
        JsonObject contact = member.getJsonObject("contact");
        JsonObject told = new JsonObject().put("user", member.getString("user")).put("online", contact != null);
        return contact == null ? told : told.mergeIn(contact(contact));
    }

    Future<JsonObject> whois(JsonObject json) {
        return asker.registry("search", withUser(json)).map(Actions::contact);
    }

    Future<JsonObject> topic(JsonObject json) {
        return inRoom(json, body -> asker.room("topic", body));
    }

    Future<JsonObject> settings(JsonObject json) {
        return inRoom(json, body -> asker.room("set", body));
    }

    Future<JsonObject> hosts(String action, JsonObject json) {
        return inRoom(withUser(json), body -> asker.room(action, body));
    }

    Future<JsonObject> kick(JsonObject json) {
        return inRoom(withUser(json), body -> asker.room("kick", body));
    }

    Future<JsonObject> hosting(String action, JsonObject json) {
        JsonObject named = json.containsKey("user") ? withUser(json) : json;
        return inRoom(named, body -> asker.registry(action, body));
    }

    private Future<JsonObject> inRoom(JsonObject json, Function<JsonObject, Future<JsonObject>> work) {
        String room = room(json.getString("room"), Reason.NO_SUCH_ROOM);
        return behindMoves(room, () -> work.apply(json.copy().put("room", room)));
    }

    Future<JsonObject> chat(JsonObject json) {
        return asker.ask(Addresses.PEER_CHAT, "request", withUser(json), Asker.CHAT_REQUEST_MS);
    }

    Future<JsonObject> answer(JsonObject json) {
        return asker.chat("answer", withUser(json));
    }

    Future<JsonObject> close(JsonObject json) {
        return asker.chat("end", withUser(json));
    }

    Future<JsonObject> waiting(JsonObject json) {
        return asker.chat("waiting", new JsonObject());
    }

    Future<JsonObject> cancel(JsonObject json) {
        return asker.chat("cancel", withUser(json));
    }

    Future<JsonObject> status(boolean away, String text) {
        return asker.registry("status", new JsonObject().put("away", away).put("text", text));
    }

    Future<JsonObject> ignore(JsonObject json) {
        return asker.contacts("ignore", withUser(json).put("level", json.getString("level", "ignored")));
    }

    Future<JsonObject> contacts(String action, JsonObject json) {
        return asker.contacts(action, json.containsKey("user") ? withUser(json) : json);
    }

    Future<JsonObject> quit(JsonObject json) {
        return leave.get().map(new JsonObject());
    }

    private static JsonObject withUser(JsonObject json) {
        return json.copy().put("user", user(json.getString("user")));
    }

    /** Parses a user's name, with or without {@code @}. */
    static String user(String word) {
        return UserName.of(word.startsWith("@") ? word.substring(1) : word)
                .orElseThrow(() -> new RefusalException(Reason.NO_SUCH_USER))
                .shown();
    }

    /** Parses a room's name, with or without {@code #}. */
    static String room(String word, Reason otherwise) {
        return RoomName.of(word.startsWith("#") ? word.substring(1) : word)
                .orElseThrow(() -> new RefusalException(otherwise))
                .shown();
    }

    private static boolean isFor(Throwable cause, Reason reason) {
        return cause instanceof RefusalException refusal && refusal.reason() == reason;
    }
}
