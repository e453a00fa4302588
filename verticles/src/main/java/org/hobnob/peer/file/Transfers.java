package org.hobnob.peer.file;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.hobnob.protocol.file.Offer;
import org.hobnob.protocol.message.value.MessageId;

/** How far and how fast files are that are on their way; tells it about once a second. Confined to one context. */
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
    private final Map<MessageId, Transfer> running = new HashMap<>();

    Transfers(LongSupplier nowMs) {
        this.nowMs = nowMs;
    }

    void at(Offer offer, long bytes) {
        running.computeIfAbsent(offer.id(), begins -> new Transfer(offer, nowMs.getAsLong()))
                .at(bytes);
    }

    void over(Offer offer) {
        running.remove(offer.id());
    }

    Optional<Transfer> of(Offer offer) {
        return Optional.ofNullable(running.get(offer.id()));
    }

    /** Tells each that has moved since the last time. */
    void tell(BiConsumer<Offer, JsonObject> told) {
        for (Transfer one : running.values()) {
            one.measure(nowMs.getAsLong());
            told.accept(one.offer, one.json());
        }
    }
}
