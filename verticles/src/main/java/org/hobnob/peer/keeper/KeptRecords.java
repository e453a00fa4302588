package org.hobnob.peer.keeper;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hobnob.json.Json;
import org.hobnob.json.MalformedBodyException;
import org.hobnob.protocol.mailbox.StoredLetter;
import org.hobnob.protocol.mailbox.box.Box;
import org.hobnob.protocol.mailbox.box.PrekeyShelf;
import org.hobnob.protocol.mailbox.keeper.KeptRecord;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.wire.NativeMailbox;

/** The text of what a keeper stores, as JSON. */
final class KeptRecords {
    private static final String KIND = "kind";

    private KeptRecords() {}

    static String print(KeptRecord record) {
        if (record instanceof KeptRecord.OfBox kept) {
            Box box = kept.box();
            return kind("box")
                    .put("user", box.user().shown())
                    .put("letters", array(box.letters(), KeptRecords::entry))
                    .put(
                            "tokens",
                            array(
                                    box.tokens(),
                                    one -> new JsonObject()
                                            .put("hash", one.hash())
                                            .put("quota", one.quota())))
                    .put("version", box.version())
                    .encode();
        }
        if (record instanceof KeptRecord.OfShelf kept) {
            PrekeyShelf shelf = kept.shelf();
            return kind("shelf")
                    .put("user", shelf.user().shown())
                    .put("key", shelf.key().hex())
                    .put(
                            "weekly",
                            shelf.weekly()
                                    .map(one -> NativeMailbox.word(one.bytes()))
                                    .orElse(null))
                    .put("oneTime", Json.array(shelf.oneTime(), one -> NativeMailbox.word(one.bytes())))
                    .put("version", shelf.version())
                    .encode();
        }
        StoredLetter letter = ((KeptRecord.OfLetter) record).letter();
        return kind("letter")
                .put("id", letter.id().hex())
                .put("at", letter.at())
                .put("letter", NativeMailbox.word(letter.letter().bytes()))
                .encode();
    }

    private static JsonObject kind(String kind) {
        return new JsonObject().put(KIND, kind);
    }

    private static <T> JsonArray array(List<T> all, Function<T, JsonObject> each) {
        JsonArray array = new JsonArray();
        all.forEach(one -> array.add(each.apply(one)));
        return array;
    }

    private static JsonObject entry(Box.Entry entry) {
        return new JsonObject()
                .put("id", entry.id().hex())
                .put("at", entry.at())
                .put("bytes", entry.bytes())
                .put("token", entry.token().orElse(null))
                .put("putter", entry.putter().orElse(null));
    }

    /** Parses a record; returns empty if the text is not a valid record. */
    static Optional<KeptRecord> parse(String text) {
        try {
            return Optional.of(read(new JsonObject(text)));
        } catch (DecodeException | MalformedBodyException | IllegalArgumentException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static KeptRecord read(JsonObject json) {
        return switch (Json.text(json, KIND)) {
            case "box" ->
                new KeptRecord.OfBox(new Box(
                        Json.user(json),
                        Json.objects(json, "letters", KeptRecords::readEntry),
                        Json.objects(
                                json,
                                "tokens",
                                one -> new Box.Allowed(Json.text(one, "hash"), Json.integer(one, "quota"))),
                        Json.number(json, "version")));
            case "shelf" ->
                new KeptRecord.OfShelf(new PrekeyShelf(
                        Json.user(json),
                        Json.required(json, "key", PublicKey::of),
                        Json.optional(json, "weekly", NativeMailbox::prekey),
                        Json.requiredList(json, "oneTime", NativeMailbox::prekey),
                        Json.number(json, "version")));
            case "letter" ->
                new KeptRecord.OfLetter(new StoredLetter(
                        Json.required(json, "id", MessageId::of),
                        Json.number(json, "at"),
                        Json.required(json, "letter", NativeMailbox::letter)));
            default -> throw new IllegalArgumentException("unknown kind of record");
        };
    }

    private static Box.Entry readEntry(JsonObject json) {
        return new Box.Entry(
                Json.required(json, "id", MessageId::of),
                Json.number(json, "at"),
                Json.integer(json, "bytes"),
                Json.optional(json, "token", Optional::of),
                Json.optional(json, "putter", Optional::of));
    }
}
