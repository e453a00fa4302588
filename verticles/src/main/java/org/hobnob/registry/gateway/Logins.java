package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.DialectName;

/** Logs users in and out, and sets the login that a connection acts for. */
final class Logins {
    private final AuthClient auth;
    private final LoggedInClients loggedIn;
    private final RegistryRedirects redirects;
    private final ProofCheck proofs;
    private final BooleanSupplier mayChange;
    private final LoginLog log;
    private final AdminClient admin;

    /** @param mayChange whether this registry holds its lease */
    Logins(
            AuthClient auth,
            LoggedInClients loggedIn,
            RegistryRedirects redirects,
            ProofCheck proofs,
            BooleanSupplier mayChange,
            LoginLog log,
            AdminClient admin) {
        this.auth = auth;
        this.loggedIn = loggedIn;
        this.redirects = redirects;
        this.proofs = proofs;
        this.mayChange = mayChange;
        this.log = log;
        this.admin = admin;
    }

    Future<Reply> login(Request.Login request, Client client) {
        return open(client, request, proved -> auth.login(request, proved, client.endpoint()))
                .onSuccess(reply -> welcome(client));
    }

    Future<Reply> resume(Request.Resume request, Client client) {
        return open(client, request, proved -> auth.resume(request, proved, client.endpoint()));
    }

    Future<Reply> keyLogin(Request.KeyLogin request, Client client) {
        return open(client, request, proved -> auth.keyLogin(request, proved, client.endpoint()))
                .onSuccess(reply -> welcome(client));
    }

    /** Behind the reply: original clients have no such notice. */
    private void welcome(Client client) {
        if (client.endpoint().dialect() == DialectName.NATIVE) {
            admin.motd()
                    .onSuccess(motd -> motd.ifPresent(
                            text -> client.tell(NoticeJson.announcement(new JsonObject().put("text", text)))));
        }
    }

    Future<Reply> changePassword(Request.ChangePassword request, Client client) {
        return auth.changePassword(request, client.requireLogin(), client.endpoint());
    }

    private Future<Reply> open(
            Client client, Request.Opening request, Function<Boolean, Future<ConnectionLogin>> login) {
        boolean proved = proofs.isProved(request, client);
        if (client.login().isPresent()) {
            // The original dialect has one reply for both cases.
            boolean isNative = client.endpoint().dialect() == DialectName.NATIVE;
            throw new RefusalException(isNative ? Reason.ALREADY_LOGGED_IN : Reason.ALREADY_ONLINE);
        }
        if (redirects.isDraining()) {
            throw new RefusalException(Reason.UNAVAILABLE);
        }
        return login.apply(proved).map(opened -> {
            begin(client, opened);
            return new Reply.LoggedIn(request.command(), opened.credentials());
        });
    }

    /**
     * The client may have disconnected, or the lease ended, during the login. No session may be acknowledged without a
     * lease.
     */
    private void begin(Client client, ConnectionLogin opened) {
        if (!mayChange.getAsBoolean() || !client.logIn(opened)) {
            loggedIn.release(opened);
            throw new RefusalException(Reason.UNAVAILABLE);
        }
        loggedIn.begin(client, opened);
        log.loggedIn(opened.user(), client.endpoint());
    }

    Future<Reply> logout(Request.Logout request, Client client) {
        ConnectionLogin login = client.requireLogin();
        return auth.logout(login, request.everywhere(), client.endpoint())
                .onSuccess(done -> loggedIn.end(client, login));
    }
}
