package org.hobnob.peer.mailbox;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hobnob.bus.BusFailures;
import org.hobnob.durable.DurableEffects;
import org.hobnob.protocol.mailbox.Envelopes;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.mailbox.engine.MailEffect;
import org.hobnob.protocol.mailbox.engine.MailEngine;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mail of the user who is logged in, at the registry or at a friend's peer. Connects the engine to where the mailboxes are,
 * the profile's file and the chats. Not thread-safe.
 */
final class Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    private final MailParts parts;
    private final Envelopes envelopes;
    private final Optional<UserName> keeper;
    private final MailHost host;
    private final UnusedPrekeys prekeys;
    private final SenderCheck senders;
    private final MailChats chats;
    private final MailEngine engine;
    private final DurableEffects<MailEffect> effects;
    private Optional<Long> timer = Optional.empty();
    private boolean verified;
    private boolean ended;

    /**
     * @param keeper whose peer the mailboxes are at; empty for the registry's
     * @param vouching tells which identity key the registry knows of a user; empty for this host itself
     * @param records the stored records of this host
     */
    Mailbox(
            MailParts parts,
            Envelopes envelopes,
            Optional<UserName> keeper,
            MailHost host,
            Optional<Function<UserName, Future<PublicKey>>> vouching,
            DurableEffects.Store<MailEffect> state,
            List<MailRecord> records,
            MailChats chats) {
        this.parts = parts;
        this.envelopes = envelopes;
        this.keeper = keeper;
        this.host = host;
        this.chats = chats;
        prekeys = new UnusedPrekeys(host::takePrekey, this::isGood);
        senders = new SenderCheck(parts.keys(), vouching.orElse(prekeys::key));
        engine = new MailEngine(envelopes, records, chats::waiting, parts.random());
        Context context = parts.vertx().getOrCreateContext();
        effects = new DurableEffects<>(task -> context.runOnContext(go -> task.run()), state, this::perform, this::end);
    }

    /** Returns the identity key that the host knows of a user. */
    Future<PublicKey> key(UserName user) {
        return prekeys.key(user);
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

    /** Begins, or goes on: the host may be reached. */
    void start() {
        prekeys.clear();
        run(engine.online(now(), epoch()));
    }

    /** Stops, at logout. */
    void end() {
        ended = true;
        engine.offline();
        effects.stop();
        timer.ifPresent(parts.vertx()::cancelTimer);
    }

    /** A letter came, or may have come while the registry was away. */
    void mail() {
        run(engine.mail());
    }

    /** The contact cannot be reached. */
    void away(UserName contact) {
        run(engine.away(contact, now()));
    }

    /** There is a line to the contact. */
    void reached(UserName contact) {
        engine.reached(contact);
    }

    /** The user writes to the contact. */
    void writes(UserName contact) {
        if (engine.isBlocked(contact)) {
            parts.keys()
                    .isBlocked(contact)
                    .onSuccess(blocked -> run(blocked ? List.of() : engine.allow(contact, now())));
        } else {
            run(engine.allow(contact, now()));
        }
    }

    /** The contact has handed over a put token on a proven line. */
    void given(UserName contact, PutToken token) {
        run(engine.given(contact, Optional.of(token)));
    }

    /** The user has given up what waits for the contact. */
    void cancelled(UserName contact) {
        run(engine.cancelled(contact));
    }

    /** The user has blocked the contact. */
    void blocked(UserName contact) {
        run(engine.blocked(contact));
    }

    /** Returns how many of the messages that wait for the contact are in the contact's mailbox. */
    int put(UserName contact) {
        return engine.put(contact);
    }

    /** Returns whether the contact has left a token: it may be written to here. */
    boolean isOpenTo(UserName contact) {
        return engine.theirToken(contact).isPresent();
    }

    /** Returns the token that messages to the contact hand over. */
    Optional<PutToken> token(UserName contact) {
        return engine.ownToken(contact);
    }

    private void perform(MailEffect effect) {
        if (effect instanceof MailEffect.Post post) {
            post(post);
        } else if (effect instanceof MailEffect.Allow allow) {
            allow(allow);
        } else if (effect instanceof MailEffect.PutPrekeys put) {
            host.putPrekeys(put.prekeys())
                    .onSuccess(left -> run(engine.prekeysPut(left, epoch())))
                    .onFailure(cause -> {
                        // Who has logged out meanwhile leaves them at the next login.
                        if (reason(cause) != Reason.NOT_LOGGED_IN) {
                            LOG.info("prekeys were not left at the registry: {}", reason(cause));
                        }
                    });
        } else if (effect instanceof MailEffect.Fetch fetch) {
            host.fetch(fetch.after())
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
            MailEffect.Take stored =
                    new MailEffect.Take(take.message(), take.spent().map(this::at), at(take.owed()));
            chats.take(stored, verified).onSuccess(refusal -> run(engine.taken(take, refusal, now(), epoch())));
        } else if (effect instanceof MailEffect.Acknowledge receipt) {
            MailEffect.Acknowledge stored = new MailEffect.Acknowledge(
                    receipt.contact(), receipt.receipt(), receipt.spent().map(this::at));
            chats.acknowledge(stored).onSuccess(done -> run(engine.acknowledged(receipt, now(), epoch())));
        } else {
            tell(effect);
        }
    }

    private void tell(MailEffect effect) {
        if (effect instanceof MailEffect.Mailed mailed) {
            chats.mailed(mailed.contact(), mailed.id(), keeper);
        } else if (effect instanceof MailEffect.NotMailed not) {
            notMailed(not);
        } else if (effect instanceof MailEffect.Unreadable unreadable) {
            chats.unreadable(unreadable.fault());
        }
    }

    /** A friend's peer comes and goes, which is no news. */
    private void notMailed(MailEffect.NotMailed not) {
        if (keeper.isEmpty() || not.reason() == Reason.MAILBOX_FULL) {
            chats.notMailed(not.contact(), not.reason());
        }
    }

    private MailRecord at(MailRecord record) {
        return keeper.<MailRecord>map(friend -> new MailRecord.At(friend, record))
                .orElse(record);
    }

    private void drop(List<MessageId> ids, Optional<UserName> from) {
        host.drop(ids, from).onFailure(cause -> LOG.debug("letters were not deleted: {}", reason(cause)));
    }

    private static Reason reason(Throwable cause) {
        return BusFailures.asRefusal(cause).reason();
    }

    private void allow(MailEffect.Allow allow) {
        Future<Void> told = host.allow(allow.token(), allow.quota());
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
        Future<Boolean> vouched =
                keeper.isEmpty() ? Future.succeededFuture(true) : senders.isVouched(contact, taken.key());
        return vouched.compose(isKnown -> isKnown
                        ? parts.keys().look(contact, taken.key())
                        : Future.failedFuture(new RefusalException(Reason.NO_PREKEY)))
                .compose(known -> isGood(contact, taken)
                        ? host.putLetter(
                                contact,
                                envelopes.seal(taken.prekey(), taken.key(), post.item(), post.own()),
                                post.theirs())
                        : Future.failedFuture(new RefusalException(Reason.NO_PREKEY)));
    }

    private boolean isGood(UserName contact, Reply.PrekeyTaken taken) {
        return envelopes.isGood(taken.prekey(), contact, taken.key(), epoch());
    }
}
