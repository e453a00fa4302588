package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.RoomHistory;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.text.SafeText;

/** What hosts, and in part members, do with their rooms. Each action shows its success; a refusal fails its future. */
public final class HostingActions {
    private static final String HISTORY_ON = "30d";

    private final ConsoleState console;

    HostingActions(ConsoleState console) {
        this.console = console;
    }

    /** Sets the room's topic; an empty text takes it away. */
    public Future<Void> topic(String room, String text) {
        if (Title.of(text).isEmpty()) {
            console.error("a topic has at most " + Title.MAX_BYTES + " bytes, and no control characters");
            return Future.succeededFuture();
        }
        return set("topic", new JsonObject().put("room", room).put("topic", text));
    }

    /** Tells the room's topic. */
    Future<Void> showTopic(String room) {
        String topic = console.topics().of(Conversation.room(room)).topic().text();
        console.plain(topic.isEmpty() ? "#" + room + " has no topic" : "topic of #" + room + ": " + SafeText.of(topic));
        return Future.succeededFuture();
    }

    /** @param setting {@code standing}, {@code post}, {@code history} or {@code hosted} */
    Future<Void> set(String room, String setting, String value) {
        JsonObject body = new JsonObject().put("room", room);
        return switch (setting) {
            case "standing" -> set("set", body.put("standing", flag(value)));
            case "post" ->
                set(
                        "set",
                        body.put(
                                "post",
                                RoomPosting.ofWord(value).map(RoomPosting::word).orElseThrow(this::misfit)));
            case "history" ->
                set(
                        "set",
                        body.put(
                                "history",
                                RoomHistory.ofWord(value.equals("on") ? HISTORY_ON : value)
                                        .map(RoomHistory::word)
                                        .orElseThrow(this::misfit)));
            case "hosted" -> set("set", body.put("hosted", flag(value)));
            default -> throw misfit();
        };
    }

    private boolean flag(String value) {
        return switch (value) {
            case "on" -> true;
            case "off" -> false;
            default -> throw misfit();
        };
    }

    private RefusalException misfit() {
        return new RefusalException(Reason.MALFORMED);
    }

    private Future<Void> set(String action, JsonObject body) {
        return console.requests()
                .ask(Addresses.PEER_ROOM, action, body, 2 * Bus.TIMEOUT_MS)
                .map(json -> {
                    Conversation room = Conversation.room(Json.room(body).shown());
                    List<String> changes = console.topics().changed(room, Json.roomSettings(json));
                    changes.forEach(console::success);
                    if (changes.isEmpty()) {
                        console.notice("that is so already in " + room.label());
                    }
                    return null;
                });
    }

    /** Keeps a user out. All members are told if a member is removed. */
    public Future<Void> ban(String room, String user) {
        return registry("ban", room, user)
                .<Void>map(done -> {
                    console.success(user + " is banned from #" + room + "; /unban " + user + " lets in again");
                    return null;
                })
                .recover(cause -> notBanned(cause));
    }

    private Future<Void> notBanned(Throwable cause) {
        if (cause instanceof RefusalException refusal && refusal.reason() == Reason.NOT_YOURS) {
            console.error("you cannot ban yourself; /leave leaves the room");
            return Future.succeededFuture();
        }
        return Future.failedFuture(cause);
    }

    /** Makes a member one more host. */
    Future<Void> host(String room, String user) {
        return changeHosts("host", room, user).recover(cause -> notHost(room, user, cause));
    }

    /** Takes the role of host from a user, or gives up one's own. */
    Future<Void> unhost(String room, String user) {
        return changeHosts("unhost", room, user).recover(cause -> stillHost(room, user, cause));
    }

    private Future<Void> changeHosts(String action, String room, String user) {
        JsonObject body = new JsonObject().put("room", room).put("user", user);
        return console.requests()
                .ask(Addresses.PEER_ROOM, action, body, 2 * Bus.TIMEOUT_MS)
                .map(json -> {
                    String self = console.standing().user().orElse("");
                    List<String> changes = console.hosts().changed(Conversation.room(room), json, self);
                    changes.forEach(console::success);
                    if (changes.isEmpty()) {
                        console.notice("that is so already in #" + room);
                    }
                    return null;
                });
    }

    private Future<Void> notHost(String room, String user, Throwable cause) {
        return explained(
                        cause,
                        Reason.NOT_ALLOWED,
                        "#" + room + " has as many hosts as a room may have; /unhost takes one away")
                .recover(other -> explained(
                        other, Reason.NOT_A_MEMBER, user + " is not in #" + room + "; only members can be hosts"));
    }

    private Future<Void> stillHost(String room, String user, Throwable cause) {
        boolean self = console.standing().user().filter(user::equalsIgnoreCase).isPresent();
        return explained(
                cause,
                Reason.NOT_ALLOWED,
                self
                        ? "you are the only host of #" + room + "; /host NAME makes another one first"
                        : user + " became a host of #" + room + " before you, and cannot be removed by you");
    }

    private Future<Void> explained(Throwable cause, Reason reason, String why) {
        if (cause instanceof RefusalException refusal && refusal.reason() == reason) {
            console.error(why);
            return Future.succeededFuture();
        }
        return Future.failedFuture(cause);
    }

    Future<Void> unban(String room, String user) {
        return registry("unban", room, user).map(done -> {
            console.success(user + " may enter #" + room + " again");
            return null;
        });
    }

    Future<Void> bans(String room) {
        return console.requests()
                .registry("bans", new JsonObject().put("room", room))
                .map(json -> {
                    JsonArray users = json.getJsonArray("users");
                    String names = users.stream()
                            .map(name -> SafeText.of(name.toString()))
                            .collect(Collectors.joining(", "));
                    console.plain(
                            users.isEmpty() ? "nobody is banned from #" + room : "banned from #" + room + ": " + names);
                    return null;
                });
    }

    /** Invites a user, who then needs no password. */
    public Future<Void> invite(String room, String user) {
        return registry("invite", room, user).map(done -> {
            console.success(user + " is invited to #" + room);
            return null;
        });
    }

    private Future<JsonObject> registry(String action, String room, String user) {
        return console.requests()
                .registry(action, new JsonObject().put("room", room).put("user", user));
    }
}
