package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hobnob.json.Json;
import org.hobnob.peer.console.state.Requests;
import org.hobnob.peer.console.text.StatusWording;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;

/** Fetches the registry's lists, all pages of them, and formats their entries as lines. */
public final class Lists {
    private static final int MOST = 10_000;

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

    /** Formats a member of a room with this host. */
    static String member(JsonObject member, String host) {
        return member.getString("user")
                + (member.getString("user").equalsIgnoreCase(host) ? "  host" : "")
                + (member.getJsonObject("contact") == null
                        ? "  offline"
                        : StatusWording.behind(member.getJsonObject("contact")));
    }
}
