package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;

/** Signing up, logging in and out. What is refused fails; what succeeds is shown. */
public final class AccountActions {
    private final ConsoleState session;

    AccountActions(ConsoleState session) {
        this.session = session;
    }

    /** Makes an account and logs in with it. */
    public Future<Void> signup(String name, String passwordHash) {
        return loggedOut()
                .compose(done -> connected())
                .compose(done -> session.requests().registrySlowly("register", account(name, passwordHash)))
                .onSuccess(done -> session.success("Account created successfully."))
                .compose(done -> login(name, passwordHash));
    }

    public Future<Void> login(String name, String passwordHash) {
        return loggedOut()
                .compose(done -> connected())
                .compose(done -> session.requests().registrySlowly("login", account(name, passwordHash)))
                .compose(json -> {
                    session.standing().loggedIn(json.getString("user"));
                    session.success("Logged in as " + json.getString("user") + ".");
                    return keptPlaces(json.getString("user"));
                });
    }

    /** Who was cut off, or whose terminal died, may have places in rooms still; not to know of any is no failure. */
    private Future<Void> keptPlaces(String user) {
        return session.requests()
                .registry("search", new JsonObject().put("user", user))
                .map(contact -> contact.getJsonArray("rooms"))
                .otherwise(new JsonArray())
                .map(rooms -> {
                    rooms.forEach(room -> session.notice("your place in #" + room + " was kept; /join " + room));
                    return null;
                });
    }

    /** Fails where somebody is logged in already; forms ask this before they ask the person. */
    public Future<Void> loggedOut() {
        return session.standing().isLoggedIn()
                ? Future.failedFuture(new RefusalException(Reason.ALREADY_LOGGED_IN))
                : Future.succeededFuture();
    }

    /** The registry closes a connection that nobody logs in on; a new one is made where that happened. */
    private Future<Void> connected() {
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
