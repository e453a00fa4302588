package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.UserName;

/** A simulated user: an account, and at most one connection that is logged in to it. */
final class SimulatedPeer {
    private static final Buffer NATIVE_LOGOUT = Answers.question(new Request.Logout(Optional.empty()));
    private static final Buffer ORIGINAL_LOGOUT = Buffer.buffer("LOGOUT");

    private final UserName name;
    private final PasswordHash password;
    private final DialectName dialect;
    private final Door door;
    private final KeepAlives keepAlives;
    private Optional<ClientConnection> online = Optional.empty();
    private Optional<ResumeToken> token = Optional.empty();

    SimulatedPeer(UserName name, PasswordHash password, DialectName dialect, Door door, KeepAlives keepAlives) {
        this.name = name;
        this.password = password;
        this.dialect = dialect;
        this.door = door;
        this.keepAlives = keepAlives;
    }

    UserName name() {
        return name;
    }

    DialectName dialect() {
        return dialect;
    }

    boolean isOnline() {
        return online.isPresent();
    }

    boolean canResume() {
        return token.isPresent();
    }

    /** Sends a request on the logged-in connection; fails if there is none. */
    Future<String> ask(Buffer question) {
        return online.map(connection -> connection.ask(question))
                .orElseGet(
                        () -> Future.failedFuture(new OperationFailedException(OperationFailedException.NOT_ONLINE)));
    }

    /** Registers the account, over a native connection that is not logged in. */
    Future<Void> register(ClientConnection connection) {
        return connection
                .ask(Answers.question(new Request.Register(name, password)))
                .compose(Answers::succeeded)
                .mapEmpty();
    }

    /** Connects and logs in with the password. */
    Future<Void> login() {
        return dialect == DialectName.NATIVE
                ? enter(Command.LOGIN, new Request.Login(name, password, Whereabouts.UNSAID))
                : enterAsOriginal();
    }

    /** Connects and logs in with the token of the last native login. */
    Future<Void> resume() {
        return token.map(known -> enter(Command.RESUME, new Request.Resume(known, Whereabouts.UNSAID)))
                .orElseGet(() -> Future.failedFuture(new OperationFailedException("no token")));
    }

    private Future<Void> enter(Command command, Request request) {
        return door.open(DialectName.NATIVE)
                .compose(connection -> closedOnFailure(
                        connection, connection.ask(Answers.question(request)).map(line -> {
                            Reply.LoggedIn reply = (Reply.LoggedIn) Answers.reply(command, line);
                            token = reply.credentials().map(SessionCredentials::token);
                            entered(connection, reply.credentials());
                            return null;
                        })));
    }

    private Future<Void> enterAsOriginal() {
        Buffer login = Buffer.buffer("LOGIN " + name + " " + password.hex(), StandardCharsets.US_ASCII.name());
        return door.open(DialectName.ORIGINAL)
                .compose(connection -> closedOnFailure(
                        connection,
                        connection
                                .ask(login)
                                .compose(Answers::originalSucceeded)
                                .map(answer -> {
                                    entered(connection, Optional.empty());
                                    return null;
                                })));
    }

    private static Future<Void> closedOnFailure(ClientConnection connection, Future<Void> entering) {
        return entering.onFailure(cause -> connection.close());
    }

    private void entered(ClientConnection connection, Optional<SessionCredentials> credentials) {
        online = Optional.of(connection);
        keepAlives.begin(this, credentials, connection.localHost());
        connection.closed().onComplete(done -> {
            if (online.filter(current -> current == connection).isPresent()) {
                // The registry closed the connection although the peer was alive and logged in.
                online = Optional.empty();
                keepAlives.lost(this);
            }
        });
    }

    /** Leaves such that the peer can resume: a native one drops its connection, as a logout would end its token. */
    Future<Void> goAway() {
        if (dialect == DialectName.ORIGINAL || online.isEmpty()) {
            return logout();
        }
        ClientConnection connection = online.get();
        online = Optional.empty();
        keepAlives.end(this);
        return connection.close();
    }

    /** Logs out and closes; completes when the registry has ended the session. Never fails. */
    Future<Void> logout() {
        if (online.isEmpty()) {
            return Future.succeededFuture();
        }
        ClientConnection connection = online.get();
        online = Optional.empty();
        keepAlives.end(this);
        if (dialect == DialectName.NATIVE) {
            return connection.ask(NATIVE_LOGOUT).otherwiseEmpty().compose(done -> connection.close());
        }
        // In the original dialect the registry answers a logout only by closing the connection.
        connection.ask(ORIGINAL_LOGOUT);
        return connection.closed();
    }
}
