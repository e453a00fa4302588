package org.hobnob.protocol.mailbox.engine;

import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.mailbox.LetterItem;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/**
 * Puts waiting messages and receipts into contacts' mailboxes (SPEC 14.2): for each contact one at a time and in order, so
 * that no message is in the mailbox without those before it.
 */
final class LetterWriter {
    static final long NEVER = Long.MAX_VALUE;
    private static final int TOKEN_BYTES = 16;

    private final Function<UserName, List<DirectMessage>> waiting;
    private final RandomGenerator random;
    private final Map<UserName, Correspondent> all = new TreeMap<>();
    private final Set<PutToken> revoked = new LinkedHashSet<>();
    private Optional<PutToken> spare = Optional.empty();
    /** Contacts that are to be given a token as soon as there is one. */
    private final Set<UserName> wanting = new LinkedHashSet<>();

    private boolean drawing;
    private boolean refused;
    private boolean online;

    /** @param waiting returns the first messages that wait for a contact, in order */
    LetterWriter(
            Collection<MailRecord> stored, Function<UserName, List<DirectMessage>> waiting, RandomGenerator random) {
        this.waiting = waiting;
        this.random = random;
        for (MailRecord record : stored) {
            if (record instanceof MailRecord.Posted posted) {
                of(posted.contact()).ifPresent(one -> one.posted = Optional.of(posted));
            } else if (record instanceof MailRecord.Owed owed) {
                of(owed.contact()).ifPresent(one -> one.owed.add(owed));
            } else if (record instanceof MailRecord.Spare left) {
                spare = Optional.of(left.token());
            } else if (record instanceof MailRecord.Revoked past) {
                revoked.add(past.token());
            } else if (record instanceof MailRecord.Tokens tokens) {
                of(tokens.contact()).ifPresent(one -> one.tokens = tokens);
            }
        }
    }

    private Optional<Correspondent> of(UserName contact) {
        if (!all.containsKey(contact) && all.size() >= MailLimits.CONTACTS) {
            return Optional.empty();
        }
        return Optional.of(all.computeIfAbsent(contact, user -> new Correspondent(user, random)));
    }

    void online(long nowMs, List<MailEffect> effects) {
        if (!online) {
            // What was asked for in an earlier session is answered no more.
            drawing = false;
            all.values().forEach(one -> one.posting = false);
        }
        online = true;
        refused = false;
        revoked.forEach(token -> effects.add(new MailEffect.Allow(token, 0)));
        drawSpare(effects);
        all.values().forEach(one -> {
            one.begin();
            goOn(one, nowMs, effects);
        });
    }

    void offline() {
        online = false;
    }

    /** The contact cannot be reached: what waits may go into the mailbox. */
    void away(UserName contact, long nowMs, List<MailEffect> effects) {
        of(contact).ifPresent(one -> {
            one.away = true;
            goOn(one, nowMs, effects);
        });
    }

    /** There is a line to the contact: what waits goes over it. */
    void reached(UserName contact) {
        Optional.ofNullable(all.get(contact)).ifPresent(one -> one.away = false);
    }

    /** A contact's message was taken from a letter; the record is stored already. */
    void owe(MailRecord.Owed owed, List<MailEffect> effects) {
        if (isBlocked(owed.contact())) {
            effects.add(new MailEffect.Drop(owed.key()));
            return;
        }
        of(owed.contact()).ifPresent(one -> {
            // The newest of a log speaks for those before it.
            List<MailRecord.Owed> older = one.owed.stream()
                    .filter(other -> other.receipt().log().equals(owed.receipt().log()))
                    .filter(other -> other.receipt().through() < owed.receipt().through())
                    .toList();
            older.forEach(other -> forget(one, other, effects));
            one.owed.remove(owed);
            one.owed.add(owed);
        });
    }

    private static void forget(Correspondent one, MailRecord.Owed owed, List<MailEffect> effects) {
        one.owed.remove(owed);
        effects.add(new MailEffect.Drop(owed.key()));
    }

    /** Puts the receipts that are owed. */
    void pay(long nowMs, List<MailEffect> effects) {
        all.values().stream().filter(one -> !one.owed.isEmpty()).forEach(one -> goOn(one, nowMs, effects));
    }

    /** The contact, who is not blocked, said something, and may have handed over a put token. */
    void given(UserName contact, Optional<PutToken> token, List<MailEffect> effects) {
        unblock(contact, effects);
        token.flatMap(given -> of(contact).filter(one -> !one.tokens.theirs().equals(token)))
                .ifPresent(one -> keep(one, new MailRecord.Tokens(contact, one.tokens.own(), token, false), effects));
    }

    private static void keep(Correspondent one, MailRecord.Tokens tokens, List<MailEffect> effects) {
        one.tokens = tokens;
        effects.add(new MailEffect.Keep(tokens));
    }

    int put(UserName contact) {
        return (int) Optional.ofNullable(all.get(contact)).stream()
                .flatMap(one -> waiting.apply(contact).stream().filter(message -> one.hasPosted(message.place())))
                .count();
    }

    Optional<PutToken> theirToken(UserName contact) {
        return Optional.ofNullable(all.get(contact)).flatMap(one -> one.tokens.theirs());
    }

    Optional<PutToken> ownToken(UserName contact) {
        return Optional.ofNullable(all.get(contact)).flatMap(one -> one.tokens.own());
    }

    boolean isBlocked(UserName contact) {
        return Optional.ofNullable(all.get(contact))
                .filter(one -> one.tokens.blocked())
                .isPresent();
    }

    private void unblock(UserName contact, List<MailEffect> effects) {
        if (isBlocked(contact)) {
            Correspondent one = all.get(contact);
            keep(one, new MailRecord.Tokens(contact, Optional.empty(), one.tokens.theirs(), false), effects);
        }
    }

    /** Gives the contact, who is not blocked, a token, unless there is one. */
    void allow(UserName contact, long nowMs, List<MailEffect> effects) {
        unblock(contact, effects);
        of(contact).ifPresent(one -> {
            give(one, effects);
            goOn(one, nowMs, effects);
        });
    }

    private void give(Correspondent one, List<MailEffect> effects) {
        if (one.tokens.own().isEmpty() && spare.isPresent()) {
            keep(one, new MailRecord.Tokens(one.contact, spare, one.tokens.theirs(), false), effects);
            spare = Optional.empty();
            effects.add(new MailEffect.Drop(MailRecord.Spare.KEY));
        }
        if (one.tokens.own().isPresent()) {
            wanting.remove(one.contact);
        } else {
            wanting.add(one.contact);
        }
        drawSpare(effects);
    }

    /** So that a token is at hand when one is needed: the registry must know it before it is handed over. */
    private void drawSpare(List<MailEffect> effects) {
        long given = all.values().stream()
                .filter(one -> one.tokens.own().isPresent())
                .count();
        if (online && spare.isEmpty() && !drawing && !refused && given + revoked.size() < MailLimits.TOKENS) {
            drawing = true;
            byte[] bits = new byte[TOKEN_BYTES];
            random.nextBytes(bits);
            PutToken token = PutToken.of(HexFormat.of().formatHex(bits)).orElseThrow();
            effects.add(new MailEffect.Allow(token, MailLimits.QUOTA));
        }
    }

    /** The registry answered; the token is good if it is there. */
    void allowed(Optional<PutToken> token, long nowMs, List<MailEffect> effects) {
        drawing = false;
        refused = token.isEmpty();
        spare = token;
        token.ifPresent(good -> effects.add(new MailEffect.Keep(new MailRecord.Spare(good))));
        wanting.stream()
                .findFirst()
                .filter(first -> spare.isPresent())
                .ifPresent(first -> give(all.get(first), effects));
        all.values().forEach(one -> goOn(one, nowMs, effects));
    }

    /** The user has blocked the contact, who can put letters no longer, and is sent none. */
    void revoke(UserName contact, List<MailEffect> effects) {
        Optional.ofNullable(all.get(contact)).ifPresent(one -> {
            Optional<PutToken> own = one.tokens.own();
            own.ifPresent(token -> {
                revoked.add(token);
                effects.add(new MailEffect.Keep(new MailRecord.Revoked(token)));
            });
            keep(one, new MailRecord.Tokens(contact, Optional.empty(), one.tokens.theirs(), true), effects);
            wanting.remove(contact);
            List.copyOf(one.owed).forEach(owed -> forget(one, owed, effects));
            one.away = false;
            own.filter(token -> online).ifPresent(token -> effects.add(new MailEffect.Allow(token, 0)));
        });
    }

    void revoked(PutToken token, List<MailEffect> effects) {
        if (revoked.remove(token)) {
            effects.add(new MailEffect.Drop(new MailRecord.Revoked(token).key()));
        }
    }

    void posted(UserName contact, LetterItem item, MessageId letter, long nowMs, List<MailEffect> effects) {
        Optional.ofNullable(all.get(contact)).filter(one -> one.posting).ifPresent(one -> {
            one.succeeded();
            if (item instanceof LetterItem.Message message) {
                posted(one, message, letter, effects);
            } else {
                forget(one, new MailRecord.Owed(contact, (LetterItem.Receipt) item), effects);
            }
            goOn(one, nowMs, effects);
            goOnAll(nowMs, effects);
        });
    }

    private void posted(Correspondent one, LetterItem.Message message, MessageId letter, List<MailEffect> effects) {
        boolean waits =
                waiting.apply(one.contact).stream().anyMatch(other -> other.id().equals(message.id()));
        if (waits) {
            effects.add(new MailEffect.Keep(one.post(message.place(), letter)));
            effects.add(new MailEffect.Mailed(one.contact, message.id()));
        } else {
            // It was given up, or came over a line, while it was put.
            effects.add(new MailEffect.TakeBack(one.contact, List.of(letter)));
        }
    }

    void cancelled(UserName contact, List<MailEffect> effects) {
        Optional.ofNullable(all.get(contact)).flatMap(one -> one.posted).ifPresent(posted -> {
            all.get(contact).posted = Optional.empty();
            effects.add(new MailEffect.Drop(posted.key()));
            for (int from = 0; from < posted.letters().size(); from += Request.MAX_MAIL_ENTRIES) {
                int to = Math.min(posted.letters().size(), from + Request.MAX_MAIL_ENTRIES);
                effects.add(new MailEffect.TakeBack(contact, posted.letters().subList(from, to)));
            }
        });
    }

    void notPosted(UserName contact, LetterItem item, Reason reason, long nowMs, List<MailEffect> effects) {
        Optional.ofNullable(all.get(contact)).filter(one -> one.posting).ifPresent(one -> {
            if (one.failed(reason, nowMs) && item instanceof LetterItem.Message) {
                effects.add(new MailEffect.NotMailed(contact, reason));
            }
            goOnAll(nowMs, effects);
        });
    }

    void tick(long nowMs, List<MailEffect> effects) {
        all.values().stream().filter(one -> one.heldUntilMs <= nowMs).forEach(one -> goOn(one, nowMs, effects));
    }

    long wakeAtMs() {
        return all.values().stream()
                .filter(one -> online && !one.posting && one.heldUntilMs > Long.MIN_VALUE)
                .filter(one -> next(one).isPresent())
                .mapToLong(one -> one.heldUntilMs)
                .min()
                .orElse(NEVER);
    }

    private void goOn(Correspondent one, long nowMs, List<MailEffect> effects) {
        if (!online || one.posting || nowMs < one.heldUntilMs || posting() >= MailLimits.AT_ONCE) {
            return;
        }
        Optional<LetterItem> next = next(one);
        if (next.isEmpty()) {
            return;
        }
        give(one, effects);
        // A letter without a token could not be answered where strangers' places are taken.
        if (one.tokens.own().isPresent() || !drawing) {
            one.posting = true;
            effects.add(new MailEffect.Post(one.contact, next.get(), one.tokens.own(), one.tokens.theirs()));
        }
    }

    private long posting() {
        return all.values().stream().filter(one -> one.posting).count();
    }

    /** A place is free: others may put a letter. */
    private void goOnAll(long nowMs, List<MailEffect> effects) {
        all.values().stream().filter(one -> one.away || !one.owed.isEmpty()).forEach(one -> goOn(one, nowMs, effects));
    }

    private Optional<LetterItem> next(Correspondent one) {
        if (one.tokens.blocked()) {
            return Optional.empty();
        }
        if (!one.owed.isEmpty()) {
            return Optional.of(one.owed.get(0).receipt());
        }
        if (!one.away) {
            return Optional.empty();
        }
        return waiting.apply(one.contact).stream()
                .filter(message -> !one.hasPosted(message.place()))
                .findFirst()
                .map(message -> new LetterItem.Message(message.place(), message.id(), message.body()));
    }
}
