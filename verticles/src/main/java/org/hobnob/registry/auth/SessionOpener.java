package org.hobnob.registry.auth;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.keepalive.KeepAliveKey;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.value.FamilyId;
import org.hobnob.protocol.message.value.KeyHash;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.registry.rules.credentials.Family;
import org.hobnob.registry.rules.credentials.ResumeTokens;
import org.hobnob.registry.rules.credentials.TrustedLogins;
import org.hobnob.registry.store.Account;

/** Opens sessions of users who were let in: claims them at presence, and issues what native peers get. */
final class SessionOpener {
    private final Bus bus;
    private final AccountChanges changes;
    private final FamiliarAddresses familiar;
    private final ResumeTokens tokens;
    private final AuthVerticle.Parts parts;
    private final RandomGenerator random;
    private final long tokenLifeS;

    SessionOpener(AuthVerticle.Parts parts, AccountChanges changes, FamiliarAddresses familiar) {
        this.parts = parts;
        this.changes = changes;
        this.familiar = familiar;
        bus = parts.bus();
        tokens = parts.tokens();
        random = parts.random();
        tokenLifeS = parts.tokenLifeS();
    }

    /** A family of resume tokens that begins now, bound to the key that was proved. */
    Family newFamily(Entry entry) {
        return newFamily(entry.provedKeyHash(), entry.contact().ip());
    }

    Family newFamily(Optional<KeyHash> key, String address) {
        long nowMs = parts.wallMs();
        return new Family(FamilyId.random(random), key, nowMs, nowMs, address);
    }

    /**
     * Logs in.
     *
     * @param trustsKey whether the proved key may log in from now on, or did
     */
    Future<JsonObject> logIn(Account account, Entry entry, boolean trustsKey) {
        requireEnabled(account);
        SessionId session = SessionId.random(random);
        if (!entry.isNative()) {
            return claim(account, session, entry, false)
                    .compose(claimed -> changes.current(account, Reason.BAD_CREDENTIALS)
                            .recover(cause -> takeBack(account, session, cause)))
                    .map(unchanged -> opened(account, session));
        }
        Family family = newFamily(entry);
        long nowMs = family.begunMs();
        return claim(account, session, entry, false)
                .compose(claimed -> changes.change(
                                account,
                                logins -> {
                                    TrustedLogins begun = logins.begin(family, nowMs);
                                    return entry.provedKey()
                                            .filter(key -> trustsKey)
                                            .map(key -> begun.trust(key, nowMs))
                                            .orElse(begun);
                                },
                                Reason.BAD_CREDENTIALS)
                        .recover(cause -> takeBack(account, session, cause)))
                .map(changed -> opened(changed, session, family));
    }

    /** Said only to those who have proved that the account is theirs. */
    private static void requireEnabled(Account account) {
        if (account.disabled()) {
            throw new RefusalException(Reason.DISABLED);
        }
    }

    /** Resumes a login. Its tokens may have been revoked while the session was claimed. */
    Future<JsonObject> resume(Account account, Entry entry, Family family) {
        requireEnabled(account);
        SessionId session = SessionId.random(random);
        return claim(account, session, entry, true)
                .compose(claimed ->
                        changes.current(account, Reason.BAD_TOKEN).recover(cause -> takeBack(account, session, cause)))
                .map(unchanged -> opened(account, session, family));
    }

    /** Others see the user's name as it was first registered. */
    private Future<JsonObject> claim(Account account, SessionId session, Entry entry, boolean takeOver) {
        JsonObject claim = Json.of(entry.contact())
                .put("user", account.user().shown())
                .put("session", session.hex())
                .put("takeOver", takeOver);
        return bus.request(Addresses.PRESENCE, "claim", claim)
                .onSuccess(claimed -> familiar.remember(account, entry.contact().ip()));
    }

    private Future<Account> takeBack(Account account, SessionId session, Throwable cause) {
        return release(account.user().shown(), session, SessionEnd.CLOSED)
                .transform(done -> Future.failedFuture(cause));
    }

    /** Ends a session. */
    Future<JsonObject> release(String user, SessionId session, SessionEnd reason) {
        JsonObject release =
                new JsonObject().put("user", user).put("session", session.hex()).put("reason", reason.word());
        return bus.request(Addresses.PRESENCE, "release", release);
    }

    private static JsonObject opened(Account account, SessionId session) {
        return new JsonObject().put("user", account.user().shown()).put("session", session.hex());
    }

    private JsonObject opened(Account account, SessionId session, Family family) {
        return opened(account, session)
                .put("token", token(account, family))
                .put("keepAliveKey", KeepAliveKey.generate(random).revealHex())
                .put("family", family.id().hex())
                .put("keyHash", family.key().map(KeyHash::hex).orElse(null));
    }

    /** A resume token of the family. */
    String token(Account account, Family family) {
        ResumeTokens.Bond bond = new ResumeTokens.Bond(family.id(), family.key(), family.endsMs() / 1_000);
        return tokens.issue(account.user().folded(), account.epoch(), parts.wallMs() / 1_000 + tokenLifeS, bond);
    }
}
