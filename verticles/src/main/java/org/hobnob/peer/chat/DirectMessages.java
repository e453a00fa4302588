package org.hobnob.peer.chat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.hobnob.durable.DurableEffects;
import org.hobnob.peer.chat.DirectOutcomes.Whereabouts;
import org.hobnob.peer.contact.KnownKeys;
import org.hobnob.peer.line.NoConnectionException;
import org.hobnob.peer.line.PeerLine;
import org.hobnob.peer.mailbox.MailChats;
import org.hobnob.peer.mailbox.Mailboxes;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.chat.ChatEffect;
import org.hobnob.protocol.chat.ChatEngine;
import org.hobnob.protocol.chat.ChatLimits;
import org.hobnob.protocol.chat.Stored;
import org.hobnob.protocol.mailbox.Envelopes;
import org.hobnob.protocol.mailbox.LetterItem;
import org.hobnob.protocol.mailbox.engine.MailEffect;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.retry.Outage;

/**
 * The direct messages of the user who is logged in. Connects the engine to the peer connections, the profile's file
 * and the console.
 */
final class DirectMessages implements MailChats {
    /** Longer than the engine's own timeout, after which the engine closes the connection. */
    private static final long ANSWER_MS = ChatLimits.ANSWER_MS + 5_000L;

    /** Shows direct messages to the user. */
    interface Screen {
        /**
         * @param again whether it may already have been shown before this program started
         * @param sender what this program knows of the sender
         * @return succeeds when the message has been shown
         */
        Future<Void> message(Stored.Unshown message, boolean again, KnownKeys.Known sender);

        void missing(UserName user, long count);

        /** @param left the number of messages that still wait for the user */
        void delivered(UserName user, MessageId id, int left);

        void held(UserName user, String reason);

        /**
         * The message is in the user's mailbox.
         *
         * @param keeper whose peer keeps it; empty for the registry's
         */
        void mailed(UserName user, MessageId id, Optional<UserName> keeper);

        /** What waits for the user cannot be put into a mailbox now. */
        void notMailed(UserName user, String reason);

        /** A letter to this user could not be read. */
        void unreadable(Envelopes.Fault fault);
    }

    private static final KnownKeys.Known UNKNOWN = new KnownKeys.Known(false, false, false);

    private record Receipt(DirectMessage message, Promise<PeerReply> reply) {}

    private final Vertx vertx;
    private final ChatEngine engine;
    private final DurableEffects<ChatEffect> effects;
    private final Function<UserName, Future<PeerLine>> connect;
    private final Screen screen;
    private final LongSupplier nowMs;
    private final Map<Long, PeerLine> lines = new HashMap<>();
    private final Map<PeerLine, UserName> owners = new HashMap<>();
    private final Map<Long, Receipt> receipts = new HashMap<>();
    /** What was known of the senders of messages that are not shown yet. */
    private final Map<MessageId, KnownKeys.Known> senders = new HashMap<>();

    private final DirectOutcomes outcomes;
    private final Map<UserName, String> heldFor = new HashMap<>();
    private final Map<UserName, Outage> outages = new HashMap<>();
    private Optional<Long> timer = Optional.empty();
    private Optional<Mailboxes> mailboxes = Optional.empty();
    private boolean ended;
    private long lastNumber;

    /**
     * @param records the stored records
     * @param connect opens a connection to a user and reports it by {@link #lineUp}
     */
    DirectMessages(
            Vertx vertx,
            UserName self,
            ChatState state,
            List<Stored> records,
            Function<UserName, Future<PeerLine>> connect,
            Screen screen,
            RandomGenerator random,
            LongSupplier nowMs) {
        this.vertx = vertx;
        this.connect = connect;
        this.screen = screen;
        this.nowMs = nowMs;
        outcomes = new DirectOutcomes(vertx);
        Context context = vertx.getOrCreateContext();
        engine = new ChatEngine(self, records, random);
        effects = new DurableEffects<>(task -> context.runOnContext(go -> task.run()), state, this::perform, this::end);
    }

    /** Shows the messages that may not have been shown, and tries to send the waiting ones. */
    void start() {
        run(engine.start(now()));
    }

    /** Messages may also wait in contacts' mailboxes from now on. */
    void use(Mailboxes all) {
        mailboxes = Optional.of(all);
        all.start();
    }

    /** A letter came into this user's mailbox, or may have. */
    void mail() {
        mailboxes.ifPresent(Mailboxes::mail);
    }

    /** The user has blocked another one, who can put letters no longer. */
    void blocked(UserName contact) {
        mailboxes.ifPresent(own -> own.blocked(contact));
    }

    private long now() {
        return nowMs.getAsLong();
    }

    private void run(List<ChatEffect> answer) {
        effects.add(answer);
        timer.ifPresent(vertx::cancelTimer);
        timer = Optional.empty();
        if (!ended) {
            engine.wakeAtMs()
                    .ifPresent(atMs -> timer =
                            Optional.of(vertx.setTimer(Math.max(1, atMs - now()), due -> run(engine.tick(now())))));
        }
    }

    /** Sends a message. Succeeds with where it is after a short time; fails if it was not accepted. */
    Future<Whereabouts> say(UserName contact, MessageId id, EncodedBody body) {
        if (ended) {
            return unavailable();
        }
        mailboxes.ifPresent(own -> own.writes(contact));
        Future<Whereabouts> outcome = outcomes.ofSaying(id);
        run(engine.say(contact, id, body, now()));
        return outcome;
    }

    private static <T> Future<T> unavailable() {
        return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
    }

    /** Drops the messages that wait for the user; succeeds with their number. */
    Future<Integer> cancel(UserName contact) {
        if (ended) {
            return unavailable();
        }
        Future<Integer> outcome = outcomes.ofCancelling();
        run(engine.cancel(contact));
        mailboxes.ifPresent(own -> own.cancelled(contact));
        return outcome;
    }

    /** Returns the number of waiting messages per user. */
    Map<UserName, Integer> waiting() {
        return engine.waiting();
    }

    /** Returns in which mailboxes how many of the messages are that wait for the contact. */
    List<Mailboxes.Put> put(UserName contact) {
        return mailboxes.map(own -> own.put(contact)).orElse(List.of());
    }

    /** A user was seen online, so messages that wait for this user are tried now. */
    void seen(UserName contact) {
        run(engine.seen(contact, now()));
    }

    /** A connection has been proven to belong to the user. */
    void lineUp(PeerLine line, UserName contact) {
        if (!ended && !line.isClosed() && owners.putIfAbsent(line, contact) == null) {
            lastNumber++;
            lines.put(lastNumber, line);
            heldFor.remove(contact);
            outages.remove(contact);
            mailboxes.ifPresent(own -> own.reached(contact));
            run(engine.lineUp(contact, lastNumber, now()));
        }
    }

    /** A connection has closed. */
    void lineDown(PeerLine line) {
        UserName contact = owners.remove(line);
        if (contact != null) {
            List<Long> numbers =
                    lines.keySet().stream().filter(n -> lines.get(n) == line).toList();
            numbers.forEach(lines::remove);
            numbers.forEach(number -> run(engine.lineDown(contact, number, now())));
        }
    }

    /**
     * Handles a message that arrived over a connection proven to be the sender's. The reply waits until the message
     * is stored.
     *
     * @param sender what is known of the sender
     */
    Future<PeerReply> received(DirectMessage message, KnownKeys.Known sender) {
        if (ended) {
            return Future.succeededFuture(refusal(message, DirectRefusal.UNAVAILABLE));
        }
        mailboxes.ifPresent(own -> own.heard(message));
        Promise<PeerReply> reply = receipt(message, sender);
        run(engine.received(message.sender(), message, lastNumber));
        return reply.future();
    }

    private Promise<PeerReply> receipt(DirectMessage message, KnownKeys.Known sender) {
        Promise<PeerReply> reply = Promise.promise();
        lastNumber++;
        receipts.put(lastNumber, new Receipt(message, reply));
        senders.put(message.id(), sender);
        return reply;
    }

    @Override
    public List<DirectMessage> waiting(UserName contact) {
        return engine.letters(contact);
    }

    @Override
    public Future<Void> settled() {
        return effects.carriedOut();
    }

    @Override
    public Future<Optional<DirectRefusal>> take(MailEffect.Take take, boolean isVerified) {
        if (ended) {
            return unavailable();
        }
        DirectMessage message = take.message();
        Promise<PeerReply> reply = receipt(message, new KnownKeys.Known(isVerified, false, false));
        run(engine.receivedByLetter(message.sender(), message, lastNumber, take.spent(), take.owed()));
        return reply.future()
                .map(answer -> answer instanceof PeerReply.DirectRefused refused
                        ? Optional.of(refused.reason())
                        : Optional.empty());
    }

    @Override
    public Future<Void> acknowledge(MailEffect.Acknowledge letter) {
        LetterItem.Receipt receipt = letter.receipt();
        run(engine.acknowledgedByLetter(letter.contact(), receipt.log(), receipt.through(), letter.spent(), now()));
        return effects.carriedOut();
    }

    @Override
    public void mailed(UserName contact, MessageId id, Optional<UserName> keeper) {
        if (!outcomes.mailed(id, keeper)) {
            screen.mailed(contact, id, keeper);
        }
    }

    @Override
    public void notMailed(UserName contact, Reason reason) {
        screen.notMailed(contact, reason.word());
    }

    @Override
    public void unreadable(Envelopes.Fault fault) {
        screen.unreadable(fault);
    }

    private static PeerReply refusal(DirectMessage message, DirectRefusal reason) {
        return new PeerReply.DirectRefused(message.id(), reason);
    }

    /** Stops, at logout or when the file cannot be written. Waiting messages stay in the file. */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        mailboxes.ifPresent(Mailboxes::end);
        effects.stop();
        timer.ifPresent(vertx::cancelTimer);
        outcomes.end();
        receipts.values()
                .forEach(receipt -> receipt.reply().complete(refusal(receipt.message(), DirectRefusal.UNAVAILABLE)));
        receipts.clear();
        lines.clear();
        owners.clear();
    }

    private void perform(ChatEffect effect) {
        if (effect instanceof ChatEffect.Connect wanted) {
            connect(wanted.contact());
        } else if (effect instanceof ChatEffect.Send send) {
            send(send);
        } else if (effect instanceof ChatEffect.Close close) {
            Optional.ofNullable(lines.get(close.line())).ifPresent(PeerLine::close);
        } else if (effect instanceof ChatEffect.Acknowledge yes) {
            acknowledge(yes);
        } else if (effect instanceof ChatEffect.Refuse no) {
            Receipt receipt = answered(no.receipt());
            receipt.reply().complete(refusal(receipt.message(), no.reason()));
        } else {
            tell(effect);
        }
    }

    private void tell(ChatEffect effect) {
        if (effect instanceof ChatEffect.Deliver deliver) {
            Stored.Unshown message = deliver.message();
            screen.message(message, deliver.again(), senders.getOrDefault(message.id(), UNKNOWN))
                    .onSuccess(done -> run(engine.shown(message)));
        } else if (effect instanceof ChatEffect.Missing missing) {
            screen.missing(missing.contact(), missing.count());
        } else if (effect instanceof ChatEffect.Held held) {
            held(held.contact(), held.reason().word());
        } else if (effect instanceof ChatEffect.Queued queued) {
            outcomes.kept(queued.id());
        } else if (effect instanceof ChatEffect.Delivered delivered && !outcomes.delivered(delivered.id())) {
            screen.delivered(delivered.contact(), delivered.id(), delivered.left());
        } else if (effect instanceof ChatEffect.Full full) {
            outcomes.full(full.id());
        } else if (effect instanceof ChatEffect.Cancelled cancelled) {
            outcomes.cancelled(cancelled.ids().size());
        }
    }

    private void held(UserName contact, String reason) {
        if (!reason.equals(heldFor.put(contact, reason))) {
            screen.held(contact, reason);
        }
    }

    private void connect(UserName contact) {
        connect.apply(contact).onSuccess(line -> lineUp(line, contact)).onFailure(cause -> {
            if (isForAPerson(cause)) {
                held(contact, ((RefusalException) cause).reason().word());
            } else if (cause instanceof NoConnectionException
                    && outages.computeIfAbsent(contact, added -> new Outage()).failed(now())) {
                held(contact, "no-connection");
            }
            run(engine.connectFailed(contact, now()));
            if (!isForAPerson(cause)) {
                mailboxes.ifPresent(own -> own.away(contact));
            }
        });
    }

    /** Returns whether a person has to act on the failure. If the user is merely unreachable, messages wait. */
    static boolean isForAPerson(Throwable cause) {
        return cause instanceof RefusalException refusal
                && switch (refusal.reason()) {
                    case WRONG_KEY, KEY_CHANGED, NO_SUCH_USER -> true;
                    default -> false;
                };
    }

    private void send(ChatEffect.Send send) {
        PeerLine line = lines.get(send.line());
        if (line != null) {
            DirectMessage message = send.message();
            line.ask(mailboxes.map(own -> own.stamped(message)).orElse(message), ANSWER_MS)
                    .onSuccess(reply -> answered(message, reply));
        }
    }

    private void answered(DirectMessage message, PeerReply reply) {
        UserName contact = message.recipient();
        LogPlace place = message.place();
        if (reply instanceof PeerReply.DirectTaken taken) {
            run(engine.acknowledged(contact, taken.log(), taken.through(), now()));
        } else {
            DirectRefusal reason =
                    reply instanceof PeerReply.DirectRefused refused ? refused.reason() : DirectRefusal.UNAVAILABLE;
            run(engine.refused(contact, place.log(), place.number(), reason, now()));
        }
    }

    private void acknowledge(ChatEffect.Acknowledge yes) {
        Receipt receipt = answered(yes.receipt());
        DirectMessage message = receipt.message();
        receipt.reply()
                .complete(new PeerReply.DirectTaken(
                        message.sender(), message.id(), yes.log(), yes.through(), message.text()));
    }

    private Receipt answered(long number) {
        Receipt receipt = receipts.remove(number);
        senders.remove(receipt.message().id());
        return receipt;
    }
}
