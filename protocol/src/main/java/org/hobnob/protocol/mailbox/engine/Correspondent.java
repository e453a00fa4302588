package org.hobnob.protocol.mailbox.engine;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.retry.Backoff;

/** What is known of one contact's mailbox. */
final class Correspondent {
    final UserName contact;
    MailRecord.Tokens tokens;
    Optional<MailRecord.Posted> posted = Optional.empty();
    Optional<MailRecord.Owed> owed = Optional.empty();
    boolean away;
    boolean posting;
    boolean askedForToken;
    boolean tokenAnswered;
    long heldUntilMs = Long.MIN_VALUE;

    private final Backoff delays;
    private Optional<Reason> told = Optional.empty();

    Correspondent(UserName contact, RandomGenerator random) {
        this.contact = contact;
        tokens = new MailRecord.Tokens(contact, Optional.empty(), Optional.empty());
        delays = new Backoff(MailLimits.FIRST_RETRY_MS, MailLimits.LONGEST_RETRY_MS, random);
    }

    /** A new session at the registry has begun. */
    void begin() {
        posting = false;
        askedForToken = false;
        tokenAnswered = false;
        heldUntilMs = Long.MIN_VALUE;
        delays.reset();
    }

    boolean hasPosted(LogPlace place) {
        return posted.filter(last -> last.log().equals(place.log()) && place.number() <= last.through())
                .isPresent();
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
