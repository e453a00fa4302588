package org.hobnob.registry.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.UnaryOperator;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.admin.Administration;

/**
 * Gives and takes the admin role. Roles and accounts are in two documents, so both who gives the role and who disables an
 * account look again at the other's document after writing their own: one of two at once sees what the other did, and no
 * disabled account keeps the role.
 */
final class Roles {
    /** Changes who administers. */
    @FunctionalInterface
    interface Document {
        Future<Administration> change(UnaryOperator<Administration> change);
    }

    private final Services services;
    private final Document administration;

    Roles(Services services, Document administration) {
        this.services = services;
        this.administration = administration;
    }

    private Future<JsonObject> account(UserName user) {
        return services.auth("account", new JsonObject().put("user", user.shown()));
    }

    /**
     * Gives the role to an account.
     *
     * @param change what gives it
     * @return the account; fails with {@link Reason#DISABLED} if it is disabled, and then it has no role
     */
    Future<JsonObject> give(UserName user, UnaryOperator<Administration> change) {
        return enabled(user)
                .compose(account -> administration
                        .change(change)
                        .compose(done -> enabled(user))
                        .recover(cause -> isOver(cause) ? takeBack(user, cause) : Future.failedFuture(cause)));
    }

    private Future<JsonObject> enabled(UserName user) {
        return account(user)
                .compose(account -> account.getBoolean("disabled")
                        ? Future.failedFuture(new RefusalException(Reason.DISABLED))
                        : Future.succeededFuture(account));
    }

    private static boolean isOver(Throwable cause) {
        return cause instanceof RefusalException refusal
                && (refusal.reason() == Reason.DISABLED || refusal.reason() == Reason.NO_SUCH_USER);
    }

    private Future<JsonObject> takeBack(UserName user, Throwable cause) {
        return administration.change(now -> now.without(user)).transform(done -> Future.failedFuture(cause));
    }

    /**
     * Takes the role from an account, if it has it.
     *
     * @return the account; fails with {@link Reason#LAST_ADMIN} if it is the last administrator's
     */
    Future<JsonObject> take(UserName user) {
        return account(user)
                .compose(found -> administration
                        .change(now -> now.isAdmin(user) ? now.withoutAdmin(user) : now)
                        .map(found));
    }

    /**
     * Disables an account and takes its role.
     *
     * @param body names the user, and why
     * @return what the service of accounts answers; fails with {@link Reason#LAST_ADMIN} if it is the last administrator's,
     *     which stays enabled
     */
    Future<JsonObject> disable(UserName user, JsonObject body) {
        return take(user)
                .compose(done -> services.auth("set-disabled", body.copy().put("disabled", true)))
                .compose(disabled -> take(user)
                        .map(disabled)
                        .recover(cause -> services.auth(
                                        "set-disabled", body.copy().put("disabled", false))
                                .transform(enabled -> Future.failedFuture(cause))));
    }
}
