package org.hobnob.peer.mailbox;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.hobnob.bus.Bus;
import org.hobnob.bus.BusFailures;
import org.hobnob.durable.DurableEffects;
import org.hobnob.peer.contact.KnownKeys;
import org.hobnob.protocol.mailbox.Envelopes;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.mailbox.engine.MailEffect;
import org.hobnob.protocol.mailbox.engine.MailEngine;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mail of the user who is logged in. Connects the engine to the registry, the profile's file and the chats. Not
 * thread-safe.
 */
public final class Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    /** What the mailbox needs of one-to-one chats. */
    public interface Chats {
        /** Returns the first messages that wait for the contact, in order; the last ones may not be durable yet. */
        List<DirectMessage> waiting(UserName contact);

        /** Succeeds when all that waits now is durable; fails if the chats have ended. */
        Future<Void> settled();

        /**
         * Takes the message of a letter. Succeeds when it is stored, with why it was refused if it was; fails if the chats
         * have ended.
         */
        Future<Optional<DirectRefusal>> take(MailEffect.Take take, boolean verified);

        /** The contact has taken messages. Succeeds when that is stored; fails if the chats have ended. */
        Future<Void> acknowledge(MailEffect.Acknowledge receipt);

        /** The message is in the contact's mailbox. */
        void mailed(UserName contact, MessageId id);

        /** Messages to the contact cannot be put into a mailbox now. */
        void notMailed(UserName contact, Reason reason);

        /** A letter could not be read. */
        void unreadable(Envelopes.Fault fault);
    }

    /**
     * What all mailboxes of a peer share.
     *
     * @param nowMs a monotonic clock, in milliseconds
     */
    public record Parts(Vertx vertx, Bus bus, KnownKeys keys, RandomGenerator random, LongSupplier nowMs) {}

    private final Parts parts;
    private final Envelopes envelopes;
    private final MailRegistry registry;
    private final UnusedPrekeys prekeys;
    private final SenderCheck senders;
    private final Chats chats;
    private final MailEngine engine;
    private final DurableEffects<MailEffect> effects;
    private Optional<Long> timer = Optional.empty();
    private boolean verified;
    private boolean ended;

    /** @param records the stored records */
    public Mailbox(Parts parts, Envelopes envelopes, MailState state, List<MailRecord> records, Chats chats) {
        this.parts = parts;
        this.envelopes = envelopes;
        this.chats = chats;
        registry = new MailRegistry(parts.bus());
        prekeys = new UnusedPrekeys(registry::takePrekey, this::isGood);
        senders = new SenderCheck(parts.keys(), prekeys);
        engine = new MailEngine(envelopes, records, chats::waiting, parts.random());
        Context context = parts.vertx().getOrCreateContext();
        effects = new DurableEffects<>(task -> context.runOnContext(go -> task.run()), state, this::perform, this::end);
    }

    private long now() {
        return parts.nowMs().getAsLong();
    }

    private static long epoch() {
        return System.currentTimeMillis();
    }

    private void run(List<MailEffect> answer) {
        if (ended) {
            return;
        }
        effects.add(answer);
        timer.ifPresent(parts.vertx()::cancelTimer);
        timer = Optional.empty();
        engine.wakeAtMs()
                .ifPresent(atMs -> timer = Optional.of(
                        parts.vertx().setTimer(Math.max(1, atMs - now()), due -> run(engine.tick(now(), epoch())))));
    }

    /** Begins: the registry keeps mailboxes. */
    public void start() {
        prekeys.clear();
        run(engine.online(now(), epoch()));
    }

    /** Stops, at logout. */
    public void end() {
        ended = true;
        engine.offline();
        effects.stop();
        timer.ifPresent(parts.vertx()::cancelTimer);
    }

    /** A letter came, or may have come while the registry was away. */
    public void mail() {
        run(engine.mail());
    }

    /** The contact cannot be reached. */
    public void away(UserName contact) {
        run(engine.away(contact, now()));
    }

    /** There is a line to the contact. */
    public void reached(UserName contact) {
        engine.reached(contact);
    }

    /** The user writes to the contact. */
    public void writes(UserName contact) {
        if (engine.isBlocked(contact)) {
            parts.keys()
                    .isBlocked(contact)
                    .onSuccess(blocked -> run(blocked ? List.of() : engine.allow(contact, now())));
        } else {
            run(engine.allow(contact, now()));
        }
    }

    /** The contact has handed over a put token on a proven line. */
    public void given(UserName contact, PutToken token) {
        run(engine.given(contact, Optional.of(token)));
    }

    /** The user has given up what waits for the contact. */
    public void cancelled(UserName contact) {
        run(engine.cancelled(contact));
    }

    /** The user has blocked the contact. */
    public void blocked(UserName contact) {
        run(engine.blocked(contact));
    }

    /** Returns the token that messages to the contact hand over. */
    public Optional<PutToken> token(UserName contact) {
        return engine.ownToken(contact);
    }

    private void perform(MailEffect effect) {
        if (effect instanceof MailEffect.Post post) {
            post(post);
        } else if (effect instanceof MailEffect.Allow allow) {
            allow(allow);
        } else if (effect instanceof MailEffect.PutPrekeys put) {
            registry.putPrekeys(put.prekeys())
                    .onSuccess(left -> run(engine.prekeysPut(left, epoch())))
                    .onFailure(cause -> {
                        // Who has logged out meanwhile leaves them at the next login.
                        if (reason(cause) != Reason.NOT_LOGGED_IN) {
                            LOG.info("prekeys were not left at the registry: {}", reason(cause));
                        }
                    });
        } else if (effect instanceof MailEffect.Fetch fetch) {
            registry.fetch(fetch.after())
                    .onSuccess(found -> run(engine.fetched(found.letter(), found.more(), now(), epoch())))
                    .onFailure(cause -> engine.fetchFailed());
        } else if (effect instanceof MailEffect.Discard discard) {
            drop(discard.ids(), Optional.empty());
        } else if (effect instanceof MailEffect.TakeBack back) {
            drop(back.ids(), Optional.of(back.contact()));
        } else if (effect instanceof MailEffect.Check check) {
            senders.check(check.content()).onSuccess(checked -> {
                verified = checked.verified();
                run(engine.checked(check, checked.verdict(), now(), epoch()));
            });
        } else if (effect instanceof MailEffect.Take take) {
            chats.take(take, verified).onSuccess(refusal -> run(engine.taken(take, refusal, now(), epoch())));
        } else if (effect instanceof MailEffect.Acknowledge receipt) {
            chats.acknowledge(receipt).onSuccess(done -> run(engine.acknowledged(receipt, now(), epoch())));
        } else {
            tell(effect);
        }
    }

    private void tell(MailEffect effect) {
        if (effect instanceof MailEffect.Mailed mailed) {
            chats.mailed(mailed.contact(), mailed.id());
        } else if (effect instanceof MailEffect.NotMailed not) {
            chats.notMailed(not.contact(), not.reason());
        } else if (effect instanceof MailEffect.Unreadable unreadable) {
            chats.unreadable(unreadable.fault());
        }
    }

    private void drop(List<MessageId> ids, Optional<UserName> from) {
        registry.drop(ids, from).onFailure(cause -> LOG.debug("letters were not deleted: {}", reason(cause)));
    }

    private static Reason reason(Throwable cause) {
        return BusFailures.asRefusal(cause).reason();
    }

    private void allow(MailEffect.Allow allow) {
        Future<Void> told = registry.allow(allow.token(), allow.quota());
        if (allow.quota() == 0) {
            told.onSuccess(done -> run(engine.revoked(allow.token())))
                    .onFailure(cause -> LOG.info("a put token is not revoked yet: {}", reason(cause)));
        } else {
            told.onComplete(
                    done -> run(engine.allowed(Optional.of(allow.token()), now())),
                    cause -> run(engine.allowed(Optional.empty(), now())));
        }
    }

    private void post(MailEffect.Post post) {
        UserName contact = post.contact();
        // What a crash could take back must not be in a mailbox: its number would be given a second time.
        chats.settled()
                .compose(done -> prekeys.use(contact, taken -> put(post, taken)))
                .onSuccess(letter -> run(engine.posted(contact, post.item(), letter, now())))
                .onFailure(cause -> run(engine.notPosted(contact, post.item(), reason(cause), now())));
    }

    private Future<MessageId> put(MailEffect.Post post, Reply.PrekeyTaken taken) {
        UserName contact = post.contact();
        return parts.keys()
                .look(contact, taken.key())
                .compose(known -> isGood(contact, taken)
                        ? registry.putLetter(
                                contact,
                                envelopes.seal(taken.prekey(), taken.key(), post.item(), post.own()),
                                post.theirs())
                        : Future.failedFuture(new RefusalException(Reason.NO_PREKEY)));
    }

    private boolean isGood(UserName contact, Reply.PrekeyTaken taken) {
        return envelopes.isGood(taken.prekey(), contact, taken.key(), epoch());
    }
}
