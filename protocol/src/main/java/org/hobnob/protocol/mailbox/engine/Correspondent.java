package org.hobnob.protocol.mailbox.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.retry.Backoff;

/** What is known of one contact's mailbox. */
final class Correspondent {
    final UserName contact;
    MailRecord.Tokens tokens;
    Optional<MailRecord.Posted> posted = Optional.empty();
    /** Those of later messages behind those of earlier ones. */
    final List<MailRecord.Owed> owed = new ArrayList<>();

    boolean away;
    boolean posting;
    long heldUntilMs = Long.MIN_VALUE;

    private final Backoff delays;
    private Optional<Reason> told = Optional.empty();

    Correspondent(UserName contact, RandomGenerator random) {
        this.contact = contact;
        tokens = new MailRecord.Tokens(contact, Optional.empty(), Optional.empty(), false);
        delays = new Backoff(MailLimits.FIRST_RETRY_MS, MailLimits.LONGEST_RETRY_MS, random);
    }

    /** A new session at the registry has begun, or a friend's peer may be back: there is no reason to wait. */
    void begin() {
        heldUntilMs = Long.MIN_VALUE;
        delays.reset();
    }

    boolean hasPosted(LogPlace place) {
        return posted.filter(last -> last.log().equals(place.log()) && place.number() <= last.through())
                .isPresent();
    }

    /** Remembers the message as put. */
    MailRecord.Posted post(LogPlace place, MessageId letter) {
        List<MessageId> letters =
                new ArrayList<>(posted.filter(last -> last.log().equals(place.log()))
                        .map(MailRecord.Posted::letters)
                        .orElse(List.of()));
        letters.add(letter);
        // Those before the first that waits were taken.
        long unread = place.number() - place.first() + 1;
        List<MessageId> newest = letters.subList((int) Math.max(0, letters.size() - unread), letters.size());
        MailRecord.Posted next = new MailRecord.Posted(contact, place.log(), place.number(), newest);
        posted = Optional.of(next);
        return next;
    }

    void succeeded() {
        posting = false;
        heldUntilMs = Long.MIN_VALUE;
        delays.reset();
        told = Optional.empty();
    }

    /** Returns whether the user does not know yet. */
    boolean failed(Reason reason, long nowMs) {
        posting = false;
        heldUntilMs = nowMs + delays.nextMs();
        boolean isNews = !told.equals(Optional.of(reason));
        told = Optional.of(reason);
        return isNews;
    }
}
