package org.hobnob.registry.auth;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.KeyHash;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.credentials.Family;
import org.hobnob.registry.rules.credentials.ResumeTokens;
import org.hobnob.registry.store.Account;
import org.hobnob.registry.store.Accounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which resume tokens are good (SPEC 4.3 and 4.10). */
final class Resumption {
    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

    /**
     * Bounded, because a slower answer would leave too little time to claim a session before the peer tries another
     * registry.
     */
    private static final long FIND_MS = 1_000;

    private final Accounts accounts;
    private final ResumeTokens tokens;
    private final AccountChanges changes;
    private final SessionOpener sessions;
    private final AuthVerticle.Parts parts;

    Resumption(AuthVerticle.Parts parts, AccountChanges changes, SessionOpener sessions) {
        this.parts = parts;
        this.changes = changes;
        this.sessions = sessions;
        accounts = parts.accounts();
        tokens = parts.tokens();
    }

    Future<JsonObject> resume(JsonObject json) {
        Optional<ResumeTokens.Claims> valid = tokens.verify(Json.text(json, "token"), parts.wallMs() / 1_000);
        Optional<UserName> user = valid.flatMap(claims -> UserName.of(claims.foldedUser()));
        if (user.isEmpty()) {
            return Future.failedFuture(new RefusalException(Reason.BAD_TOKEN));
        }
        ResumeTokens.Claims claims = valid.get();
        Entry entry = Entry.of(json.copy().put("user", user.get().shown()).put("dialect", DialectName.NATIVE.word()));
        long askedMs = parts.monotonicMs();
        return accounts.find(user.get())
                .map(found -> found.filter(account -> account.epoch() == claims.accountEpoch())
                        .orElseThrow(() -> new RefusalException(Reason.BAD_TOKEN)))
                .compose(account -> family(account, claims, entry)
                        .compose(family -> parts.monotonicMs() - askedMs > FIND_MS
                                ? Future.failedFuture(new RefusalException(Reason.UNAVAILABLE))
                                : sessions.resume(account, entry, family)));
    }

    /** The family that a token resumes. A token of version 1 begins one. */
    private Future<Family> family(Account account, ResumeTokens.Claims claims, Entry entry) {
        if (claims.bond().isEmpty()) {
            Family begun = sessions.newFamily(entry);
            return changes.change(account, logins -> logins.begin(begun, parts.wallMs()), Reason.BAD_TOKEN)
                    .map(begun);
        }
        ResumeTokens.Bond bond = claims.bond().get();
        Family family = account.logins()
                .family(bond.family(), parts.wallMs())
                .orElseThrow(() -> new RefusalException(Reason.BAD_TOKEN));
        requireKey(bond.key().or(family::key), entry);
        if (family.key().isEmpty() && entry.provedKey().isPresent()) {
            return bind(account, family, entry.provedKeyHash().get());
        }
        recordUse(account, family, entry.contact().ip());
        return Future.succeededFuture(family);
    }

    private static void requireKey(Optional<KeyHash> needed, Entry entry) {
        if (needed.isPresent() && entry.provedKey().isEmpty()) {
            throw new RefusalException(Reason.BAD_PROOF);
        }
        if (needed.isPresent() && !needed.equals(entry.provedKeyHash())) {
            throw new RefusalException(Reason.BAD_TOKEN);
        }
    }

    /** A program that proves its key resumes a login of an earlier one, which did not. */
    private Future<Family> bind(Account account, Family family, KeyHash key) {
        return changes.change(account, logins -> logins.bind(family.id(), key), Reason.BAD_TOKEN)
                .map(changed -> changed.logins()
                        .family(family.id(), parts.wallMs())
                        .orElseThrow(() -> new RefusalException(Reason.BAD_TOKEN)));
    }

    /** In the background, and at most once an hour: the resumption does not wait for it. */
    private void recordUse(Account account, Family family, String address) {
        changes.change(account, logins -> logins.used(family.id(), address, parts.wallMs()), Reason.BAD_TOKEN)
                .onFailure(cause -> LOG.warn("could not record a login of {}: {}", account.user(), cause.toString()));
    }
}
