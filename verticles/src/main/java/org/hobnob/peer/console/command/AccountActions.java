package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserStatus;
import org.hobnob.protocol.text.SafeText;

/** Signs up, logs in and logs out. Each action shows its success; a refusal fails its future. */
public final class AccountActions {
    private final ConsoleState console;

    AccountActions(ConsoleState console) {
        this.console = console;
    }

    /** Creates an account and logs in to it. */
    public Future<Void> signup(String name, String passwordHash) {
        return loggedOut()
                .compose(done -> connected())
                .compose(done -> console.requests().registrySlowly("register", account(name, passwordHash)))
                .onSuccess(done -> console.success("Account created successfully."))
                .compose(done -> login(name, passwordHash));
    }

    public Future<Void> login(String name, String passwordHash) {
        return loggedOut()
                .compose(done -> connected())
                .compose(done -> console.requests().registrySlowly("login", account(name, passwordHash)))
                .compose(json -> {
                    console.standing().loggedIn(json.getString("user"));
                    console.success("Logged in as " + json.getString("user") + ".");
                    return keptPlaces(json.getString("user"));
                });
    }

    /**
     * Lists the rooms that the registry has kept for a user who was cut off. Succeeds also if that cannot be found
     * out.
     */
    private Future<Void> keptPlaces(String user) {
        return console.requests()
                .registry("search", new JsonObject().put("user", user))
                .map(contact -> contact.getJsonArray("rooms"))
                .otherwise(new JsonArray())
                .map(rooms -> {
                    rooms.forEach(room -> console.notice("your place in #" + room + " was kept; /join " + room));
                    return null;
                });
    }

    /** Fails if a user is logged in already. Forms check this before they ask questions. */
    public Future<Void> loggedOut() {
        return console.standing().isLoggedIn()
                ? Future.failedFuture(new RefusalException(Reason.ALREADY_LOGGED_IN))
                : Future.succeededFuture();
    }

    /** The registry closes connections on which nobody logs in, so connect again if necessary. */
    private Future<Void> connected() {
        return console.requests().registrySlowly("connect", new JsonObject()).compose(json -> {
            console.standing().back();
            return json.getBoolean("mismatch", false)
                    ? Future.failedFuture(new RefusalException(Reason.NOT_YOURS))
                    : Future.succeededFuture();
        });
    }

    private static JsonObject account(String name, String passwordHash) {
        return new JsonObject().put("user", name).put("password", passwordHash);
    }

    /** Tells others that the user is away, with a few words about it, which may be empty. */
    Future<Void> away(String text) {
        Optional<UserStatus> status = UserStatus.of("away", SafeText.of(text));
        if (status.isEmpty()) {
            console.error("too long: a status has at most " + UserStatus.MAX_BYTES + " bytes; nothing was changed");
            return Future.succeededFuture();
        }
        return tell(status.get(), "You are away to the others. /back says that you are here again.");
    }

    Future<Void> back() {
        return tell(UserStatus.HERE, "You are here to the others.");
    }

    private Future<Void> tell(UserStatus status, String done) {
        JsonObject body = new JsonObject().put("away", status.away()).put("text", status.text());
        return console.requests().registry("status", body).map(json -> {
            console.standing().said(status);
            console.success(done);
            return null;
        });
    }

    Future<Void> logout() {
        return console.requests().registry("logout", new JsonObject()).map(done -> {
            console.over();
            console.success("Logged out.");
            return null;
        });
    }
}
