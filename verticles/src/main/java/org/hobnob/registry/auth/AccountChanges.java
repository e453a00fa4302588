package org.hobnob.registry.auth;

import io.vertx.core.Future;
import java.util.function.UnaryOperator;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.registry.rules.credentials.TrustedLogins;
import org.hobnob.registry.store.Account;
import org.hobnob.registry.store.Account.Hashes;
import org.hobnob.registry.store.Accounts;

/**
 * Changes accounts by compare-and-set. A change is applied to the account as it is now, but only while its epoch is the one
 * under which the user was let in: after a password change nothing that was let in before it takes effect.
 */
final class AccountChanges {
    private static final int TRIES = 5;

    private final Accounts accounts;

    AccountChanges(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * Changes what logs in to the account. Writes nothing if that stays the same.
     *
     * @param read the account as it was read when the user was let in
     * @param otherwise the refusal if the epoch has changed or the account is gone
     * @return the account as changed
     */
    Future<Account> change(Account read, UnaryOperator<TrustedLogins> change, Reason otherwise) {
        return tryChange(read, otherwise, TRIES, now -> {
            TrustedLogins logins = change.apply(now.logins());
            if (logins.equals(now.logins())) {
                return Future.succeededFuture(now);
            }
            Account changed = now.withLogins(logins);
            return accounts.changeLogins(now, changed).map(done -> done ? changed : null);
        });
    }

    /** Changes what logs in and revokes all tokens; otherwise as {@link #change}. */
    Future<Account> revoke(Account read, UnaryOperator<TrustedLogins> change, Reason otherwise) {
        return tryChange(read, otherwise, TRIES, now -> {
            Account changed = now.revoked(change.apply(now.logins()));
            return accounts.changeLogins(now, changed).map(done -> done ? changed : null);
        });
    }

    /** Replaces the password as well; otherwise as {@link #revoke}. */
    Future<Account> revoke(Account read, Hashes hashes, UnaryOperator<TrustedLogins> change, Reason otherwise) {
        return tryChange(read, otherwise, TRIES, now -> {
            Account changed = now.revoked(change.apply(now.logins())).withHashes(hashes);
            return accounts.changeAll(now, changed).map(done -> done ? changed : null);
        });
    }

    /** Changes whether nobody may log in, and revokes all that does; otherwise as {@link #revoke}. */
    Future<Account> disable(Account read, boolean disabled) {
        return tryChange(read, Reason.NO_SUCH_USER, TRIES, now -> {
            Account changed = now.revoked(TrustedLogins.NONE).withDisabled(disabled);
            return accounts.changeAll(now, changed).map(done -> done ? changed : null);
        });
    }

    /** One try; completes with null if the account was changed since it was read. */
    private interface Attempt {
        Future<Account> on(Account now);
    }

    private Future<Account> tryChange(Account now, Reason otherwise, int tries, Attempt attempt) {
        if (tries == 0) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        return attempt.on(now)
                .compose(changed -> changed != null
                        ? Future.succeededFuture(changed)
                        : current(now, otherwise).compose(again -> tryChange(again, otherwise, tries - 1, attempt)));
    }

    /**
     * Reads the account again.
     *
     * @param otherwise the refusal if its epoch has changed or it is gone
     */
    Future<Account> current(Account read, Reason otherwise) {
        return accounts.find(read.user())
                .compose(found -> found.filter(account -> account.epoch() == read.epoch())
                        .map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(new RefusalException(otherwise))));
    }
}
