package org.hobnob.registry.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.admin.Administration;
import org.hobnob.registry.store.AdminDocument;

/** Verbs about accounts and those who use them. */
final class UserVerbs {
    private final Services services;
    private final Telling telling;
    private final AdminDocument administration;
    private final Roles roles;

    UserVerbs(Services services, Telling telling, AdminDocument administration, Roles roles) {
        this.roles = roles;
        this.services = services;
        this.telling = telling;
        this.administration = administration;
    }

    Map<String, Handler> handlers() {
        return Map.ofEntries(
                Map.entry("user list", this::list),
                Map.entry("user show", this::show),
                Map.entry("user add", this::add),
                Map.entry("user passwd", asked -> services.auth("set-password", password(asked))),
                Map.entry("user disable", asked -> roles.disable(user(asked), own(asked))),
                Map.entry(
                        "user enable",
                        asked -> services.auth("set-disabled", own(asked).put("disabled", false))),
                Map.entry("user delete", this::delete),
                Map.entry("user logout", asked -> services.auth("end-logins", own(asked))),
                Map.entry("user promote", this::promote),
                Map.entry("user demote", asked -> roles.take(user(asked))),
                Map.entry("kick", this::kick));
    }

    private static JsonObject own(Asked asked) {
        JsonObject body = new JsonObject().put("user", user(asked).shown());
        asked.optional("reason").ifPresent(words -> body.put("words", words));
        return body;
    }

    private static JsonObject password(Asked asked) {
        return own(asked)
                .put("password", asked.optional("password").orElseThrow(() -> new RefusalException(Reason.MALFORMED)));
    }

    private Future<JsonObject> add(Asked asked) {
        if (UserName.of(asked.text("user")).isEmpty()) {
            return Future.failedFuture(new RefusalException(Reason.BAD_NAME));
        }
        return services.auth("add-account", password(asked));
    }

    static UserName user(Asked asked) {
        return UserName.of(asked.text("user")).orElseThrow(() -> new RefusalException(Reason.NO_SUCH_USER));
    }

    private Future<JsonObject> list(Asked asked) {
        return services.auth("accounts", Services.page(asked)).compose(page -> {
            JsonArray users = new JsonArray();
            page.getJsonArray("accounts").forEach(one -> users.add(((JsonObject) one).getString("user")));
            return services.presence("absent", new JsonObject().put("users", users))
                    .compose(absent -> administration.current().map(admins -> {
                        Set<Object> away = absent.getJsonArray("users").stream().collect(Collectors.toSet());
                        return Services.rows(
                                page,
                                "accounts",
                                "user",
                                account -> account.put("online", !away.contains(account.getString("user")))
                                        .put("admin", isAdmin(admins, account)));
                    }));
        });
    }

    private static boolean isAdmin(Administration admins, JsonObject account) {
        return admins.isAdmin(new UserName(account.getString("user")));
    }

    private Future<JsonObject> show(Asked asked) {
        JsonObject named = new JsonObject().put("user", user(asked).shown());
        return services.auth("account", named)
                .compose(account -> administration
                        .current()
                        .compose(admins -> services.presence(
                                        "contacts",
                                        new JsonObject().put("users", new JsonArray().add(account.getString("user"))))
                                .map(found -> {
                                    account.put("admin", isAdmin(admins, account));
                                    JsonArray contacts = found.getJsonArray("contacts");
                                    account.put("online", !contacts.isEmpty());
                                    if (!contacts.isEmpty()) {
                                        JsonObject contact = contacts.getJsonObject(0);
                                        for (String field : new String[] {"ip", "dialect", "status", "rooms", "key"}) {
                                            account.put(field, contact.getValue(field));
                                        }
                                    }
                                    return account;
                                })));
    }

    private Future<JsonObject> delete(Asked asked) {
        // Before the account: what is left of a user without one could not be deleted by this verb any more.
        return roles.disable(user(asked), own(asked))
                // The name as the account has it, whichever way it was typed.
                .map(done -> new JsonObject().put("user", done.getString("user")))
                .compose(named -> services.rooms("forget", named).compose(done -> services.mailbox("forget", named)))
                .compose(done -> services.auth("delete-account", own(asked)));
    }

    private Future<JsonObject> promote(Asked asked) {
        UserName user = user(asked);
        return roles.give(user, now -> now.withAdmin(user));
    }

    private Future<JsonObject> kick(Asked asked) {
        if (asked.optional("room").isEmpty()) {
            return services.auth("end-logins", own(asked));
        }
        JsonObject body = new JsonObject()
                .put("room", asked.text("room"))
                .put("member", user(asked).shown())
                .put("by", asked.by());
        return services.rooms("remove", body)
                .onSuccess(done -> asked.optional("reason")
                        .ifPresent(why -> telling.users(
                                new JsonArray().add(user(asked).shown()),
                                "You were removed from room " + asked.text("room") + ": " + why,
                                asked.by())));
    }
}
