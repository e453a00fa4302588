package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.wire.NativeRequests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reply to each request, and who may ask what when. */
final class RequestRouter {
    private static final Logger LOG = LoggerFactory.getLogger(RequestRouter.class);

    private final GatewayVerticle.Settings settings;
    private final ServiceClient calls;
    private final LoggedIn loggedIn;
    private final RegistryRedirects others;

    RequestRouter(GatewayVerticle.Settings settings, ServiceClient calls, LoggedIn loggedIn, RegistryRedirects others) {
        this.settings = settings;
        this.calls = calls;
        this.loggedIn = loggedIn;
        this.others = others;
    }

    /** What changes something is neither begun nor acknowledged without the right to it. */
    Future<Reply> answer(Request request, ClientEndpoint peer, Connection connection) {
        if (!Changes.isOne(request)) {
            return answerAnyhow(request, peer, connection);
        }
        return mayChange()
                ? answerAnyhow(request, peer, connection)
                        .compose(reply -> mayChange() ? succeeded(reply) : unavailable())
                : unavailable();
    }

    private boolean mayChange() {
        return settings.mayChange().getAsBoolean();
    }

    private static Future<Reply> succeeded(Reply reply) {
        return Future.succeededFuture(reply);
    }

    private static Future<Reply> unavailable() {
        return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
    }

    private Future<Reply> answerAnyhow(Request request, ClientEndpoint peer, Connection connection) {
        if (request instanceof Request.Hello) {
            return Future.succeededFuture(new Reply.HelloBack(
                    NativeRequests.VERSION,
                    settings.registryName(),
                    settings.udpPort().getAsInt()));
        }
        if (request instanceof Request.Register register) {
            return calls.register(register, peer);
        }
        if (request instanceof Request.Login login) {
            return loggingIn(connection, Command.LOGIN, peer, () -> calls.login(login, peer));
        }
        if (request instanceof Request.Resume resume) {
            return loggingIn(connection, Command.RESUME, peer, () -> calls.resume(resume, peer));
        }
        if (request instanceof Request.Ping) {
            return Future.succeededFuture(new Reply.Pong());
        }
        Optional<ConnectionLogin> session = connection.session();
        if (session.isEmpty()) {
            // The original client's connection ends with its log-out, whoever it was.
            boolean goodbye = request instanceof Request.Logout && peer.dialect() == DialectName.ORIGINAL;
            return goodbye
                    ? Future.succeededFuture(new Reply.LoggedOut())
                    : Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN));
        }
        return answerLoggedIn(request, peer, connection, session.get());
    }

    private Future<Reply> answerLoggedIn(
            Request request, ClientEndpoint peer, Connection connection, ConnectionLogin session) {
        boolean asAnother = Actors.of(request)
                .filter(actor -> !actor.equals(session.user()))
                .isPresent();
        if (asAnother) {
            return Future.failedFuture(new RefusalException(Reason.NOT_YOURS));
        }
        if (request instanceof Request.Logout) {
            return calls.logout(session).onSuccess(done -> loggedIn.end(connection, session));
        }
        return LoggedInRequests.answer(request, session, peer, calls);
    }

    private Future<Reply> loggingIn(
            Connection connection, Command command, ClientEndpoint peer, Supplier<Future<ConnectionLogin>> login) {
        if (connection.session().isPresent()) {
            // The original dialect has one word for both.
            boolean isNative = peer.dialect() == DialectName.NATIVE;
            return Future.failedFuture(
                    new RefusalException(isNative ? Reason.ALREADY_LOGGED_IN : Reason.ALREADY_ONLINE));
        }
        if (others.isDraining()) {
            return unavailable();
        }
        return login.get().map(session -> {
            if (!mayChange() || !connection.open(session)) {
                loggedIn.release(session);
                throw new RefusalException(Reason.UNAVAILABLE);
            }
            loggedIn.begin(connection, session, peer);
            LOG.info("{} logged in from {}:{}", session.user(), peer.ip(), peer.port());
            return new Reply.LoggedIn(command, session.credentials());
        });
    }
}
