package org.hobnob.registry.auth;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.PasswordDigest;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.registry.hashing.HashPool;
import org.hobnob.registry.rules.credentials.PasswordHasher;
import org.hobnob.registry.rules.credentials.Verification;
import org.hobnob.registry.rules.credentials.VerifiedCache;
import org.hobnob.registry.store.Account;
import org.hobnob.registry.store.Account.Hashes;
import org.hobnob.registry.store.Accounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hashes passwords for storage, and compares what a client sent with what is stored. */
final class PasswordCheck {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordCheck.class);

    private final Accounts accounts;
    private final HashPool pool;
    private final PasswordHasher hasher;
    private final VerifiedCache verified;
    private final LongSupplier monotonicMs;

    PasswordCheck(AuthVerticle.Parts parts) {
        accounts = parts.accounts();
        pool = parts.pool();
        hasher = parts.hasher();
        verified = parts.verified();
        monotonicMs = parts::monotonicMs;
    }

    /**
     * A password as a client sent it.
     *
     * @param digest how the hash was made
     * @param asker who sent it
     */
    record Sent(PasswordHash hash, PasswordDigest digest, HashPool.Asker asker) {
        Sent over(PasswordDigest other, PasswordHash otherHash) {
            return new Sent(otherHash, other, asker);
        }
    }

    /** Hashes a new password, and its plain digest where that was sent in addition. */
    Future<Hashes> hash(Sent password, Optional<PasswordHash> plain) {
        return hash(password.asker(), password.hash()).compose(phc -> {
            if (password.digest() == PasswordDigest.PLAIN) {
                return Future.succeededFuture(new Hashes(Optional.of(phc), Optional.empty()));
            }
            return plain.map(hash -> hash(password.asker(), hash).map(Optional::of))
                    .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                    .map(plainPhc -> new Hashes(plainPhc, Optional.of(phc)));
        });
    }

    private Future<String> hash(HashPool.Asker asker, PasswordHash password) {
        return pool.run(asker, () -> hasher.hash(password.bytes()));
    }

    /**
     * Completes with the account if the password is its own. An unknown user, or one without a plain hash, costs as much time
     * as a wrong password; only an account with nothing but a plain hash says so at once to who sends a salted one.
     */
    Future<Account> verify(Optional<Account> found, Sent password, DialectName dialect) {
        Optional<String> phc = found.flatMap(account -> account.hashes().over(password.digest()));
        if (phc.isEmpty()) {
            return found.filter(account -> hasPlainOnly(account, password)).isPresent()
                    ? Future.failedFuture(new RefusalException(Reason.OLD_DIGEST))
                    : refuseSlowly(password);
        }
        Account account = found.get();
        boolean cached = dialect == DialectName.ORIGINAL
                && verified.isVerified(
                        account.user().folded(),
                        account.epoch(),
                        password.hash().bytes(),
                        monotonicMs.getAsLong());
        return cached ? Future.succeededFuture(account) : verifyByHash(account, phc.get(), password, dialect);
    }

    private static boolean hasPlainOnly(Account account, Sent password) {
        return password.digest() == PasswordDigest.SALTED
                && account.hashes().plain().isPresent();
    }

    private Future<Account> refuseSlowly(Sent password) {
        return pool.run(password.asker(), () -> {
                    hasher.verifyAgainstDummy(password.hash().bytes());
                    return null;
                })
                .compose(done -> Future.failedFuture(new RefusalException(Reason.BAD_CREDENTIALS)));
    }

    private Future<Account> verifyByHash(Account account, String phc, Sent password, DialectName dialect) {
        return pool.run(password.asker(), () -> hasher.verify(password.hash().bytes(), phc))
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
                        store(account, password);
                    }
                    if (dialect == DialectName.ORIGINAL) {
                        verified.remember(
                                account.user().folded(),
                                account.epoch(),
                                password.hash().bytes(),
                                monotonicMs.getAsLong());
                    }
                    return Future.succeededFuture(account);
                });
    }

    /**
     * Stores the hash of another digest of the password that was just verified, unless there is one. Like {@link #store}, in
     * the background.
     */
    void addSalted(Account account, Sent verified, PasswordHash salted) {
        if (account.hashes().salted().isEmpty()) {
            store(account, verified.over(PasswordDigest.SALTED, salted));
        }
    }

    /** Runs in the background: the login does not wait for it. After a failure the next login tries again. */
    private void store(Account account, Sent password) {
        hash(password.asker(), password.hash())
                .compose(phc -> accounts.rehash(account, password.digest(), phc))
                .onFailure(cause ->
                        LOG.warn("could not update the stored password hash of {}: {}", account.user(), cause));
    }
}
