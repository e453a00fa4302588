package org.hobnob.peer.file;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.hobnob.protocol.file.Offer;
import org.hobnob.protocol.message.value.MessageId;

/**
 * How far and how fast files are that are on their way; tells it about once a second, and when one stands still. Confined to
 * one context.
 */
final class Transfers {
    private static final double NEW_SHARE = 0.3;

    /** One file on its way. */
    static final class Transfer {
        private final Offer offer;
        private long bytes;
        private long toldBytes;
        private long toldMs;
        private double perMs;
        private boolean moved;

        private Transfer(Offer offer, long startMs) {
            this.offer = offer;
            toldMs = startMs;
        }

        /** Sets where it stands. The first call says where it begins. */
        private void at(long now) {
            if (!moved) {
                moved = true;
                toldBytes = now;
            }
            bytes = now;
        }

        private void measure(long nowMs) {
            long ms = Math.max(1, nowMs - toldMs);
            double latest = (double) (bytes - toldBytes) / ms;
            perMs = perMs == 0 ? latest : perMs + NEW_SHARE * (latest - perMs);
            toldMs = nowMs;
            toldBytes = bytes;
        }

        JsonObject json() {
            long left = offer.file().size() - bytes;
            JsonObject json = new JsonObject()
                    .put("number", offer.number())
                    .put("id", offer.id().hex())
                    .put("own", offer.own())
                    .put("user", offer.peer().shown())
                    .put("name", offer.file().name())
                    .put("size", offer.file().size())
                    .put("done", bytes)
                    .put("rate", Math.round(perMs * 1_000));
            return perMs > 0 ? json.put("leftMs", Math.round(left / perMs)) : json;
        }
    }

    private final LongSupplier nowMs;
    private final Predicate<MessageId> isOpen;
    private final Consumer<JsonObject> told;
    private final Map<MessageId, Transfer> running = new HashMap<>();

    /**
     * @param isOpen whether an offer is known and not over
     * @param told takes events {@code file-progress} (BUS.md 6.4)
     */
    Transfers(LongSupplier nowMs, Predicate<MessageId> isOpen, Consumer<JsonObject> told) {
        this.nowMs = nowMs;
        this.isOpen = isOpen;
        this.told = told;
    }

    /** What a worker still wrote of an offer that is over already is no news. */
    void at(Offer offer, long bytes) {
        if (isOpen.test(offer.id())) {
            running.computeIfAbsent(offer.id(), begins -> new Transfer(offer, nowMs.getAsLong()))
                    .at(bytes);
        }
    }

    /** The connection, or the offer, has ended. */
    void over(Offer offer) {
        Transfer ended = running.remove(offer.id());
        if (ended != null && ended.bytes < offer.file().size() && isOpen.test(offer.id())) {
            JsonObject stands = ended.json().put("rate", 0).put("stands", true);
            stands.remove("leftMs");
            told.accept(stands);
        }
    }

    Optional<Transfer> of(Offer offer) {
        return Optional.ofNullable(running.get(offer.id()));
    }

    /** Tells each that is on its way. */
    void tell() {
        for (Transfer one : running.values()) {
            one.measure(nowMs.getAsLong());
            told.accept(one.json());
        }
    }
}
