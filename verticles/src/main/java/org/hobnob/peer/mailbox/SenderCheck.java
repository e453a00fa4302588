package org.hobnob.peer.mailbox;

import io.vertx.core.Future;
import org.hobnob.peer.contact.KnownKeys;
import org.hobnob.protocol.mailbox.LetterContent;
import org.hobnob.protocol.mailbox.engine.MailEngine.Verdict;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/** Compares the keys in letters with those known of their senders (SPEC 14.2, step 5). */
final class SenderCheck {
    /** What came of it. */
    record Checked(Verdict verdict, boolean verified) {
        private static final Checked NOT_KNOWN = new Checked(Verdict.NOT_KNOWN, false);
    }

    private final KnownKeys keys;
    private final UnusedPrekeys prekeys;

    SenderCheck(KnownKeys keys, UnusedPrekeys prekeys) {
        this.keys = keys;
        this.prekeys = prekeys;
    }

    /** Never fails. */
    Future<Checked> check(LetterContent content) {
        UserName sender = content.sender();
        PublicKey key = content.key();
        return keys.isNew(sender, key)
                .compose(isNew -> isNew ? vouched(sender, key) : Future.succeededFuture(true))
                .compose(vouched -> vouched ? look(sender, key) : Future.succeededFuture(Checked.NOT_KNOWN))
                .otherwise(Checked.NOT_KNOWN);
    }

    /** A letter's own word is not enough for a sender whom this user has never met: the registry must say the same. */
    private Future<Boolean> vouched(UserName sender, PublicKey key) {
        return prekeys.key(sender).map(key::equals);
    }

    private Future<Checked> look(UserName sender, PublicKey key) {
        return keys.look(sender, key)
                .map(known -> new Checked(known.blocked() ? Verdict.BLOCKED : Verdict.KNOWN, known.verified()));
    }
}
