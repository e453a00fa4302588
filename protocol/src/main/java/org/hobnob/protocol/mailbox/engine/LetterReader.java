package org.hobnob.protocol.mailbox.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hobnob.protocol.mailbox.Envelopes;
import org.hobnob.protocol.mailbox.LetterContent;
import org.hobnob.protocol.mailbox.LetterItem;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.mailbox.StoredLetter;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.MessageId;

/**
 * Reads the user's own mailbox, one letter after the other, from the oldest on (SPEC 14.2). What was taken, or cannot be
 * read by anybody, is deleted; what may be taken later stays.
 */
final class LetterReader {
    private static final int MOST_TOLD = 256;
    /** More than a round fetches, so that each letter of a round is known in the next. */
    private static final int MOST_TAKEN = 2 * MailLimits.ROUND;

    private final Envelopes envelopes;
    private final PrekeyRing ring;
    private final LetterWriter writer;
    private final Set<MessageId> seen = new HashSet<>();
    private final Set<MessageId> told = new HashSet<>();
    /** Letters whose message was taken, and that may still be there where the registry did not delete them. */
    private final Set<MessageId> taken = new LinkedHashSet<>();

    private final List<MessageId> done = new ArrayList<>();
    private boolean reading;
    private boolean again;
    private boolean stayed;
    private boolean took;
    private boolean more;
    private Optional<StoredLetter> current = Optional.empty();
    private Optional<LetterContent> content = Optional.empty();

    LetterReader(Envelopes envelopes, PrekeyRing ring, LetterWriter writer) {
        this.envelopes = envelopes;
        this.ring = ring;
        this.writer = writer;
    }

    /** There may be letters. */
    void read(List<MailEffect> effects) {
        if (reading) {
            again = true;
            return;
        }
        reading = true;
        begin(effects);
    }

    private void begin(List<MailEffect> effects) {
        again = false;
        stayed = false;
        took = false;
        seen.clear();
        effects.add(new MailEffect.Fetch(Optional.empty()));
    }

    /** Forgets what was going on: the registry cannot be reached. */
    void stop() {
        reading = false;
        again = false;
        current = Optional.empty();
        content = Optional.empty();
        done.clear();
    }

    /** Returns whether the round is over, so that something else may be due. */
    boolean fetched(Optional<StoredLetter> letter, boolean others, long nowEpochMs, List<MailEffect> effects) {
        if (!reading || current.isPresent()) {
            return false;
        }
        more = others;
        // A mailbox that shows a letter twice would be read for ever.
        boolean isNew = letter.isPresent()
                && seen.size() < MailLimits.ROUND
                && seen.add(letter.get().id());
        if (!isNew) {
            return end(effects);
        }
        current = letter;
        if (taken.contains(letter.get().id())) {
            return next(false, effects);
        }
        Envelopes.Read read = envelopes.open(letter.get().letter(), ring::privateKey);
        if (read instanceof Envelopes.Read.Genuine genuine) {
            content = Optional.of(genuine.content());
            effects.add(new MailEffect.Check(genuine.content()));
            return false;
        }
        boolean stays = stays(letter.get(), ((Envelopes.Read.Unreadable) read).fault(), nowEpochMs, effects);
        return next(stays, effects);
    }

    private boolean stays(StoredLetter letter, Envelopes.Fault fault, long nowEpochMs, List<MailEffect> effects) {
        boolean isForeign = fault == Envelopes.Fault.UNKNOWN_PREKEY;
        if (isForeign && ring.isSpent(letter.letter().prekey())) {
            return false;
        }
        if (told.size() < MOST_TOLD && told.add(letter.id())) {
            effects.add(new MailEffect.Unreadable(fault));
        }
        return isForeign && Math.abs(nowEpochMs - letter.at()) < MailLimits.FOREIGN_MS;
    }

    /** The key in the letter was compared with the one known of its sender. */
    boolean checked(MailEffect.Check check, MailEngine.Verdict verdict, long nowEpochMs, List<MailEffect> effects) {
        LetterContent said = check.content();
        if (!content.equals(Optional.of(said))) {
            return false;
        }
        if (verdict != MailEngine.Verdict.KNOWN) {
            return next(verdict != MailEngine.Verdict.BLOCKED, effects);
        }
        writer.given(said.sender(), said.token(), effects);
        String prekey = current.orElseThrow().letter().prekey();
        Optional<MailRecord> spent = ring.spending(prekey, nowEpochMs);
        if (said.item() instanceof LetterItem.Message message) {
            LetterItem.Receipt receipt = new LetterItem.Receipt(
                    message.place().log(), message.place().number());
            DirectMessage direct =
                    new DirectMessage(said.sender(), envelopes.self(), message.id(), message.place(), message.body());
            effects.add(new MailEffect.Take(direct, spent, new MailRecord.Owed(said.sender(), receipt)));
            return false;
        }
        effects.add(new MailEffect.Acknowledge(said.sender(), (LetterItem.Receipt) said.item(), spent));
        return false;
    }

    /** The chat engine knows of the receipt; what it stored is durable. */
    boolean acknowledged(MailEffect.Acknowledge receipt, List<MailEffect> effects) {
        receipt.spent().ifPresent(spent -> ring.spend(((MailRecord.Spent) spent).id(), effects));
        boolean isCurrent = content.filter(said -> said.item().equals(receipt.receipt()))
                .filter(said -> said.sender().equals(receipt.contact()))
                .isPresent();
        if (!isCurrent) {
            return false;
        }
        took |= isTakenFirst();
        return next(false, effects);
    }

    /** The chat engine took the message, or refused it; what it stored is durable. */
    boolean taken(MailEffect.Take take, Optional<DirectRefusal> refusal, List<MailEffect> effects) {
        boolean stays = refusal.isPresent() && refusal.get() != DirectRefusal.NUMBER_TAKEN;
        if (!stays) {
            take.spent().ifPresent(spent -> ring.spend(((MailRecord.Spent) spent).id(), effects));
        }
        if (refusal.isEmpty()) {
            writer.owe((MailRecord.Owed) take.owed(), effects);
        }
        if (!isCurrent(take.message())) {
            return false;
        }
        took |= refusal.isEmpty() && isTakenFirst();
        return next(stays, effects);
    }

    /** A letter that is taken again and again must not begin a round each time. */
    private boolean isTakenFirst() {
        boolean isFirst = taken.add(current.orElseThrow().id());
        if (taken.size() > MOST_TAKEN) {
            taken.remove(taken.iterator().next());
        }
        return isFirst;
    }

    private boolean isCurrent(DirectMessage message) {
        return content.filter(said -> said.item() instanceof LetterItem.Message item
                        && item.id().equals(message.id())
                        && item.place().equals(message.place()))
                .isPresent();
    }

    private boolean next(boolean stays, List<MailEffect> effects) {
        MessageId id = current.orElseThrow().id();
        current = Optional.empty();
        content = Optional.empty();
        if (stays) {
            stayed = true;
        } else {
            done.add(id);
        }
        if (!more) {
            return end(effects);
        }
        discard(Request.MAX_MAIL_ENTRIES, effects);
        effects.add(new MailEffect.Fetch(Optional.of(id)));
        return false;
    }

    private boolean end(List<MailEffect> effects) {
        discard(1, effects);
        if (again || took && stayed) {
            begin(effects);
            return true;
        }
        reading = false;
        return true;
    }

    private void discard(int least, List<MailEffect> effects) {
        while (!done.isEmpty() && done.size() >= least) {
            List<MessageId> first = done.subList(0, Math.min(done.size(), Request.MAX_MAIL_ENTRIES));
            effects.add(new MailEffect.Discard(first));
            first.clear();
        }
    }
}
