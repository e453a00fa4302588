package org.hobnob.registry.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.Optional;
import org.hobnob.json.Json;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.StoredLetter;
import org.hobnob.protocol.mailbox.box.Box;
import org.hobnob.protocol.mailbox.box.PrekeyShelf;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.NativeMailbox;

/**
 * The collections {@code mailboxes}, {@code letters} and {@code prekeys} (SPEC 10). A mailbox says which letters are in it;
 * it is changed by compare-and-set on its version, as the prekeys of a user are. Every method fails with {@code UNAVAILABLE}
 * if the store does.
 */
public final class Mailboxes {
    private static final String VERSION = "version";
    private static final String LETTER = "letter";

    private final Documents boxes;
    private final Documents letters;
    private final Documents prekeys;

    Mailboxes(MongoClient mongo, StoreHealth health) {
        boxes = new Documents(mongo, "mailboxes", health);
        letters = new Documents(mongo, "letters", health);
        prekeys = new Documents(mongo, "prekeys", health);
    }

    /** Returns the user's mailbox; an empty one if there is none. */
    public Future<Box> find(UserName user) {
        return boxes.find(user.folded())
                .map(found -> found.map(Mailboxes::readBox).orElseGet(() -> Box.empty(user)));
    }

    /**
     * Writes the next version of a mailbox.
     *
     * @return false if it was changed meanwhile
     */
    public Future<Boolean> write(Box box) {
        return write(boxes, box.user(), box.version(), writeBox(box));
    }

    private static Future<Boolean> write(Documents documents, UserName user, long version, JsonObject document) {
        return version == 1
                ? documents.insert(document)
                : documents.replace(Documents.byId(user.folded()).put(VERSION, version - 1), document);
    }

    /** Stores a letter that is in a mailbox already. */
    public Future<Void> insert(StoredLetter letter) {
        return letters.insert(Documents.byId(letter.id().hex())
                        .put("at", letter.at())
                        .put(LETTER, NativeMailbox.word(letter.letter().bytes())))
                .mapEmpty();
    }

    /** Returns the letter; empty if it is not there. */
    public Future<Optional<Letter>> letter(MessageId id) {
        return letters.find(id.hex())
                .map(found -> found.map(json -> Json.required(json, LETTER, NativeMailbox::letter)));
    }

    /** Deletes letters, which are taken out of the mailbox afterwards. */
    public Future<Void> delete(List<MessageId> ids) {
        return letters.deleteAll(new JsonObject()
                        .put("_id", new JsonObject().put("$in", Json.array(ids, MessageId::hex))))
                .mapEmpty();
    }

    /** Returns how many letters there are in all mailboxes. */
    public Future<Long> count() {
        return letters.count();
    }

    /**
     * Deletes the letters of a page that are too old.
     *
     * @param after the id after which the page begins; empty for the beginning
     * @param beforeMs letters that were put before this go, in milliseconds since 1970
     * @return the last id of the page; empty at the end
     */
    public Future<String> sweep(String after, long beforeMs, int limit) {
        JsonObject query = new JsonObject().put("_id", new JsonObject().put("$gt", after));
        return letters.find(query, limit).compose(page -> {
            List<MessageId> old = page.stream()
                    .filter(json -> Json.number(json, "at") < beforeMs)
                    .map(json -> new MessageId(json.getString("_id")))
                    .toList();
            String last = page.size() < limit ? "" : page.get(limit - 1).getString("_id");
            return (old.isEmpty() ? Future.<Void>succeededFuture() : delete(old)).map(last);
        });
    }

    /** Returns the prekeys that a user has left; empty if the user never has. */
    public Future<Optional<PrekeyShelf>> prekeys(UserName user) {
        return prekeys.find(user.folded()).map(found -> found.map(Mailboxes::readShelf));
    }

    /**
     * Writes the next version of a user's prekeys.
     *
     * @return false if they were changed meanwhile
     */
    public Future<Boolean> write(PrekeyShelf shelf) {
        return write(prekeys, shelf.user(), shelf.version(), writeShelf(shelf));
    }

    /** Deletes a user's mailbox, the letters in it, and the user's prekeys. */
    public Future<Void> forget(UserName user) {
        return find(user)
                .compose(box -> delete(box.letters().stream().map(Box.Entry::id).toList()))
                .compose(done -> boxes.delete(Documents.byId(user.folded())))
                .compose(done -> prekeys.delete(Documents.byId(user.folded())))
                .mapEmpty();
    }

    private static JsonObject writeBox(Box box) {
        return Documents.byId(box.user().folded())
                .put("user", box.user().shown())
                .put("letters", Json.array(box.letters(), Mailboxes::writeEntry))
                .put(
                        "tokens",
                        Json.array(
                                box.tokens(),
                                token -> new JsonObject()
                                        .put("hash", token.hash())
                                        .put("quota", token.quota())))
                .put(VERSION, box.version());
    }

    private static JsonObject writeEntry(Box.Entry entry) {
        return new JsonObject()
                .put("id", entry.id().hex())
                .put("at", entry.at())
                .put("bytes", entry.bytes())
                .put("token", entry.token().orElse(null))
                .put("putter", entry.putter().orElse(null));
    }

    private static Box readBox(JsonObject json) {
        return new Box(
                Json.user(json),
                Json.objects(
                        json,
                        "letters",
                        entry -> new Box.Entry(
                                Json.required(entry, "id", MessageId::of),
                                Json.number(entry, "at"),
                                entry.getInteger("bytes"),
                                Optional.ofNullable(entry.getString("token")),
                                Optional.ofNullable(entry.getString("putter")))),
                Json.objects(
                        json, "tokens", token -> new Box.Allowed(token.getString("hash"), token.getInteger("quota"))),
                json.getLong(VERSION));
    }

    private static JsonObject writeShelf(PrekeyShelf shelf) {
        return Documents.byId(shelf.user().folded())
                .put("user", shelf.user().shown())
                .put("key", shelf.key().hex())
                .put("weekly", shelf.weekly().map(Mailboxes::word).orElse(null))
                .put("oneTime", Json.array(shelf.oneTime(), Mailboxes::word))
                .put(VERSION, shelf.version());
    }

    private static String word(Prekey prekey) {
        return NativeMailbox.word(prekey.bytes());
    }

    private static PrekeyShelf readShelf(JsonObject json) {
        return new PrekeyShelf(
                Json.user(json),
                Json.required(json, "key", PublicKey::of),
                Json.optional(json, "weekly", NativeMailbox::prekey),
                Json.list(json, "oneTime", NativeMailbox::prekey),
                json.getLong(VERSION));
    }
}
