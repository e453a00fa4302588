package org.hobnob.peer.file;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Optional;
import org.hobnob.json.Json;
import org.hobnob.json.MalformedBodyException;
import org.hobnob.protocol.file.Offer;
import org.hobnob.protocol.file.OfferState;
import org.hobnob.protocol.message.peer.FileHead;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.RoomName;

/** Converts the engine's offers to and from JSON text (SPEC 13). */
final class OfferRecords {
    private OfferRecords() {}

    static String print(Offer offer) {
        return new JsonObject()
                .put("id", offer.id().hex())
                .put("own", offer.own())
                .put("user", offer.peer().shown())
                .put("name", offer.file().name())
                .put("size", offer.file().size())
                .put("room", offer.room().map(RoomName::shown).orElse(null))
                .put("place", offer.place())
                .put("modified", offer.modifiedMs())
                .put("port", offer.port())
                .put("state", offer.state().word())
                .put("told", offer.told())
                .encode();
    }

    /** Parses a record; empty if the text is not a valid record. */
    static Optional<Offer> parse(String text) {
        try {
            return Optional.of(read(new JsonObject(text)));
        } catch (DecodeException | MalformedBodyException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Offer read(JsonObject json) {
        return new Offer(
                0,
                Json.required(json, "id", MessageId::of),
                Json.flag(json, "own"),
                Json.user(json),
                new FileHead(Json.text(json, "name"), Json.number(json, "size")),
                Json.optional(json, "room", RoomName::of),
                Json.text(json, "place"),
                Json.number(json, "modified"),
                Json.within(json, "port", 0, 65_535),
                Json.required(json, "state", OfferRecords::state),
                Json.flag(json, "told"));
    }

    private static Optional<OfferState> state(String word) {
        return Arrays.stream(OfferState.values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }
}
