package org.hobnob.peer.mailbox;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.mailbox.StoredLetter;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.NativeMailbox;

/** Asks the registry about mailboxes (BUS.md 6.1). */
final class MailRegistry implements MailHost {
    private static final long TIMEOUT_MS = 2 * Bus.TIMEOUT_MS;

    private final Bus bus;

    MailRegistry(Bus bus) {
        this.bus = bus;
    }

    private Future<JsonObject> ask(String action, JsonObject body) {
        return bus.request(Addresses.PEER_REGISTRY, action, body, TIMEOUT_MS);
    }

    @Override
    public Future<Integer> putPrekeys(List<Prekey> prekeys) {
        JsonObject body = new JsonObject().put("prekeys", Json.array(prekeys, one -> NativeMailbox.word(one.bytes())));
        return ask("put-prekeys", body).map(json -> (int) Json.number(json, "left"));
    }

    @Override
    public Future<Reply.PrekeyTaken> takePrekey(UserName user) {
        return ask("take-prekey", new JsonObject().put("user", user.shown()))
                .map(json -> new Reply.PrekeyTaken(
                        Json.required(json, "key", PublicKey::of),
                        Json.required(json, "prekey", NativeMailbox::prekey)));
    }

    @Override
    public Future<MessageId> putLetter(UserName user, Letter letter, Optional<PutToken> token) {
        JsonObject body = new JsonObject()
                .put("user", user.shown())
                .put("letter", NativeMailbox.word(letter.bytes()))
                .put("token", token.map(PutToken::reveal).orElse(null));
        return ask("put-letter", body).map(json -> Json.required(json, "id", MessageId::of));
    }

    @Override
    public Future<Reply.Letters> fetch(Optional<MessageId> after) {
        JsonObject body =
                new JsonObject().put("after", after.map(MessageId::hex).orElse(null));
        return ask("fetch-letters", body).map(json -> {
            Optional<StoredLetter> letter = Json.optional(json, "id", MessageId::of)
                    .map(id -> new StoredLetter(
                            id, Json.number(json, "at"), Json.required(json, "letter", NativeMailbox::letter)));
            return new Reply.Letters(letter, Json.flag(json, "more"));
        });
    }

    @Override
    public Future<Void> drop(List<MessageId> ids, Optional<UserName> from) {
        JsonObject body = new JsonObject()
                .put("ids", Json.array(ids, MessageId::hex))
                .put("from", from.map(UserName::shown).orElse(null));
        return ask("drop-letters", body).mapEmpty();
    }

    @Override
    public Future<Void> allow(PutToken token, int quota) {
        return ask("allow-mail", new JsonObject().put("hash", token.hash()).put("quota", quota))
                .mapEmpty();
    }
}
