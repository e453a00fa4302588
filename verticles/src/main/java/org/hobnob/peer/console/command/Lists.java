package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.hobnob.json.Json;
import org.hobnob.peer.console.conversation.Hosts;
import org.hobnob.peer.console.state.Requests;
import org.hobnob.peer.console.text.StatusWording;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.RoomName;

/** Fetches the registry's lists, all pages of them, and formats their entries as lines. */
public final class Lists {
    private static final int MOST = 10_000;
    /** What a room's name consists of, in the order of lists. */
    private static final String LETTERS = "-0123456789_abcdefghijklmnopqrstuvwxyz";

    private final Requests requests;

    Lists(Requests requests) {
        this.requests = requests;
    }

    /** Returns the other users who are online; fails with {@code NOBODY_ELSE} if there are none. */
    public Future<List<JsonObject>> users() {
        return pages("peers", null, new ArrayList<>());
    }

    /** Returns all rooms; may be empty. */
    public Future<List<JsonObject>> rooms() {
        return pages("rooms", null, new ArrayList<>()).recover(Lists::noneAtAll);
    }

    /** Returns a room's title; empty if it has none or the registry does not tell. Never fails. */
    Future<String> title(String room) {
        return requests.registry("rooms", new JsonObject().put("after", justBefore(room)))
                .map(json -> Json.objects(json, "rooms", one -> one).stream()
                        .filter(one -> one.getString("room").equalsIgnoreCase(room))
                        .map(one -> one.getString("title"))
                        .findFirst()
                        .orElse(""))
                .otherwise("");
    }

    /** Returns a name that a list has just before the room's (by folded name), or null for the beginning. */
    static String justBefore(String room) {
        String folded = room.toLowerCase(Locale.ROOT);
        int last = LETTERS.indexOf(folded.charAt(folded.length() - 1)) - 1;
        String beginning = folded.substring(0, folded.length() - 1);
        String name = last < 0 ? beginning : (beginning + LETTERS.charAt(last) + "z".repeat(32)).substring(0, 32);
        return RoomName.of(name).map(RoomName::shown).orElse(null);
    }

    /** The registry refuses the first page if there are no rooms (SPEC 4.5). */
    private static Future<List<JsonObject>> noneAtAll(Throwable cause) {
        boolean none = cause instanceof RefusalException refusal && refusal.reason() == Reason.NO_SUCH_ROOM;
        return none ? Future.succeededFuture(List.of()) : Future.failedFuture(cause);
    }

    private Future<List<JsonObject>> pages(String list, String after, List<JsonObject> sofar) {
        return requests.registry(list, new JsonObject().put("after", after)).compose(json -> {
            sofar.addAll(Json.objects(json, list, one -> one));
            String next = json.getString("next");
            return next != null && sofar.size() < MOST ? pages(list, next, sofar) : Future.succeededFuture(sofar);
        });
    }

    /** Formats a user with address, dialect and rooms. */
    public static String contact(JsonObject peer) {
        String rooms =
                peer.getJsonArray("rooms").stream().map(room -> " #" + room).collect(Collectors.joining());
        return peer.getString("user") + "  " + peer.getString("ip") + ":" + port(peer) + "  "
                + peer.getString("dialect") + rooms + StatusWording.behind(peer);
    }

    /** Returns the port that other peers use to reach the user. */
    static int port(JsonObject peer) {
        int direct = peer.getInteger("directPort");
        return direct == 0 ? peer.getInteger("udpPort") : direct;
    }

    /** Formats a member of a room with these hosts. */
    static String member(JsonObject member, List<String> hosts) {
        return member.getString("user")
                + (Hosts.has(hosts, member.getString("user")) ? "  host" : "")
                + (member.getJsonObject("contact") == null
                        ? "  offline"
                        : StatusWording.behind(member.getJsonObject("contact")));
    }
}
