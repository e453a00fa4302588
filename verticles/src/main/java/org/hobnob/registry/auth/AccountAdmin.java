package org.hobnob.registry.auth;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hobnob.bus.Addresses;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.value.PasswordDigest;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.hashing.HashPool;
import org.hobnob.registry.rules.credentials.TrustedLogins;
import org.hobnob.registry.store.Account;

/** What administrators do with accounts (BUS.md 4.1). Whoever asks has been found to be one. */
final class AccountAdmin {
    private static final int MAX_PAGE = 1_000;

    private static final int TRIES = 20;

    /** Hashes for administrators count against this machine's budget. */
    private static final String HERE = "127.0.0.1";

    private final AuthVerticle.Parts parts;
    private final PasswordCheck passwords;
    private final AccountChanges changes;
    private final Consumer<UserName> forget;

    /** @param forget forgets what was let in earlier */
    AccountAdmin(AuthVerticle.Parts parts, PasswordCheck passwords, AccountChanges changes, Consumer<UserName> forget) {
        this.parts = parts;
        this.passwords = passwords;
        this.changes = changes;
        this.forget = forget;
    }

    Map<String, Function<JsonObject, Future<JsonObject>>> actions() {
        return Map.of(
                "accounts", this::accounts,
                "account", this::account,
                "add-account", this::add,
                "delete-account", this::delete,
                "set-password", this::setPassword,
                "set-disabled", this::setDisabled,
                "end-logins", this::endLogins);
    }

    private Future<JsonObject> accounts(JsonObject json) {
        int limit = Json.within(json, "limit", 1, MAX_PAGE);
        return parts.accounts()
                .page(Json.optional(json, "after", UserName::of), limit + 1)
                .map(found -> {
                    List<Account> page = found.subList(0, Math.min(limit, found.size()));
                    return new JsonObject()
                            .put("accounts", Json.array(page, AccountAdmin::shown))
                            .put("more", found.size() > limit);
                });
    }

    private static JsonObject shown(Account account) {
        return new JsonObject()
                .put("user", account.user().shown())
                .put("createdAt", account.createdMs())
                .put("disabled", account.disabled());
    }

    private Future<JsonObject> account(JsonObject json) {
        return found(Json.user(json))
                .map(account -> shown(account)
                        .put("logins", account.logins().families(parts.wallMs()).size())
                        .put("known", Json.array(account.known(), address -> address)));
    }

    private Future<Account> found(UserName user) {
        return parts.accounts()
                .find(user)
                .compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(new RefusalException(Reason.NO_SUCH_USER))));
    }

    private Future<JsonObject> add(JsonObject json) {
        UserName user = Json.user(json);
        return hashes(user, Json.password(json))
                .compose(hashes -> parts.accounts().create(user, hashes, parts.wallMs()))
                .compose(created -> created
                        ? Future.succeededFuture(new JsonObject().put("user", user.shown()))
                        : Future.failedFuture(new RefusalException(Reason.NAME_TAKEN)));
    }

    private Future<Account.Hashes> hashes(UserName user, PasswordHash password) {
        return passwords.hash(
                new PasswordCheck.Sent(password, PasswordDigest.PLAIN, HashPool.Asker.of(user, HERE)),
                Optional.empty());
    }

    private Future<JsonObject> setPassword(JsonObject json) {
        PasswordHash password = Json.password(json);
        UserName user = Json.user(json);
        return found(user)
                .compose(account -> hashes(account.user(), password))
                .compose(hashes -> changed(
                        user,
                        account -> changes.revoke(account, hashes, logins -> TrustedLogins.NONE, Reason.NO_SUCH_USER)))
                .compose(account -> over(account, SessionEnd.PASSWORD_CHANGED, json));
    }

    private Future<JsonObject> setDisabled(JsonObject json) {
        boolean disabled = Json.flag(json, "disabled");
        return changed(Json.user(json), account -> changes.disable(account, disabled))
                .compose(account -> over(account, SessionEnd.DISABLED, json));
    }

    private Future<JsonObject> endLogins(JsonObject json) {
        return changed(
                        Json.user(json),
                        account -> changes.revoke(account, logins -> TrustedLogins.NONE, Reason.NO_SUCH_USER))
                .compose(account -> over(account, SessionEnd.LOGGED_OUT, json));
    }

    private Future<JsonObject> delete(JsonObject json) {
        // First, so that no login that is under way outlives the account.
        return changed(Json.user(json), account -> changes.disable(account, true))
                .compose(account -> over(account, SessionEnd.DISABLED, json)
                        .compose(
                                ended -> parts.accounts().delete(account.user()).map(ended)));
    }

    private Future<Account> changed(UserName user, Function<Account, Future<Account>> change) {
        return changed(user, change, TRIES);
    }

    /** Again where the user has just revoked logins too: that must not keep an administrator from it. */
    private Future<Account> changed(UserName user, Function<Account, Future<Account>> change, int tries) {
        return found(user)
                .compose(account -> change.apply(account)
                        .recover(cause -> tries > 1 && isOfAnotherEpoch(cause)
                                ? changed(user, change, tries - 1)
                                : Future.failedFuture(cause)));
    }

    private static boolean isOfAnotherEpoch(Throwable cause) {
        return cause instanceof RefusalException refusal && refusal.reason() == Reason.NO_SUCH_USER;
    }

    /** Ends the user's session, at whichever registry it is. */
    private Future<JsonObject> over(Account account, SessionEnd reason, JsonObject json) {
        forget.accept(account.user());
        JsonObject end = new JsonObject().put("user", account.user().shown()).put("reason", reason.word());
        Json.optional(json, "words", Optional::of).ifPresent(words -> end.put("words", words));
        return parts.bus()
                .request(Addresses.PRESENCE, "end-others", end)
                .map(ended -> new JsonObject()
                        .put("user", account.user().shown())
                        .put("ended", ended.getBoolean("ended", false)));
    }
}
