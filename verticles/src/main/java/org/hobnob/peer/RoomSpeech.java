package org.hobnob.peer;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.ChatText;
import org.hobnob.protocol.message.MessageId;
import org.hobnob.protocol.message.UserName;

/** One message on its way to all members of a room, each by the way that reaches it. */
final class RoomSpeech {
    private final Bus bus;
    private final RoomTable table;
    private final MessageId id;
    private final ChatText text;

    RoomSpeech(Bus bus, RoomTable table, MessageId id, ChatText text) {
        this.bus = bus;
        this.table = table;
        this.id = id;
        this.text = text;
    }

    /** Succeeds, when every way has ended, with {@code id}, {@code multicast}, {@code tcp}, {@code open}, {@code missing}. */
    Future<JsonObject> deliver() {
        Set<UserName> originals = table.seat().originals();
        Future<Boolean> openly = originals.isEmpty() ? Future.succeededFuture(true) : table.openly(text);
        Future<JsonObject> toNatives = table.multicast(id, text).compose(this::deliverTheRest);
        return Future.all(openly, toNatives).map(done -> {
            JsonArray names = Json.array(List.copyOf(originals), UserName::shown);
            JsonObject result = toNatives.result();
            if (openly.result()) {
                return result.put("open", names);
            }
            return result.put("open", new JsonArray())
                    .put("missing", result.getJsonArray("missing").addAll(names));
        });
    }

    private Future<JsonObject> deliverTheRest(boolean multicast) {
        Set<UserName> natives = table.seat().natives();
        Set<UserName> byTcp = multicast ? table.seat().unreached() : natives;
        JsonArray taken = new JsonArray();
        JsonArray missing = new JsonArray();
        List<Future<JsonObject>> deliveries = byTcp.stream()
                .map(member -> deliver(member)
                        .onSuccess(done -> taken.add(member.shown()))
                        .onFailure(cause -> missing.add(member.shown())))
                .toList();
        return Future.join(deliveries)
                .otherwiseEmpty()
                .map(done -> new JsonObject()
                        .put("id", id.hex())
                        .put("multicast", natives.size() - byTcp.size())
                        .put("tcp", taken)
                        .put("missing", missing));
    }

    private Future<JsonObject> deliver(UserName member) {
        JsonObject broadcast = new JsonObject()
                .put("user", member.shown())
                .put("room", table.seat().state().room().shown())
                .put("id", id.hex())
                .put("text", text.text());
        return bus.request(Addresses.PEER_CHAT, "broadcast", broadcast, Bus.HASH_TIMEOUT_MS);
    }
}
