package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.console.screen.Reader;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.Explanations;
import org.hobnob.peer.console.text.OtherKeyException;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.Fingerprint;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.InviteToken;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.message.value.UserStatus;
import org.hobnob.protocol.text.SafeText;

/** Signs up, logs in and logs out. Each action shows its success; a refusal fails its future. */
public final class AccountActions {
    /** Said of what is no invitation. */
    public static final String NO_INVITATION =
            "that is no invitation: 16 letters and digits, such as ABCD-EFGH-IJKL-MNOP";

    private final ConsoleState console;
    private final Runnable begun;

    private final Place place;
    /** Whether somebody has logged in here. */
    private boolean hasBegun;

    private Optional<InviteToken> invitation = Optional.empty();

    /** @param begun called when somebody has logged in */
    AccountActions(ConsoleState console, Place place, Runnable begun) {
        this.console = console;
        this.place = place;
        this.begun = begun;
    }

    /**
     * How a user logs in with a password.
     *
     * @param stay whether the profile's key may log in from now on
     * @param maySendPlain whether the person lets the registry have the plain digest (SPEC 2.2)
     */
    public record Login(UserName user, Password password, boolean stay, boolean maySendPlain) {
        public Login(UserName user, Password password) {
            this(user, password, false, false);
        }

        public Login staying(boolean stays) {
            return new Login(user, password, stays, maySendPlain);
        }

        public Login sendingPlain() {
            return new Login(user, password, stay, true);
        }
    }

    /** What is known of the registry: its key in full, whether it takes proofs of keys, and its address, if known. */
    public record Connected(String pin, boolean takesProofs, Optional<HostPort> at) {}

    /** Creates an account and logs in to it. */
    public Future<Void> signup(Login as) {
        return loggedOut()
                .compose(done -> connect())
                .compose(registry -> fields(as, registry))
                .compose(fields -> console.requests().registrySlowly("register", withInvitation(fields)))
                .onFailure(this::forgetBadInvitation)
                .onSuccess(done -> console.success("Account created successfully."))
                .compose(done -> login(as));
    }

    private JsonObject withInvitation(JsonObject fields) {
        invitation.ifPresent(token -> fields.put("invite", token.text()));
        return fields;
    }

    /** Then the next sign-up asks for another one. */
    private void forgetBadInvitation(Throwable cause) {
        if (cause instanceof RefusalException refusal && refusal.reason() == Reason.BAD_INVITATION) {
            invitation = Optional.empty();
        }
    }

    /** Remembers the invitation with which the user signs up; says what is wrong with it, if anything. */
    Future<Void> invited(String typed) {
        Optional<InviteToken> token = InviteToken.of(typed);
        if (token.isEmpty()) {
            console.error(NO_INVITATION);
            return Future.succeededFuture();
        }
        invited(token.get());
        console.success("/signup uses that invitation.");
        return Future.succeededFuture();
    }

    /** Remembers the invitation with which the user signs up. */
    public void invited(InviteToken token) {
        invitation = Optional.of(token);
    }

    public Future<Void> login(Login as) {
        return loggedOut()
                .compose(done -> connect())
                .compose(registry -> fields(as, registry))
                .compose(fields -> login(fields.put("stay", as.stay())));
    }

    private Future<JsonObject> fields(Login as, Connected registry) {
        return console.requests()
                .offTheLoop(() -> as.password().digests(pin(registry), as.user()))
                .map(digests -> digests.json().put("user", as.user().shown()).put("old", as.maySendPlain()));
    }

    private static Optional<Fingerprint> pin(Connected registry) {
        return Pin.parse(registry.pin()).map(pin -> new Fingerprint(pin.hex()));
    }

    private Future<Void> login(JsonObject fields) {
        return console.requests().registrySlowly("login", fields).map(json -> {
            console.standing().loggedIn(json.getString("user"));
            console.success("Logged in as " + json.getString("user") + ".");
            hasBegun = true;
            begun.run();
            return null;
        });
    }

    /** Logs in with the profile's key, without a password. */
    public Future<Void> loginByKey(UserName user) {
        return loggedOut()
                .compose(done -> connect())
                .compose(done -> login(new JsonObject().put("user", user.shown())));
    }

    /** Logs in whom the profile's key keeps logged in, if anybody. Succeeds in any case, and shows why not. */
    public Future<Void> loginStayed() {
        if (console.standing().isLoggedIn()) {
            return Future.succeededFuture();
        }
        return stayed().compose(user -> user.map(name -> loginByKey(name).recover(cause -> notStayed(name, cause)))
                .orElseGet(Future::succeededFuture));
    }

    private Future<Void> notStayed(UserName user, Throwable cause) {
        boolean isRefused = cause instanceof RefusalException refusal && refusal.reason() == Reason.BAD_CREDENTIALS;
        console.error(
                isRefused
                        ? "this profile's key does not log in " + user.shown()
                                + " any more: the password was changed, or it was logged out everywhere. Log in with the"
                                + " password"
                        : "not logged in as " + user.shown() + ": " + Explanations.of(cause));
        return Future.succeededFuture();
    }

    /** Returns the user whom the profile's key keeps logged in at this registry; empty also if that is not known. */
    public Future<Optional<UserName>> stayed() {
        return console.requests()
                .registry("stayed", new JsonObject())
                .map(json -> UserName.of(json.getString("user")))
                .otherwise(Optional.empty());
    }

    /** Returns who logged in last at this registry; empty also if that is not known. */
    public Future<Optional<UserName>> lastUser() {
        return console.requests()
                .registry("stayed", new JsonObject())
                .map(json -> UserName.of(json.getString("last")))
                .otherwise(Optional.empty());
    }

    /**
     * Fails if the name is taken or invalid, or nobody may sign up, or an invitation is needed and not known; succeeds also if
     * the registry does not tell.
     */
    public Future<Void> mayBeFree(UserName user) {
        return connect()
                .compose(done -> console.requests()
                        .registry("check-name", new JsonObject().put("user", user.shown()))
                        .<Void>mapEmpty()
                        .recover(
                                cause -> cause instanceof RefusalException refusal && forbidsSigningUp(refusal.reason())
                                        ? Future.failedFuture(cause)
                                        : Future.succeededFuture()));
    }

    /** Fails unless everybody may make an account of this name now; also where the registry does not tell. */
    public Future<Void> requireFree(UserName user) {
        return connect()
                .compose(done -> console.requests().registry("check-name", new JsonObject().put("user", user.shown())))
                .mapEmpty();
    }

    private boolean forbidsSigningUp(Reason reason) {
        return switch (reason) {
            case NAME_TAKEN, REGISTRATION_CLOSED -> true;
            case NEEDS_INVITATION -> invitation.isEmpty();
            default -> false;
        };
    }

    /** Fails if a user is logged in already. Forms check this before they ask questions. */
    public Future<Void> loggedOut() {
        if (place == Place.HOSTED && hasBegun) {
            // The profile is that of the user who logged in first.
            return Future.failedFuture(new RefusalException(Reason.NOT_ALLOWED));
        }
        return console.standing().isLoggedIn()
                ? Future.failedFuture(new RefusalException(Reason.ALREADY_LOGGED_IN))
                : Future.succeededFuture();
    }

    /** Fails if nobody is logged in. Forms check this before they ask questions. */
    public Future<UserName> loggedIn() {
        return console.standing()
                .user()
                .flatMap(UserName::of)
                .map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN)));
    }

    /** The registry closes connections on which nobody logs in, so connect again if necessary. */
    public Future<Connected> connect() {
        return console.requests().registrySlowly("connect", new JsonObject()).compose(json -> {
            console.standing().back();
            return json.getBoolean("mismatch", false)
                    ? Future.failedFuture(new OtherKeyException(json.getString("pin", "")))
                    : Future.succeededFuture(new Connected(
                            json.getString("pin", ""),
                            json.getBoolean("proof", false),
                            Optional.ofNullable(json.getString("registry")).flatMap(HostPort::of)));
        });
    }

    /** Logs out here; the profile's key logs nobody in at the next start. */
    Future<Void> logout() {
        return logout(new JsonObject().put("forget", true), "Logged out.");
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

    /** Logs out wherever the user is logged in; no key and no earlier login counts any more. */
    Future<Void> logoutEverywhere() {
        return logout(new JsonObject().put("forget", true).put("all", true), "Logged out everywhere.");
    }

    /** Logs out for the end of the program. */
    Future<Void> leave() {
        return logout(new JsonObject(), "Logged out.");
    }

    private Future<Void> logout(JsonObject how, String told) {
        if (!console.underWay().isSettled() && console.screen().reader() != Reader.PROGRAM) {
            console.notice("waiting to know what became of what you said last …");
        }
        return console.underWay()
                .settled()
                .compose(known -> console.requests().registry("logout", how))
                .map(done -> {
                    console.over();
                    loggedOut(done.getBoolean("told", true), told);
                    return null;
                });
    }

    private void loggedOut(boolean isTold, String told) {
        if (isTold) {
            console.success(told);
        } else {
            console.notice(
                    "Logged out here, but the registry could not be told: to others you have lost the connection, and your"
                            + " places in rooms are kept for a while.");
        }
    }

    /** @param forOriginals whether clients of the original system can log in with the new password too */
    public Future<Void> changePassword(Password old, Password fresh, boolean forOriginals) {
        return loggedIn()
                .compose(user -> connect()
                        .compose(registry -> console.requests()
                                .offTheLoop(() -> new JsonObject()
                                        .put(
                                                "old",
                                                old.digests(pin(registry), user).json())
                                        .put(
                                                "new",
                                                fresh.digests(pin(registry), user)
                                                        .json())
                                        .put("originals", forOriginals))
                                .compose(fields -> console.requests().registrySlowly("change-password", fields))
                                .map(done -> {
                                    console.success("Password changed; you are logged out everywhere else.");
                                    if (!forOriginals) {
                                        console.notice(
                                                "clients of the original system cannot log in with it; /passwd original lets them");
                                    }
                                    return null;
                                })));
    }
}
