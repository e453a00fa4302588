package org.hobnob.registry.auth;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.limits.Loopback;
import org.hobnob.limits.RateLimit;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.FamilyId;
import org.hobnob.protocol.message.value.InviteToken;
import org.hobnob.protocol.message.value.KeyHash;
import org.hobnob.protocol.message.value.PasswordDigest;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.hashing.HashPool;
import org.hobnob.registry.rules.credentials.Family;
import org.hobnob.registry.rules.credentials.LoginThrottle;
import org.hobnob.registry.rules.credentials.PasswordHasher;
import org.hobnob.registry.rules.credentials.ResumeTokens;
import org.hobnob.registry.rules.credentials.TrustedLogins;
import org.hobnob.registry.rules.credentials.VerifiedCache;
import org.hobnob.registry.store.Account;
import org.hobnob.registry.store.Accounts;
import org.hobnob.registry.store.AdminDocument;
import org.hobnob.registry.store.Bans;
import org.hobnob.registry.store.Invites;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accounts and logins (BUS.md 4.1): throttles attempts to log in, decides who is let in, and changes accounts. {@link
 * PasswordCheck} compares passwords, {@link Resumption} checks tokens, and {@link SessionOpener} opens sessions.
 */
public final class AuthVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(AuthVerticle.class);

    /**
     * The parts that the verticle works with. The verticle owns their state from then on.
     *
     * @param wall the time of day, which may be wrong and may jump: only for what is stored
     * @param nanoTime a monotonic clock in nanoseconds, for budgets and waits
     */
    public record Parts(
            Bus bus,
            Accounts accounts,
            Bans bans,
            AdminDocument administration,
            Invites invites,
            HashPool pool,
            PasswordHasher hasher,
            LoginThrottle throttle,
            RateLimit<String> registrations,
            boolean spareLoopback,
            ResumeTokens tokens,
            VerifiedCache verified,
            Clock wall,
            LongSupplier nanoTime,
            RandomGenerator random,
            long tokenLifeS) {
        /** The time of day, in milliseconds since 1970. */
        long wallMs() {
            return wall.millis();
        }

        /** The time since some moment, in milliseconds. */
        long monotonicMs() {
            return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong());
        }
    }

    /** Longer than a write can be under way to the store. */
    private static final long LATE_WRITE_MS = 60_000;

    private final Parts parts;
    private final Bus bus;
    private final PasswordCheck passwords;
    private final AccountChanges changes;
    private final SessionOpener sessions;
    private final FamiliarAddresses familiar;
    private final Registrations registrations;

    public AuthVerticle(Parts parts) {
        this.parts = parts;
        bus = parts.bus();
        passwords = new PasswordCheck(parts);
        changes = new AccountChanges(parts.accounts());
        registrations = new Registrations(
                parts.administration(),
                parts.invites(),
                parts.accounts(),
                work -> vertx.setTimer(LATE_WRITE_MS, due -> work.run()),
                parts::wallMs);
        familiar = new FamiliarAddresses(parts.accounts(), parts.throttle());
        sessions = new SessionOpener(parts, changes, familiar);
    }

    @Override
    public Future<?> start() {
        return bus.serve(
                Addresses.AUTH,
                actions(),
                Map.of("login", this::takeBack, "resume", this::takeBack, "key-login", this::takeBack));
    }

    private Map<String, Function<JsonObject, Future<JsonObject>>> actions() {
        Map<String, Function<JsonObject, Future<JsonObject>>> actions = new HashMap<>(Map.of(
                "register", this::register,
                "login", this::login,
                "resume", new Resumption(parts, changes, sessions)::resume,
                "key-login", this::keyLogin,
                "logout", this::logout,
                "change-password", this::changePassword,
                "sessions", this::sessions,
                "check-name", this::checkName));
        actions.putAll(new AccountAdmin(parts, passwords, changes, this::forget).actions());
        return actions;
    }

    /** Ends a session that nobody knows of, because whoever asked for it has stopped waiting. */
    private void takeBack(JsonObject opened) {
        sessions.release(Json.text(opened, "user"), Json.session(opened), SessionEnd.CLOSED)
                .onFailure(cause -> LOG.warn("could not end an unused session: {}", cause.toString()));
    }

    private Future<JsonObject> register(JsonObject json) {
        UserName user = Json.user(json);
        PasswordCheck.Sent password = password(json, "password");
        Optional<PasswordHash> plain = Json.optional(json, "plain", PasswordHash::of);
        String address = Json.text(json, "ip");
        Optional<InviteToken> invite = Json.optional(json, "invite", InviteToken::of);
        return requireNotBanned(user, address)
                .compose(admitted -> registrations.require(user, invite))
                .compose(mode -> requireFree(user)
                        .compose(free -> chargeRegistration(address))
                        .compose(charged ->
                                registrations.admit(user, mode, invite, () -> create(user, password, plain))))
                .onSuccess(done -> familiar.remember(user, address));
    }

    private Future<JsonObject> create(UserName user, PasswordCheck.Sent password, Optional<PasswordHash> plain) {
        return passwords
                .hash(password, plain)
                .compose(hashes -> parts.accounts().create(user, hashes, parts.wallMs()))
                .compose(created -> created
                        ? Future.succeededFuture(new JsonObject())
                        : Future.failedFuture(new RefusalException(Reason.NAME_TAKEN)));
    }

    private Future<Void> requireNotBanned(UserName user, String address) {
        return parts.bans().current().map(list -> {
            list.requireNotBanned(user, address, parts.wallMs());
            return null;
        });
    }

    private static PasswordCheck.Sent password(JsonObject json, String key) {
        return new PasswordCheck.Sent(
                Json.required(json, key, PasswordHash::of),
                Json.optional(json, "digest", PasswordDigest::ofWord).orElse(PasswordDigest.PLAIN),
                HashPool.Asker.of(Json.user(json), Json.text(json, "ip")));
    }

    private Future<Void> requireFree(UserName user) {
        return parts.accounts()
                .find(user)
                .compose(found -> found.isPresent()
                        ? Future.failedFuture(new RefusalException(Reason.NAME_TAKEN))
                        : Future.succeededFuture());
    }

    private Future<Void> chargeRegistration(String address) {
        boolean isSpared = parts.spareLoopback() && Loopback.is(address);
        long waitMs = isSpared ? 0 : parts.registrations().tryTake(address, parts.monotonicMs());
        return waitMs > 0
                ? Future.failedFuture(new RefusalException(Reason.SLOW_DOWN, waitMs))
                : Future.succeededFuture();
    }

    /** Charged before the name is looked up, so that names cannot be tried faster than accounts can be made. */
    private Future<JsonObject> checkName(JsonObject json) {
        UserName user = Json.user(json);
        return chargeRegistration(Json.text(json, "ip"))
                .compose(charged -> requireFree(user))
                // Behind it: who has an account is to be asked for its password, not for an invitation.
                .compose(free -> registrations.require(user, Optional.empty()))
                .map(allowed -> new JsonObject());
    }

    private Future<JsonObject> login(JsonObject json) {
        UserName user = Json.user(json);
        PasswordCheck.Sent password = password(json, "password");
        Optional<PasswordHash> next = Json.optional(json, "next", PasswordHash::of);
        boolean stays = Json.flag(json, "stay", false);
        Entry entry = Entry.of(json);
        DialectName dialect = entry.contact().dialect();
        return throttled(user, entry.contact().ip(), found -> passwords.verify(found, password, dialect))
                .compose(account -> {
                    next.ifPresent(salted -> passwords.addSalted(account, password, salted));
                    return sessions.logIn(account, entry, stays);
                });
    }

    private Future<JsonObject> keyLogin(JsonObject json) {
        UserName user = Json.user(json);
        Entry entry = Entry.of(json);
        PublicKey key = entry.provedKey().orElseThrow(() -> new RefusalException(Reason.BAD_PROOF));
        return throttled(
                        user,
                        entry.contact().ip(),
                        found -> found.filter(account -> account.logins().trusts(key))
                                .map(Future::succeededFuture)
                                .orElseGet(() -> Future.failedFuture(new RefusalException(Reason.BAD_CREDENTIALS))))
                .compose(account -> sessions.logIn(account, entry, true));
    }

    /** Lets a user in if the throttle allows an attempt, and reports its outcome to the throttle. */
    private Future<Account> throttled(
            UserName user, String address, Function<Optional<Account>, Future<Account>> letIn) {
        return parts.accounts().find(user).compose(found -> {
            found.ifPresent(account -> familiar.recall(account, address));
            return attempted(user, address, () -> letIn.apply(found));
        });
    }

    private Future<Account> attempted(UserName user, String address, Supplier<Future<Account>> letIn) {
        LoginThrottle.Decision decision = parts.throttle().check(user.folded(), address, parts.monotonicMs());
        if (decision instanceof LoginThrottle.RetryAfter later) {
            return Future.failedFuture(new RefusalException(Reason.SLOW_DOWN, later.ms()));
        }
        LoginThrottle.Allowed attempt = (LoginThrottle.Allowed) decision;
        return letIn.get()
                .onSuccess(account -> parts.throttle().succeeded(attempt, parts.monotonicMs()))
                .onFailure(cause -> failed(attempt, cause));
    }

    private void failed(LoginThrottle.Allowed attempt, Throwable cause) {
        if (cause instanceof RefusalException refusal && refusal.reason() == Reason.BAD_CREDENTIALS) {
            parts.throttle().failed(attempt);
        } else {
            parts.throttle().undecided(attempt, parts.monotonicMs());
        }
    }

    private Future<JsonObject> logout(JsonObject json) {
        UserName user = Json.user(json);
        SessionId session = Json.session(json);
        Optional<FamilyId> family = Json.optional(json, "family", FamilyId::of);
        Future<Void> ended = Json.flag(json, "everywhere", false)
                ? revoke(user, session, Json.text(json, "ip"))
                : family.map(id -> endFamily(user, id)).orElseGet(Future::succeededFuture);
        return ended.compose(done -> sessions.release(user.shown(), session, SessionEnd.LOGOUT));
    }

    private Future<Void> endFamily(UserName user, FamilyId family) {
        return withAccount(
                user, account -> changes.change(account, logins -> logins.end(family), Reason.NOT_LOGGED_IN));
    }

    /** @param address where the owner asks for it, which stays known */
    private Future<Void> revoke(UserName user, SessionId session, String address) {
        return withAccount(
                        user,
                        account -> changes.revoke(account, logins -> TrustedLogins.NONE, Reason.NOT_LOGGED_IN)
                                .onSuccess(revoked -> {
                                    forget(user);
                                    familiar.remember(revoked, address);
                                }))
                .compose(done -> endOthers(user, session, SessionEnd.LOGGED_OUT));
    }

    private Future<Void> withAccount(UserName user, Function<Account, Future<Account>> change) {
        return parts.accounts()
                .find(user)
                .compose(found -> found.map(change).orElseGet(Future::succeededFuture))
                .mapEmpty();
    }

    /** Nothing that was let in earlier helps any more. */
    private void forget(UserName user) {
        parts.verified().forget(user.folded());
        parts.throttle().forget(user.folded());
    }

    /**
     * Ends the user's session if it is another one: it may have been taken over while its tokens were revoked. Never fails,
     * because what was revoked stays revoked.
     */
    private Future<Void> endOthers(UserName user, SessionId own, SessionEnd reason) {
        JsonObject body = new JsonObject()
                .put("user", user.shown())
                .put("session", own.hex())
                .put("reason", reason.word());
        return bus.request(Addresses.PRESENCE, "end-others", body)
                .onFailure(cause -> LOG.warn("could not look for other sessions of {}: {}", user, cause.toString()))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private Future<JsonObject> changePassword(JsonObject json) {
        UserName user = Json.user(json);
        SessionId session = Json.session(json);
        PasswordCheck.Sent before = password(json, "password");
        PasswordCheck.Sent after = password(json, "newPassword");
        Optional<PasswordHash> plain = Json.optional(json, "plain", PasswordHash::of);
        String address = Json.text(json, "ip");
        Optional<FamilyId> id = Json.optional(json, "family", FamilyId::of);
        Optional<KeyHash> key = Json.optional(json, "keyHash", KeyHash::of);
        return throttled(user, address, found -> passwords.verify(found, before, DialectName.NATIVE))
                .compose(account -> passwords.hash(after, plain).compose(hashes -> {
                    Family own = id.flatMap(known -> account.logins().family(known, parts.wallMs()))
                            .orElseGet(() -> sessions.newFamily(key, address));
                    return changes.revoke(
                                    account,
                                    hashes,
                                    logins -> logins.only(Optional.of(own), key),
                                    Reason.BAD_CREDENTIALS)
                            .onSuccess(changed -> {
                                forget(user);
                                familiar.remember(changed, address);
                            })
                            .compose(changed -> endOthers(user, session, SessionEnd.PASSWORD_CHANGED)
                                    .map(done -> new JsonObject().put("token", sessions.token(changed, own))));
                }));
    }

    private Future<JsonObject> sessions(JsonObject json) {
        Optional<FamilyId> own = Json.optional(json, "family", FamilyId::of);
        return parts.accounts().find(Json.user(json)).map(found -> {
            List<Family> families = found.map(account -> account.logins().families(parts.wallMs()))
                    .orElse(List.of());
            return new JsonObject().put("families", Json.array(families, family -> shown(family, own)));
        });
    }

    private static JsonObject shown(Family family, Optional<FamilyId> own) {
        return new JsonObject()
                .put("id", family.id().hex())
                .put("begun", family.begunMs())
                .put("used", family.usedMs())
                .put("ip", family.address())
                .put("keyHash", family.key().map(KeyHash::hex).orElse(null))
                .put("here", own.equals(Optional.of(family.id())));
    }
}
