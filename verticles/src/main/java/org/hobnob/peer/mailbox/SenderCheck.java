package org.hobnob.peer.mailbox;

import io.vertx.core.Future;
import java.util.function.Function;
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
    private final Function<UserName, Future<PublicKey>> registry;

    /** @param registry tells which identity key the registry knows of a user; fails if it knows none */
    SenderCheck(KnownKeys keys, Function<UserName, Future<PublicKey>> registry) {
        this.keys = keys;
        this.registry = registry;
    }

    /**
     * Returns whether the key is the one known of the user. Of a user whom this one has never met, neither a letter's word nor a
     * friend's is enough: the registry must say the same.
     */
    Future<Boolean> isVouched(UserName user, PublicKey key) {
        return keys.isNew(user, key)
                .compose(isNew -> isNew ? registry.apply(user).map(key::equals) : Future.succeededFuture(true));
    }

    /** Never fails. */
    Future<Checked> check(LetterContent content) {
        UserName sender = content.sender();
        PublicKey key = content.key();
        return isVouched(sender, key)
                .compose(vouched -> vouched ? look(sender, key) : Future.succeededFuture(Checked.NOT_KNOWN))
                .otherwise(Checked.NOT_KNOWN);
    }

    private Future<Checked> look(UserName sender, PublicKey key) {
        return keys.look(sender, key)
                .map(known -> new Checked(known.blocked() ? Verdict.BLOCKED : Verdict.KNOWN, known.verified()));
    }
}
