package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.mailbox.StoredLetter;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.NativeMailbox;

/** Calls the mailbox service (BUS.md 4.6). */
final class MailboxClient {
    private final Bus bus;

    MailboxClient(Bus bus) {
        this.bus = bus;
    }

    private static JsonObject of(Client asker) {
        return new JsonObject().put("user", asker.requireLogin().user().shown());
    }

    Future<Reply> putPrekeys(Request.PutPrekeys put, Client asker) {
        JsonObject body = of(asker)
                .put("key", asker.requireLogin().key().map(PublicKey::hex).orElse(null))
                .put("prekeys", Json.array(put.prekeys(), prekey -> NativeMailbox.word(prekey.bytes())));
        return bus.request(Addresses.MAILBOX, "put-prekeys", body)
                .map(json -> new Reply.PrekeysPut((int) Json.number(json, "left")));
    }

    Future<Reply> takePrekey(Request.TakePrekey take, Client asker) {
        return bus.request(
                        Addresses.MAILBOX,
                        "take-prekey",
                        of(asker).put("other", take.user().shown()))
                .map(json -> new Reply.PrekeyTaken(
                        Json.required(json, "key", PublicKey::of),
                        Json.required(json, "prekey", NativeMailbox::prekey)));
    }

    Future<Reply> putLetter(Request.PutLetter put, Client asker) {
        JsonObject body = of(asker)
                .put("other", put.user().shown())
                .put("letter", NativeMailbox.word(put.letter().bytes()))
                .put("token", put.token().map(PutToken::reveal).orElse(null));
        return bus.request(Addresses.MAILBOX, "put-letter", body)
                .map(json -> new Reply.LetterPut(Json.required(json, "id", MessageId::of)));
    }

    Future<Reply> fetchLetters(Request.FetchLetters fetch, Client asker) {
        JsonObject body =
                of(asker).put("after", fetch.after().map(MessageId::hex).orElse(null));
        return bus.request(Addresses.MAILBOX, "fetch-letters", body)
                .map(json -> new Reply.Letters(stored(json), Json.flag(json, "more")));
    }

    private static Optional<StoredLetter> stored(JsonObject json) {
        return Json.optional(json, "id", MessageId::of)
                .map(id -> new StoredLetter(
                        id, Json.number(json, "at"), Json.required(json, "letter", NativeMailbox::letter)));
    }

    Future<Reply> dropLetters(Request.DropLetters drop, Client asker) {
        JsonObject body = of(asker)
                .put("ids", Json.array(drop.ids(), MessageId::hex))
                .put("from", drop.from().map(UserName::shown).orElse(null));
        return bus.request(Addresses.MAILBOX, "drop-letters", body).map(done -> new Reply.LettersDropped());
    }

    Future<Reply> allowMail(Request.AllowMail allow, Client asker) {
        JsonObject body = of(asker).put("hash", allow.hash()).put("quota", allow.quota());
        return bus.request(Addresses.MAILBOX, "allow-mail", body).map(done -> new Reply.MailAllowed());
    }
}
