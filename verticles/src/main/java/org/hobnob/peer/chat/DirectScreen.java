package org.hobnob.peer.chat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.BodyJson;
import org.hobnob.peer.contact.KnownKeys;
import org.hobnob.protocol.chat.Stored;
import org.hobnob.protocol.mailbox.Envelopes;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** Sends the console what it shows of direct messages (BUS.md 6.4). */
final class DirectScreen implements DirectMessages.Screen {
    private final Bus bus;

    DirectScreen(Bus bus) {
        this.bus = bus;
    }

    @Override
    public Future<Void> message(Stored.Unshown message, boolean again, KnownKeys.Known sender) {
        JsonObject fields = arrived(message.byLetter() ? "letter" : "tcp", sender.verified())
                .mergeIn(BodyJson.of(message.body().read(), message.contact()))
                .put("id", message.id().hex())
                .put("again", again);
        if (sender.hosted()) {
            fields.put("hosted", true);
        }
        return bus.tell(Addresses.PEER_CONSOLE, "direct", named(message.contact(), fields));
    }

    /** Shows a message that arrived as an open datagram. */
    void open(UserName user, String text) {
        tell("direct", user, arrived("open", false).put("text", text));
    }

    private static JsonObject arrived(String path, boolean verified) {
        return new JsonObject().put("path", path).put("verified", verified);
    }

    @Override
    public void missing(UserName user, long count) {
        tell("direct-missing", user, new JsonObject().put("count", count));
    }

    @Override
    public void delivered(UserName user, MessageId id, int left) {
        tell("delivered", user, new JsonObject().put("id", id.hex()).put("left", left));
    }

    @Override
    public void held(UserName user, String reason) {
        tell("direct-held", user, new JsonObject().put("reason", reason));
    }

    @Override
    public void mailed(UserName user, MessageId id, Optional<UserName> keeper) {
        JsonObject fields = new JsonObject().put("id", id.hex());
        keeper.ifPresent(friend -> fields.put("keeper", friend.shown()));
        tell("mailed", user, fields);
    }

    @Override
    public void notMailed(UserName user, String reason) {
        tell("not-mailed", user, new JsonObject().put("reason", reason));
    }

    @Override
    public void unreadable(Envelopes.Fault fault) {
        String word = fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
        bus.send(Addresses.PEER_CONSOLE, "letter-unreadable", new JsonObject().put("fault", word));
    }

    private void tell(String action, UserName user, JsonObject fields) {
        bus.send(Addresses.PEER_CONSOLE, action, named(user, fields));
    }

    private static JsonObject named(UserName user, JsonObject fields) {
        return new JsonObject().put("user", user.shown()).mergeIn(fields);
    }
}
