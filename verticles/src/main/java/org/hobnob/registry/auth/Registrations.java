package org.hobnob.registry.auth;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.InviteToken;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.admin.Administration;
import org.hobnob.registry.rules.admin.Registration;
import org.hobnob.registry.store.Accounts;
import org.hobnob.registry.store.AdminDocument;
import org.hobnob.registry.store.Invites;

/** Decides who may make an account (SPEC 4.13). */
final class Registrations {
    private final AdminDocument administration;
    private final Invites invites;
    private final Accounts accounts;
    private final Consumer<Runnable> later;
    private final LongSupplier wallMs;

    /** @param later runs something when no write that is under way to the store can arrive any more */
    Registrations(
            AdminDocument administration,
            Invites invites,
            Accounts accounts,
            Consumer<Runnable> later,
            LongSupplier wallMs) {
        this.accounts = accounts;
        this.later = later;
        this.administration = administration;
        this.invites = invites;
        this.wallMs = wallMs;
    }

    /**
     * Fails unless somebody with this invitation, or without one, may make an account of this name now. A name that has the
     * admin role and no account, as from a backup that is not of one moment, is only for administrators to give.
     */
    Future<Registration> require(UserName user, Optional<InviteToken> invite) {
        return administration
                .current()
                .compose(now -> now.isAdmin(user)
                        ? Future.failedFuture(new RefusalException(Reason.NAME_TAKEN))
                        : require(now, invite));
    }

    private static Future<Registration> require(Administration now, Optional<InviteToken> invite) {
        return switch (now.registration()) {
            case OPEN -> Future.succeededFuture(Registration.OPEN);
            case INVITE ->
                invite.isPresent()
                        ? Future.succeededFuture(Registration.INVITE)
                        : Future.failedFuture(new RefusalException(Reason.NEEDS_INVITATION));
            case CLOSED -> Future.failedFuture(new RefusalException(Reason.REGISTRATION_CLOSED));
        };
    }

    /**
     * Makes an account, at the cost of a use of the invitation where one is needed. A use that made no account is given back.
     * Where the store did not answer, that is known only later: an invitation must not make more accounts than it may.
     */
    <T> Future<T> admit(UserName user, Registration mode, Optional<InviteToken> invite, Supplier<Future<T>> make) {
        if (mode == Registration.OPEN) {
            return make.get();
        }
        String hash = invite.orElseThrow().hash();
        return invites.use(hash, wallMs.getAsLong())
                .compose(good -> good
                        ? make.get().recover(cause -> unused(user, hash, cause))
                        : Future.failedFuture(new RefusalException(Reason.BAD_INVITATION)));
    }

    private <T> Future<T> unused(UserName user, String hash, Throwable cause) {
        if (cause instanceof RefusalException refusal
                && refusal.reason() != Reason.UNAVAILABLE
                && refusal.reason() != Reason.INTERNAL) {
            return invites.giveBack(hash).transform(done -> Future.failedFuture(cause));
        }
        later.accept(() -> accounts.find(user).onSuccess(found -> {
            if (found.isEmpty()) {
                invites.giveBack(hash);
            }
        }));
        return Future.failedFuture(cause);
    }
}
