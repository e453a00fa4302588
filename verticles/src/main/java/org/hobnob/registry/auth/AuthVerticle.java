package org.hobnob.registry.auth;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.keepalive.KeepAliveKey;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.hashing.HashPool;
import org.hobnob.registry.rules.credentials.LoginThrottle;
import org.hobnob.registry.rules.credentials.PasswordHasher;
import org.hobnob.registry.rules.credentials.RateLimit;
import org.hobnob.registry.rules.credentials.ResumeTokens;
import org.hobnob.registry.rules.credentials.Verification;
import org.hobnob.registry.rules.credentials.VerifiedCache;
import org.hobnob.registry.store.Account;
import org.hobnob.registry.store.Accounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accounts and logins (BUS.md 4.1): throttles login attempts, verifies passwords, and issues resume tokens and keep-alive
 * keys.
 */
public final class AuthVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(AuthVerticle.class);

    /**
     * Bounded, because a slower answer would leave too little time to claim a session before the peer tries another
     * registry.
     */
    private static final long FIND_MS = 1_000;

    /** The parts that the verticle works with. The verticle owns their state from then on. */
    public record Parts(
            Bus bus,
            Accounts accounts,
            HashPool pool,
            PasswordHasher hasher,
            LoginThrottle throttle,
            RateLimit<String> registrations,
            boolean spareLoopback,
            ResumeTokens tokens,
            VerifiedCache verified,
            Clock clock,
            RandomGenerator random,
            long tokenLifeS) {}

    private final Parts parts;
    private final Bus bus;

    public AuthVerticle(Parts parts) {
        this.parts = parts;
        bus = parts.bus();
    }

    @Override
    public Future<?> start() {
        return bus.serve(
                Addresses.AUTH,
                Map.of(
                        "register",
                        this::register,
                        "login",
                        this::login,
                        "resume",
                        this::resume,
                        "logout",
                        this::logout));
    }

    private Future<JsonObject> register(JsonObject json) {
        UserName user = Json.user(json);
        PasswordHash password = Json.password(json);
        String address = Json.text(json, "ip");
        return parts.accounts().find(user).compose(found -> {
            if (found.isPresent()) {
                return Future.failedFuture(new RefusalException(Reason.NAME_TAKEN));
            }
            long waitMs = isSpared(address) ? 0 : parts.registrations().tryTake(address, nowMs());
            return waitMs > 0
                    ? Future.failedFuture(new RefusalException(Reason.SLOW_DOWN, waitMs))
                    : create(user, password);
        });
    }

    private boolean isSpared(String address) {
        return parts.spareLoopback() && LoginThrottle.isLoopback(address);
    }

    private Future<JsonObject> create(UserName user, PasswordHash password) {
        return parts.pool()
                .run(() -> parts.hasher().hash(password.bytes()))
                .compose(phc -> parts.accounts().create(user, phc, nowMs()))
                .compose(created -> created
                        ? Future.succeededFuture(new JsonObject())
                        : Future.failedFuture(new RefusalException(Reason.NAME_TAKEN)));
    }

    private Future<JsonObject> login(JsonObject json) {
        UserName user = Json.user(json);
        PasswordHash password = Json.password(json);
        Contact contact = Json.contact(json);
        DialectName dialect = contact.dialect();
        LoginThrottle.Decision decision = parts.throttle().check(user.folded(), contact.ip(), nowMs());
        if (decision instanceof LoginThrottle.RetryAfter later) {
            return Future.failedFuture(new RefusalException(Reason.SLOW_DOWN, later.ms()));
        }
        LoginThrottle.Allowed attempt = (LoginThrottle.Allowed) decision;
        return parts.accounts()
                .find(user)
                .compose(found -> verify(found, password, dialect))
                .onSuccess(account -> parts.throttle().succeeded(attempt, nowMs()))
                .onFailure(cause -> failed(attempt, cause))
                .compose(account -> open(account, contact, false));
    }

    private void failed(LoginThrottle.Allowed attempt, Throwable cause) {
        if (cause instanceof RefusalException refusal && refusal.reason() == Reason.BAD_CREDENTIALS) {
            parts.throttle().failed(attempt);
        } else {
            parts.throttle().undecided(attempt, nowMs());
        }
    }

    /** Completes with the account if the password is its own. An unknown user costs as much time as a wrong password. */
    private Future<Account> verify(Optional<Account> found, PasswordHash password, DialectName dialect) {
        if (found.isEmpty()) {
            return parts.pool()
                    .run(() -> {
                        parts.hasher().verifyAgainstDummy(password.bytes());
                        return null;
                    })
                    .compose(done -> Future.failedFuture(new RefusalException(Reason.BAD_CREDENTIALS)));
        }
        Account account = found.get();
        String user = account.user().folded();
        boolean cached = dialect == DialectName.ORIGINAL
                && parts.verified().isVerified(user, account.epoch(), password.bytes(), nowMs());
        return cached ? Future.succeededFuture(account) : verifyByHash(account, password, dialect);
    }

    private Future<Account> verifyByHash(Account account, PasswordHash password, DialectName dialect) {
        return parts.pool()
                .run(() -> parts.hasher().verify(password.bytes(), account.phc()))
                .compose(outcome -> {
                    if (outcome == Verification.UNREADABLE) {
                        LOG.error(
                                "the stored password hash of {} is unreadable; the account cannot log in",
                                account.user());
                    }
                    if (!outcome.isMatch()) {
                        return Future.failedFuture(new RefusalException(Reason.BAD_CREDENTIALS));
                    }
                    if (outcome == Verification.MATCH_BUT_OUTDATED) {
                        rehash(account, password);
                    }
                    if (dialect == DialectName.ORIGINAL) {
                        parts.verified().remember(account.user().folded(), account.epoch(), password.bytes(), nowMs());
                    }
                    return Future.succeededFuture(account);
                });
    }

    /** Runs in the background: the login does not wait for it. After a failure the next login tries again. */
    private void rehash(Account account, PasswordHash password) {
        parts.pool()
                .run(() -> parts.hasher().hash(password.bytes()))
                .compose(phc -> parts.accounts().rehash(account.user(), account.phc(), phc))
                .onFailure(cause ->
                        LOG.warn("could not update the stored password hash of {}: {}", account.user(), cause));
    }

    private Future<JsonObject> resume(JsonObject json) {
        Optional<ResumeTokens.Claims> claims = parts.tokens().verify(Json.text(json, "token"), nowMs() / 1_000);
        Optional<UserName> user = claims.flatMap(valid -> UserName.of(valid.foldedUser()));
        if (user.isEmpty()) {
            return Future.failedFuture(new RefusalException(Reason.BAD_TOKEN));
        }
        Contact contact =
                Json.contact(json.copy().put("user", user.get().shown()).put("dialect", DialectName.NATIVE.word()));
        long askedMs = nowMs();
        return parts.accounts().find(user.get()).compose(found -> {
            if (nowMs() - askedMs > FIND_MS) {
                return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
            }
            Optional<Account> account =
                    found.filter(known -> known.epoch() == claims.get().accountEpoch());
            return account.isPresent()
                    ? open(account.get(), contact, true)
                    : Future.failedFuture(new RefusalException(Reason.BAD_TOKEN));
        });
    }

    /** @param contact the contact as requested; other users see the name as it was first registered */
    private Future<JsonObject> open(Account account, Contact contact, boolean takeOver) {
        SessionId session = SessionId.random(parts.random());
        JsonObject claim = Json.of(contact)
                .put("user", account.user().shown())
                .put("session", session.hex())
                .put("takeOver", takeOver);
        return bus.request(Addresses.PRESENCE, "claim", claim)
                .map(claimed -> opened(account, session, contact.dialect()));
    }

    private JsonObject opened(Account account, SessionId session, DialectName dialect) {
        JsonObject reply = new JsonObject().put("user", account.user().shown()).put("session", session.hex());
        if (dialect == DialectName.NATIVE) {
            long expiresS = nowMs() / 1_000 + parts.tokenLifeS();
            reply.put("token", parts.tokens().issue(account.user().folded(), account.epoch(), expiresS))
                    .put("keepAliveKey", KeepAliveKey.generate(parts.random()).revealHex());
        }
        return reply;
    }

    private Future<JsonObject> logout(JsonObject json) {
        JsonObject release = new JsonObject()
                .put("user", Json.user(json).shown())
                .put("session", Json.session(json).hex())
                .put("reason", SessionEnd.LOGOUT.word());
        return bus.request(Addresses.PRESENCE, "release", release);
    }

    private long nowMs() {
        return parts.clock().millis();
    }
}
