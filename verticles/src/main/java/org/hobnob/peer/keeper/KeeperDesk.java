package org.hobnob.peer.keeper;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.hobnob.ed25519.Ed25519Verifier;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.mailbox.keeper.Keeper;
import org.hobnob.protocol.mailbox.keeper.KeeperBounds;
import org.hobnob.protocol.mailbox.keeper.KeeperEffect;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.peer.PeerMessage.AskKeeper;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers those who have, or write to, a mailbox that this peer keeps, as long as its user is logged in. What is answered is on
 * disk. Not thread-safe.
 */
public final class KeeperDesk {
    private static final Logger LOG = LoggerFactory.getLogger(KeeperDesk.class);
    private static final long SWEEP_MS = 3_600_000;
    private static final int KB = 1_024;

    private final Vertx vertx;
    private final StateFile file;
    private final PeerValues settings;
    private final RandomGenerator random;
    private final LongSupplier wallMs;
    private Optional<Open> open = Optional.empty();
    private long logins;

    /** What is kept for the user who is logged in, and under which settings. */
    private record Open(Keeper keeper, KeptState state, Terms terms) {
        Open with(Terms now) {
            return new Open(keeper, state, now);
        }
    }

    /** What the settings say. */
    private record Terms(List<UserName> friends, KeeperBounds bounds) {}

    /**
     * @param settings read at each request
     * @param wallMs the time of day, in milliseconds since 1970
     */
    public KeeperDesk(Vertx vertx, StateFile file, PeerValues settings, RandomGenerator random, LongSupplier wallMs) {
        this.vertx = vertx;
        this.file = file;
        this.settings = settings;
        this.random = random;
        this.wallMs = wallMs;
        vertx.setPeriodic(
                SWEEP_MS,
                due -> open.ifPresent(kept -> store(kept, kept.keeper().sweep(wallMs.getAsLong()))));
    }

    private Terms terms() {
        return new Terms(
                settings.list(PeerKey.KEEP_MAIL_FOR).stream()
                        .flatMap(name -> UserName.of(name).stream())
                        .toList(),
                new KeeperBounds(
                        (long) settings.number(PeerKey.KEEP_MAIL_KB) * KB,
                        TimeUnit.DAYS.toMillis(settings.number(PeerKey.KEEP_MAIL_DAYS))));
    }

    /** The user has logged in. */
    public void begin(UserName user, Pin registry) {
        KeptState state = new KeptState(file, registry, user);
        long login = ++logins;
        vertx.executeBlocking(state::load)
                .onSuccess(records -> {
                    if (login == logins) {
                        Terms now = new Terms(List.of(), terms().bounds());
                        Keeper keeper =
                                new Keeper(records, registry.bytes(), new Ed25519Verifier(), random, now.bounds());
                        open = Optional.of(new Open(keeper, state, now));
                        agreed(open.get());
                    }
                })
                .onFailure(cause -> LOG.error("what is kept for friends cannot be read", cause));
    }

    /** The user has logged out. What is kept stays in the file. */
    public void end() {
        logins++;
        open = Optional.empty();
    }

    /** Takes over what the settings say now. */
    private Open agreed(Open kept) {
        Terms now = terms();
        if (now.equals(kept.terms())) {
            return kept;
        }
        store(kept, kept.keeper().keepFor(now.friends(), now.bounds(), wallMs.getAsLong()));
        Open next = kept.with(now);
        open = Optional.of(next);
        return next;
    }

    /**
     * Answers what the sender, who is proven, asks.
     *
     * @param key the identity key that the connection has proved
     */
    public Future<PeerReply> answer(AskKeeper ask, PublicKey key) {
        if (open.isEmpty()) {
            return Future.succeededFuture(notKept());
        }
        Open kept = agreed(open.get());
        if (!kept.keeper().isKeeping()) {
            return Future.succeededFuture(notKept());
        }
        Keeper.Answer answer =
                kept.keeper().ask(new Keeper.Asker(ask.sender(), key), ask.request(), wallMs.getAsLong());
        return store(kept, answer.effects()).map(done -> new PeerReply.KeeperAnswer(answer.reply()));
    }

    /** Returns how many letters are kept for whom. */
    public Map<UserName, Integer> letters() {
        return open.map(kept -> agreed(kept).keeper().letters()).orElse(Map.of());
    }

    /** What a peer answers that knows nothing of mailboxes. */
    public static PeerReply notKept() {
        return new PeerReply.NotUnderstood(Reason.UNKNOWN_COMMAND);
    }

    private Future<Void> store(Open kept, List<KeeperEffect> effects) {
        if (effects.isEmpty()) {
            return Future.succeededFuture();
        }
        Promise<Void> done = Promise.promise();
        Context context = vertx.getOrCreateContext();
        kept.state()
                .write(
                        effects,
                        () -> context.runOnContext(go -> done.complete()),
                        cause -> context.runOnContext(go -> {
                            LOG.error("what is kept for friends cannot be stored: {}", cause.getMessage());
                            done.fail(cause);
                        }));
        return done.future();
    }
}
