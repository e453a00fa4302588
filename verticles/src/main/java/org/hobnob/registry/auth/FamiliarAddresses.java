package org.hobnob.registry.auth;

import java.util.List;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.credentials.LoginThrottle;
import org.hobnob.registry.store.Account;
import org.hobnob.registry.store.Accounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses from which accounts were used, in the store, so that no stranger can lock an owner out, neither after a
 * restart nor at another registry of the same store.
 */
final class FamiliarAddresses {
    /** Half of what the store keeps. */
    private static final int NEWEST = 4;

    private static final Logger LOG = LoggerFactory.getLogger(FamiliarAddresses.class);

    private final Accounts accounts;
    private final LoginThrottle throttle;

    FamiliarAddresses(Accounts accounts, LoginThrottle throttle) {
        this.accounts = accounts;
        this.throttle = throttle;
    }

    /** Tells the throttle if the store knows the address of an attempt. Only this address, so that attempts fill no memory. */
    void recall(Account account, String address) {
        if (account.known().contains(address)) {
            throttle.knownGood(account.user().folded(), address);
        }
    }

    /**
     * Records that the account was used from the address. In the background: a lost record costs no more than a wait. Only
     * what is not among the newest is written, so that an address in use is not the next to make way, and few logins write.
     */
    void remember(Account account, String address) {
        throttle.knownGood(account.user().folded(), address);
        List<String> known = account.known();
        if (!known.subList(Math.max(0, known.size() - NEWEST), known.size()).contains(address)) {
            accounts.know(account, address)
                    .onFailure(cause -> LOG.warn("could not record an address of {}: {}", account.user(), cause));
        }
    }

    /** Records the address from which an account was registered. */
    void remember(UserName user, String address) {
        accounts.find(user).onSuccess(found -> found.ifPresent(account -> remember(account, address)));
    }
}
