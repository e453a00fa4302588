package org.hobnob.peer.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;

/** Signing up, logging in and out. What is refused fails; what succeeds is shown. */
final class Accounts {
    private final Session session;

    Accounts(Session session) {
        this.session = session;
    }

    /** Makes an account and logs in with it. */
    Future<Void> signup(String name, String passwordHash) {
        return connected()
                .compose(done -> session.requests().registrySlowly("register", account(name, passwordHash)))
                .onSuccess(done -> session.success("Account created successfully."))
                .compose(done -> login(name, passwordHash));
    }

    Future<Void> login(String name, String passwordHash) {
        return connected()
                .compose(done -> session.requests().registrySlowly("login", account(name, passwordHash)))
                .map(json -> {
                    session.standing().loggedIn(json.getString("user"));
                    session.success("Logged in as " + json.getString("user") + ".");
                    return null;
                });
    }

    /** The registry closes a connection that nobody logs in on; a new one is made where that happened. */
    private Future<Void> connected() {
        if (session.standing().isLoggedIn()) {
            return Future.succeededFuture();
        }
        return session.requests().registrySlowly("connect", new JsonObject()).compose(json -> {
            session.standing().back();
            return json.getBoolean("mismatch", false)
                    ? Future.failedFuture(new RefusalException(Reason.NOT_YOURS))
                    : Future.succeededFuture();
        });
    }

    private static JsonObject account(String name, String passwordHash) {
        return new JsonObject().put("user", name).put("password", passwordHash);
    }

    Future<Void> logout() {
        return session.requests().registry("logout", new JsonObject()).map(done -> {
            session.over();
            session.success("Logged out.");
            return null;
        });
    }
}
