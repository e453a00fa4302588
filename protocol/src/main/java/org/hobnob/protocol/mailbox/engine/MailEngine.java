package org.hobnob.protocol.mailbox.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.mailbox.Envelopes;
import org.hobnob.protocol.mailbox.LetterItem;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.mailbox.StoredLetter;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/**
 * One user's mail (SPEC 14): messages that wait for contacts who are away are put into their mailboxes at the registry,
 * and letters in the user's own mailbox are read.
 *
 * <p>Every method returns the effects to carry out, in order; see {@link MailEffect}. Times {@code nowMs} are milliseconds
 * of a monotonic clock, {@code nowEpochMs} milliseconds since 1970. Not thread-safe.
 */
public final class MailEngine {
    /** What is known of the key in a letter (SPEC 12.1). */
    public enum Verdict {
        /** It is the sender's. */
        KNOWN,
        /** The sender had another one, which counts until the user accepts this; or it cannot be told now. */
        NOT_KNOWN,
        /** The user has blocked the sender. */
        BLOCKED
    }

    /** A day's. */
    private static final int MOST_PREKEYS_MADE = 256;

    private static final long DAY_MS = 86_400_000;

    private final PrekeyRing ring;
    private final LetterWriter writer;
    private final LetterReader reader;
    private boolean online;
    private int made;
    private long prekeysDueMs;

    /**
     * @param stored the stored records, in any order
     * @param waiting returns the first messages that wait for a contact, in order
     */
    public MailEngine(
            Envelopes envelopes,
            Collection<MailRecord> stored,
            Function<UserName, List<DirectMessage>> waiting,
            RandomGenerator random) {
        ring = new PrekeyRing(envelopes, stored, random);
        writer = new LetterWriter(stored, waiting, random);
        reader = new LetterReader(envelopes, ring, writer);
    }

    private List<MailEffect> effects(Consumer<List<MailEffect>> work) {
        List<MailEffect> effects = new ArrayList<>();
        work.accept(effects);
        return effects;
    }

    /** A session with a registry that keeps mailboxes has begun. */
    public List<MailEffect> online(long nowMs, long nowEpochMs) {
        online = true;
        return effects(effects -> {
            leavePrekeys(nowMs, nowEpochMs, effects);
            reader.stop();
            reader.read(effects);
            writer.online(nowMs, effects);
        });
    }

    /** Leaves the weekly prekey, a new one when it is due; the answer tells how many others there are. */
    private void leavePrekeys(long nowMs, long nowEpochMs, List<MailEffect> effects) {
        made = 0;
        prekeysDueMs = nowMs + DAY_MS;
        Prekey weekly = ring.weekly(nowEpochMs, effects);
        effects.add(new MailEffect.PutPrekeys(List.of(weekly)));
    }

    /** The registry cannot be reached. */
    public void offline() {
        online = false;
        reader.stop();
        writer.offline();
    }

    /** The registry has the prekeys, and so many one-time ones in all. */
    public List<MailEffect> prekeysPut(int left, long nowEpochMs) {
        return effects(effects -> {
            List<Prekey> more = made < MOST_PREKEYS_MADE ? ring.oneTime(left, nowEpochMs, effects) : List.of();
            made += more.size();
            if (online && !more.isEmpty()) {
                effects.add(new MailEffect.PutPrekeys(more));
            }
        });
    }

    /** A letter came into the mailbox. */
    public List<MailEffect> mail() {
        return effects(effects -> {
            if (online) {
                reader.read(effects);
            }
        });
    }

    /** @param more whether other letters follow */
    public List<MailEffect> fetched(Optional<StoredLetter> letter, boolean more, long nowMs, long nowEpochMs) {
        return round(nowMs, nowEpochMs, effects -> reader.fetched(letter, more, nowEpochMs, effects));
    }

    /** No letter could be fetched; the next session, or the next that comes, tries again. */
    public void fetchFailed() {
        reader.stop();
    }

    /** The key in the letter was compared with the one known of its sender. */
    public List<MailEffect> checked(MailEffect.Check check, Verdict verdict, long nowMs, long nowEpochMs) {
        return round(nowMs, nowEpochMs, effects -> reader.checked(check, verdict, nowEpochMs, effects));
    }

    /**
     * The chat engine took the message of a letter; what it stored is durable.
     *
     * @param refusal why it did not; empty if it did
     */
    public List<MailEffect> taken(MailEffect.Take take, Optional<DirectRefusal> refusal, long nowMs, long nowEpochMs) {
        return round(nowMs, nowEpochMs, effects -> reader.taken(take, refusal, effects));
    }

    /** The chat engine knows that the contact has taken messages; what it stored is durable. */
    public List<MailEffect> acknowledged(MailEffect.Acknowledge receipt, long nowMs, long nowEpochMs) {
        return round(nowMs, nowEpochMs, effects -> reader.acknowledged(receipt, effects));
    }

    /** Once the mailbox was read, receipts and new prekeys are due. */
    private List<MailEffect> round(long nowMs, long nowEpochMs, Function<List<MailEffect>, Boolean> work) {
        return effects(effects -> {
            if (work.apply(effects) && online) {
                writer.pay(nowMs, effects);
                if (ring.isRunningOut()) {
                    effects.add(new MailEffect.PutPrekeys(List.of(ring.weekly(nowEpochMs, effects))));
                }
            }
        });
    }

    /** Messages wait for a contact who cannot be reached. */
    public List<MailEffect> away(UserName contact, long nowMs) {
        return effects(effects -> writer.away(contact, nowMs, effects));
    }

    /** There is a line to the contact. */
    public void reached(UserName contact) {
        writer.reached(contact);
    }

    /**
     * The item is in the contact's mailbox.
     *
     * @param letter the id of its letter
     */
    public List<MailEffect> posted(UserName contact, LetterItem item, MessageId letter, long nowMs) {
        return effects(effects -> writer.posted(contact, item, letter, nowMs, effects));
    }

    /** The user has given up what waits for the contact: letters that were not read are taken back. */
    public List<MailEffect> cancelled(UserName contact) {
        return effects(effects -> writer.cancelled(contact, effects));
    }

    /** The item is not in the contact's mailbox. */
    public List<MailEffect> notPosted(UserName contact, LetterItem item, Reason reason, long nowMs) {
        return effects(effects -> writer.notPosted(contact, item, reason, nowMs, effects));
    }

    /** The user, who has not blocked the contact or does so no longer, writes: the contact is to be able to answer. */
    public List<MailEffect> allow(UserName contact, long nowMs) {
        return effects(effects -> writer.allow(contact, nowMs, effects));
    }

    /** The registry knows that the token counts no longer. */
    public List<MailEffect> revoked(PutToken token) {
        return effects(effects -> writer.revoked(token, effects));
    }

    /** The registry answered {@link MailEffect.Allow}; without a token, it did not take it. */
    public List<MailEffect> allowed(Optional<PutToken> token, long nowMs) {
        return effects(effects -> writer.allowed(token, nowMs, effects));
    }

    /** The contact, who is not blocked, handed over a put token on a line that is proven to be the contact's. */
    public List<MailEffect> given(UserName contact, Optional<PutToken> token) {
        return effects(effects -> writer.given(contact, token, effects));
    }

    /** The user has blocked the contact. */
    public List<MailEffect> blocked(UserName contact) {
        return effects(effects -> writer.revoke(contact, effects));
    }

    /** Returns whether the user has blocked the contact and, as far as is known here, still does. */
    public boolean isBlocked(UserName contact) {
        return writer.isBlocked(contact);
    }

    /** Returns how many of the messages that wait for the contact were put, as far as is known. */
    public int put(UserName contact) {
        return writer.put(contact);
    }

    /** Returns the token that the contact has handed over. */
    public Optional<PutToken> theirToken(UserName contact) {
        return writer.theirToken(contact);
    }

    /** Returns the token that messages to the contact hand over. */
    public Optional<PutToken> ownToken(UserName contact) {
        return writer.ownToken(contact);
    }

    /** Does what is due. To be called at {@link #wakeAtMs}; earlier calls do no harm. */
    public List<MailEffect> tick(long nowMs, long nowEpochMs) {
        return effects(effects -> {
            if (online && nowMs >= prekeysDueMs) {
                leavePrekeys(nowMs, nowEpochMs, effects);
            }
            writer.tick(nowMs, effects);
        });
    }

    /** Returns when to call {@link #tick} next; empty if nothing is scheduled. */
    public OptionalLong wakeAtMs() {
        return online ? OptionalLong.of(Math.min(prekeysDueMs, writer.wakeAtMs())) : OptionalLong.empty();
    }
}
