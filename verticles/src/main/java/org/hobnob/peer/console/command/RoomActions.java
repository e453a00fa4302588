package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.BodyJson;
import org.hobnob.json.Json;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.conversation.Hosts;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.KindWording;
import org.hobnob.peer.console.text.RoomReaders;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.text.SafeText;

/** The actions on rooms. Each action shows its success; a refusal fails its future. */
public final class RoomActions {
    private final ConsoleState console;
    private final OwnLines ownLines;
    private final RoomOutcomes outcomes;

    RoomActions(ConsoleState console) {
        this.console = console;
        ownLines = new OwnLines(console);
        outcomes = new RoomOutcomes(console);
    }

    /** @param capacity the most members; 0 for the registry's limit */
    public Future<Void> create(String room, RoomKind kind, int capacity, Optional<String> passwordHash, String title) {
        return create(room, kind, false, capacity, passwordHash, title);
    }

    /**
     * @param standing whether the room is kept when everybody has left
     * @param capacity the most members; 0 for the registry's limit
     */
    Future<Void> create(
            String room, RoomKind kind, boolean standing, int capacity, Optional<String> passwordHash, String title) {
        JsonObject body = new JsonObject()
                .put("room", room)
                .put("kind", kind.word())
                .put("standing", standing)
                .put("capacity", capacity)
                .put("password", passwordHash.orElse(null))
                .put("title", title);
        return ask("create", body, Bus.HASH_TIMEOUT_MS).map(json -> {
            entered(json, "created");
            if (standing && !json.getBoolean("standing")) {
                console.notice("this registry keeps no rooms: #" + room + " ends when everybody has left");
            }
            if (capacity > json.getInteger("capacity")) {
                console.notice("this registry allows at most " + json.getInteger("capacity")
                        + " members in a room, so #" + room + " has no more places");
            }
            return null;
        });
    }

    /** @param kind the only kind that the room may have; empty for any that it did not have otherwise before */
    public Future<Void> join(String room, Optional<RoomKind> kind, Optional<String> passwordHash) {
        JsonObject body = new JsonObject()
                .put("room", room)
                .put("kind", kind.map(RoomKind::word).orElse(null))
                .put("password", passwordHash.orElse(null));
        return ask("join", body, Bus.HASH_TIMEOUT_MS)
                .map(json -> {
                    Conversation where = Conversation.room(json.getString("room"));
                    if (console.conversations().isOpen(where)) {
                        // The place was kept over a restart, and what there is to tell of the room was told meanwhile.
                        console.conversations().enter(where);
                        return null;
                    }
                    tellTitle(room);
                    return entered(json, "joined");
                })
                .recover(cause -> notJoined(room, cause));
    }

    private Future<Void> notJoined(String room, Throwable cause) {
        if (cause instanceof RefusalException refusal && refusal.reason() == Reason.BANNED) {
            console.error("you are banned from #" + room + "; its host can let you in again");
            return Future.succeededFuture();
        }
        return Future.failedFuture(cause);
    }

    /** Only lists of rooms contain titles, so it is asked for when the room is entered; shown if there is one. */
    private void tellTitle(String room) {
        new Lists(console.requests()).title(room).onSuccess(title -> {
            if (!title.isEmpty()) {
                console.notice("#" + room + " is about: " + SafeText.of(title));
            }
        });
    }

    private Void entered(JsonObject json, String how) {
        Conversation room = Conversation.room(json.getString("room"));
        console.conversations().enter(room);
        console.hosts().changed(room, json, "");
        List<String> settings = console.topics().entered(room, Json.roomSettings(json));
        JsonArray members = json.getJsonArray("members");
        String multicast = json.getBoolean("multicast") ? "multicast on" : "no multicast here: TCP only";
        console.success(room.label() + " " + how + ": host " + json.getString("host") + ", " + (members.size() + 1)
                + " of " + json.getInteger("capacity") + " places taken, " + multicast + ", " + KindWording.full(json));
        RoomReaders.of(json).ifPresent(console::notice);
        settings.forEach(console::notice);
        return null;
    }

    /** Leaves the room, after it was told what became of the messages said there. */
    public Future<Void> leave(String room) {
        return console.underWay()
                .settled(Conversation.room(room))
                .compose(told -> ask("leave", new JsonObject().put("room", room), 2 * Bus.TIMEOUT_MS))
                .map(done -> {
                    console.conversations().close(Conversation.room(room));
                    console.unfinished().forget(Conversation.room(room));
                    console.hosts().forget(Conversation.room(room));
                    console.topics().forget(Conversation.room(room));
                    console.success("left #" + room);
                    return null;
                });
    }

    /** Removes a member. All members are notified, so success is not shown here. */
    public Future<Void> kick(String room, String user) {
        JsonObject body = new JsonObject().put("room", room).put("user", user);
        return ask("kick", body, 2 * Bus.TIMEOUT_MS)
                .<Void>map(done -> null)
                .recover(cause -> notKicked(room, user, cause));
    }

    private Future<Void> notKicked(String room, String user, Throwable cause) {
        Reason reason = cause instanceof RefusalException refusal ? refusal.reason() : Reason.INTERNAL;
        if (reason == Reason.NOT_YOURS) {
            console.error("you cannot remove yourself; /leave leaves the room");
        } else if (reason == Reason.NOT_A_MEMBER && console.conversations().isOpen(Conversation.room(room))) {
            console.error(user + " is not in #" + room + "; /names lists who is");
        } else {
            return Future.failedFuture(cause);
        }
        return Future.succeededFuture();
    }

    public Future<Void> names(String room) {
        return console.requests()
                .registry("members", new JsonObject().put("room", room))
                .map(json -> {
                    String topic = SafeText.of(
                            console.topics().of(Conversation.room(room)).topic().text());
                    if (!topic.isEmpty()) {
                        console.plain("  topic: " + topic);
                    }
                    Json.objects(json, "members", member -> member)
                            .forEach(member -> console.plain("  " + Lists.member(member, Hosts.of(json))));
                    return null;
                });
    }

    /** Says something. Succeeds when it has gone out; what becomes of it is shown when that is known. */
    Future<Void> say(String room, MessageBody said) {
        JsonObject fields =
                BodyJson.of(said, new UserName(console.standing().user().orElseThrow()));
        JsonObject body = new JsonObject().put("room", room).mergeIn(fields);
        Conversation where = Conversation.room(room);
        return ownLines.say(
                where,
                fields,
                () -> ask("say", body, 2 * Bus.HASH_TIMEOUT_MS),
                json -> outcomes.of(where, fields.getString("text"), json),
                "not sent: ");
    }

    private Future<JsonObject> ask(String action, JsonObject body, long timeoutMs) {
        return console.requests().ask(Addresses.PEER_ROOM, action, body, timeoutMs);
    }
}
