package org.hobnob.peer.mailbox;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.json.Json;
import org.hobnob.json.MalformedBodyException;
import org.hobnob.protocol.mailbox.LetterItem;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.NativeMailbox;

/** Converts the records of the mailbox to and from JSON text (SPEC 13). */
final class MailRecords {
    private static final String KIND = "kind";

    private MailRecords() {}

    static String print(MailRecord record) {
        return json(record).encode();
    }

    private static JsonObject json(MailRecord record) {
        if (record instanceof MailRecord.PrivateKey key) {
            return kind("prekey")
                    .put("id", key.id())
                    .put("private", key.privateKey())
                    .put("prekey", NativeMailbox.word(key.prekey().bytes()));
        }
        if (record instanceof MailRecord.Spent spent) {
            return kind("spent").put("id", spent.id()).put("at", spent.at());
        }
        if (record instanceof MailRecord.Posted posted) {
            return kind("posted")
                    .put("user", posted.contact().shown())
                    .put("log", posted.log().hex())
                    .put("n", posted.through())
                    .put("letters", Json.array(posted.letters(), MessageId::hex));
        }
        if (record instanceof MailRecord.Owed owed) {
            return kind("owed")
                    .put("user", owed.contact().shown())
                    .put("log", owed.receipt().log().hex())
                    .put("n", owed.receipt().through());
        }
        if (record instanceof MailRecord.Spare spare) {
            return kind("spare").put("token", spare.token().reveal());
        }
        if (record instanceof MailRecord.Revoked revoked) {
            return kind("revoked").put("token", revoked.token().reveal());
        }
        if (record instanceof MailRecord.At at) {
            return kind("at").put("keeper", at.keeper().shown()).put("record", json(at.record()));
        }
        if (record instanceof MailRecord.KeptAt kept) {
            return kind("kept-at")
                    .put("user", kept.contact().shown())
                    .put("keeper", kept.keeper().shown());
        }
        MailRecord.Tokens tokens = (MailRecord.Tokens) record;
        return kind("tokens")
                .put("user", tokens.contact().shown())
                .put("own", tokens.own().map(PutToken::reveal).orElse(null))
                .put("theirs", tokens.theirs().map(PutToken::reveal).orElse(null))
                .put("blocked", tokens.blocked());
    }

    private static JsonObject kind(String kind) {
        return new JsonObject().put(KIND, kind);
    }

    /** Parses a record; returns empty if the text is not a valid record. */
    static Optional<MailRecord> parse(String text) {
        try {
            return Optional.of(read(new JsonObject(text)));
        } catch (DecodeException | MalformedBodyException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static MailRecord read(JsonObject json) {
        return switch (Json.text(json, KIND)) {
            case "prekey" -> {
                Prekey prekey = Json.required(json, "prekey", NativeMailbox::prekey);
                yield new MailRecord.PrivateKey(prekey.id(), Json.text(json, "private"), prekey);
            }
            case "spent" -> new MailRecord.Spent(Json.text(json, "id"), Json.number(json, "at"));
            case "posted" ->
                new MailRecord.Posted(
                        Json.user(json), log(json), Json.number(json, "n"), Json.list(json, "letters", MessageId::of));
            case "owed" ->
                new MailRecord.Owed(Json.user(json), new LetterItem.Receipt(log(json), Json.number(json, "n")));
            case "spare" -> new MailRecord.Spare(Json.required(json, "token", PutToken::of));
            case "revoked" -> new MailRecord.Revoked(Json.required(json, "token", PutToken::of));
            case "at" -> new MailRecord.At(Json.required(json, "keeper", UserName::of), read(inner(json)));
            case "kept-at" -> new MailRecord.KeptAt(Json.user(json), Json.required(json, "keeper", UserName::of));
            case "tokens" ->
                new MailRecord.Tokens(
                        Json.user(json),
                        Json.optional(json, "own", PutToken::of),
                        Json.optional(json, "theirs", PutToken::of),
                        Json.flag(json, "blocked", false));
            default -> throw new IllegalArgumentException("unknown kind of record");
        };
    }

    private static JsonObject inner(JsonObject json) {
        if (json.getValue("record") instanceof JsonObject inner
                && !Json.text(inner, KIND).equals("at")) {
            return inner;
        }
        throw new IllegalArgumentException("no record");
    }

    private static LogId log(JsonObject json) {
        return Json.required(json, "log", LogId::of);
    }
}
