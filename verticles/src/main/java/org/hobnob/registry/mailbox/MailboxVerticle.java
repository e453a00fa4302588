package org.hobnob.registry.mailbox;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.ed25519.Ed25519Verifier;
import org.hobnob.json.Json;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.mailbox.box.BoxLimits;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.NativeMailbox;
import org.hobnob.registry.cluster.NodeWatch;
import org.hobnob.registry.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mailboxes (BUS.md 4.6). What is in them is in the store; several registries may serve the same mailbox. */
public final class MailboxVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(MailboxVerticle.class);
    private static final long SWEEP_MS = 60_000;
    private static final int SWEPT_AT_ONCE = 100;

    /**
     * The parts that the verticle works with.
     *
     * @param pin of the registry
     * @param limits the bounds of mailboxes; empty if this registry keeps none
     * @param wallMs the time of day, in milliseconds since 1970
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public record Parts(
            Bus bus,
            Store store,
            NodeWatch nodes,
            Pin pin,
            Optional<BoxLimits> limits,
            RandomGenerator random,
            LongSupplier wallMs,
            LongSupplier nanoTime) {}

    /** The clocks, and whether this registry may change something now. */
    record Times(Parts parts) {
        long nowMs() {
            return parts.wallMs().getAsLong();
        }

        long nanoTime() {
            return parts.nanoTime().getAsLong();
        }

        boolean mayChange() {
            return parts.nodes().mayChange();
        }

        void requireLease() {
            if (!mayChange()) {
                throw new RefusalException(Reason.UNAVAILABLE);
            }
        }
    }

    private final Parts parts;
    private final Times times;
    private final Ed25519Verifier verifier = new Ed25519Verifier();
    private Prekeys prekeys;
    private Letters letters;
    private String sweptTo = "";

    public MailboxVerticle(Parts parts) {
        this.parts = parts;
        times = new Times(parts);
    }

    @Override
    public Future<?> start() {
        if (parts.limits().isEmpty()) {
            // Nothing is served, so every request is answered with unknown-command.
            return parts.bus().serve(Addresses.MAILBOX, Map.of());
        }
        BoxLimits limits = parts.limits().get();
        prekeys = new Prekeys(parts.store().mailboxes(), times);
        letters = new Letters(parts.store().mailboxes(), limits, times, parts.random());
        vertx.setPeriodic(0, SWEEP_MS, tick -> sweep(limits));
        return parts.bus()
                .serve(
                        Addresses.MAILBOX,
                        Map.of(
                                "put-prekeys", this::putPrekeys,
                                "take-prekey", this::takePrekey,
                                "put-letter", this::putLetter,
                                "fetch-letters", this::fetchLetters,
                                "drop-letters", this::dropLetters,
                                "allow-mail", this::allowMail,
                                "forget", this::forget));
    }

    /** Deletes a page of old letters at a time, and counts all. */
    private void sweep(BoxLimits limits) {
        parts.store()
                .mailboxes()
                .count()
                .onSuccess(letters::counted)
                .compose(done -> times.mayChange()
                        ? parts.store()
                                .mailboxes()
                                .sweep(sweptTo, times.nowMs() - limits.lifeMs(), SWEPT_AT_ONCE)
                                .onSuccess(last -> sweptTo = last)
                        : Future.succeededFuture())
                .onFailure(cause -> LOG.debug("mailboxes are not swept: {}", cause.toString()));
    }

    private Future<JsonObject> putPrekeys(JsonObject json) {
        UserName user = Json.user(json);
        PublicKey key =
                Json.optional(json, "key", PublicKey::of).orElseThrow(() -> new RefusalException(Reason.BAD_PROOF));
        List<Prekey> added = Json.requiredList(json, "prekeys", NativeMailbox::prekey);
        byte[] pin = parts.pin().bytes();
        return vertx.executeBlocking(
                        () -> added.stream().allMatch(prekey -> prekey.isSignedBy(user, key, pin, verifier)), false)
                .compose(genuine -> genuine
                        ? prekeys.put(user, key, added)
                        : Future.failedFuture(new RefusalException(Reason.BAD_PROOF)))
                .map(left -> new JsonObject().put("left", left));
    }

    private Future<JsonObject> takePrekey(JsonObject json) {
        UserName user = Json.required(json, "other", UserName::of);
        return requireAccount(user)
                .compose(done -> prekeys.take(Json.user(json), user))
                .map(taken -> new JsonObject()
                        .put("key", taken.left().key().hex())
                        .put("prekey", NativeMailbox.word(taken.prekey().bytes())));
    }

    private Future<Void> requireAccount(UserName user) {
        return parts.store()
                .accounts()
                .find(user)
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture()
                        : Future.failedFuture(new RefusalException(Reason.NO_SUCH_USER)));
    }

    private Future<JsonObject> putLetter(JsonObject json) {
        UserName user = Json.required(json, "other", UserName::of);
        var letter = Json.required(json, "letter", NativeMailbox::letter);
        Optional<PutToken> token = Json.optional(json, "token", PutToken::of);
        return requireAccount(user)
                .compose(done -> letters.put(Json.user(json), user, letter, token))
                .onSuccess(id ->
                        parts.bus().publish(Addresses.MAIL_EVENTS, "came", new JsonObject().put("user", user.shown())))
                .map(id -> new JsonObject().put("id", id.hex()));
    }

    private Future<JsonObject> fetchLetters(JsonObject json) {
        return letters.fetch(Json.user(json), Json.optional(json, "after", MessageId::of))
                .map(found -> {
                    JsonObject reply = new JsonObject().put("more", found.more());
                    found.letter()
                            .ifPresent(one -> reply.put("id", one.id().hex())
                                    .put("at", one.at())
                                    .put(
                                            "letter",
                                            NativeMailbox.word(one.letter().bytes())));
                    return reply;
                });
    }

    private Future<JsonObject> dropLetters(JsonObject json) {
        // Who knows the id of a letter in another's mailbox has put it there: it is drawn at random, and told to nobody
        // else.
        UserName owner = Json.optional(json, "from", UserName::of).orElse(Json.user(json));
        return letters.drop(owner, Json.requiredList(json, "ids", MessageId::of))
                .map(new JsonObject());
    }

    private Future<JsonObject> forget(JsonObject json) {
        return parts.store().mailboxes().forget(Json.user(json)).map(new JsonObject());
    }

    private Future<JsonObject> allowMail(JsonObject json) {
        return letters.allow(Json.user(json), Json.text(json, "hash"), (int) Json.number(json, "quota"))
                .map(new JsonObject());
    }
}
