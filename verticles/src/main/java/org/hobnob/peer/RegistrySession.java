package org.hobnob.peer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.hobnob.bus.BusFailures;
import org.hobnob.net.Pin;
import org.hobnob.net.PinMismatchException;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.SessionCredentials;
import org.hobnob.protocol.message.UserName;
import org.hobnob.protocol.message.Whereabouts;
import org.hobnob.protocol.retry.Backoff;
import org.hobnob.protocol.wire.NativeLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peer's login at its registry: trusts it by its key before anything secret leaves, logs in, keeps alive, and when
 * the line drops comes back by itself with the resume token (SPEC 4.3). One login or resumption runs at a time. Not
 * thread-safe.
 */
final class RegistrySession {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrySession.class);
    private static final long FIRST_RETRY_MS = 500;
    /** Not longer, so that all are back within ten seconds of the registry. */
    private static final long LONGEST_RETRY_MS = 8_000;

    private static final long PING_MS = 5_000;

    /** Who is told what becomes of the login. */
    interface Listener {
        /** Logged in, or back by token. */
        void online(UserName user, String ip);

        /** Logged out for good: by the person, or because the registry will not have the session back. */
        void offline();

        /** @param state {@code retrying}, {@code resumed}, {@code ended} or {@code offline} */
        void state(String state, String detail, long retryMs);

        /** A line that the registry sent unasked. */
        void heard(NativeLine line);
    }

    private final Vertx vertx;
    private final PeerSettings settings;
    private final Supplier<Whereabouts> whereabouts;
    private final Listener listener;
    private final RetryTimer retry;
    private Optional<Pin> trusted;
    private Optional<Pin> lastSeen = Optional.empty();
    private Optional<RegistryLine> line = Optional.empty();
    private Optional<Future<RegistryLine>> opening = Optional.empty();
    private Optional<SessionCredentials> credentials = Optional.empty();
    private Optional<KeepAliveSender> keepAlive = Optional.empty();
    /** The login, resumption or logout under way: the next one begins behind it. */
    private Future<?> turn = Future.succeededFuture();
    /** Whose login the present line bears. */
    private Optional<UserName> live = Optional.empty();

    private boolean stopping;

    RegistrySession(
            Vertx vertx,
            PeerSettings settings,
            Supplier<Whereabouts> whereabouts,
            RandomGenerator random,
            Listener listener) {
        this.vertx = vertx;
        this.settings = settings;
        this.whereabouts = whereabouts;
        this.listener = listener;
        trusted = settings.pin();
        retry = new RetryTimer(vertx, new Backoff(FIRST_RETRY_MS, LONGEST_RETRY_MS, random));
    }

    /** Connects, unless connected; succeeds with the key that the registry showed. */
    Future<Pin> connect() {
        return line().map(RegistryLine::pin);
    }

    private Future<RegistryLine> line() {
        if (line.isPresent()) {
            return Future.succeededFuture(line.get());
        }
        if (opening.isPresent()) {
            return opening.get();
        }
        Future<RegistryLine> opened = RegistryLine.open(vertx, settings, trusted, listener::heard)
                .onComplete(done -> opening = Optional.empty())
                .onSuccess(this::opened);
        if (!opened.isComplete()) {
            opening = Optional.of(opened);
        }
        return opened;
    }

    private void opened(RegistryLine fresh) {
        lastSeen = Optional.of(fresh.pin());
        fresh.closeListener(() -> dropped(fresh));
        line = Optional.of(fresh);
        if (stopping) {
            fresh.close();
        }
    }

    /** The person, or the configuration, takes the key seen for the registry's; a key not seen is refused. */
    Future<Void> trust(Pin pin) {
        if (lastSeen.filter(pin::equals).isEmpty()) {
            return Future.failedFuture(new RefusalException(Reason.MALFORMED));
        }
        trusted = Optional.of(pin);
        line.filter(open -> !open.pin().equals(pin)).ifPresent(RegistryLine::close);
        return Future.succeededFuture();
    }

    /** The registry's key, once it is trusted. */
    Optional<Pin> pin() {
        return trusted;
    }

    /** The line, once its key is trusted. */
    private Future<RegistryLine> trustedLine() {
        return trusted.isPresent() ? line() : Future.failedFuture(new RefusalException(Reason.NOT_YOURS));
    }

    Future<Reply> register(Request.Register request) {
        return trustedLine().compose(open -> open.ask(request));
    }

    /** Asks what wants a login; while the line is away it fails as unavailable. */
    Future<Reply> ask(Request request) {
        if (live.isPresent() && line.isPresent()) {
            return line.get().ask(request);
        }
        Reason why = credentials.isPresent() ? Reason.UNAVAILABLE : Reason.NOT_LOGGED_IN;
        return Future.failedFuture(new RefusalException(why));
    }

    /** Who is logged in, be the line there or not. */
    Optional<UserName> user() {
        return credentials.map(SessionCredentials::user).or(() -> live);
    }

    /** The address at which the registry sees this peer, while logged in. */
    Optional<String> ip() {
        return credentials.map(SessionCredentials::ip);
    }

    /** Logs in, connecting where needed, behind a resumption under way; who is logged in then. */
    Future<UserName> login(Request.Login request) {
        return inTurn(() -> trustedLine()
                .compose(open -> open.ask(request))
                .map(reply -> loggedIn(reply, request.user()))
                .onFailure(cause -> retryLater()));
    }

    private <T> Future<T> inTurn(Supplier<Future<T>> work) {
        Future<T> next = turn.transform(before -> {
            retry.cancel();
            return work.get();
        });
        turn = next;
        return next;
    }

    private UserName loggedIn(Reply reply, UserName asked) {
        if (reply instanceof Reply.Refused refused) {
            throw new RefusalException(refused.reason(), refused.waitMs());
        }
        if (!(reply instanceof Reply.LoggedIn in) || line.isEmpty()) {
            throw new RefusalException(Reason.UNAVAILABLE);
        }
        credentials = in.credentials();
        UserName user = credentials.map(SessionCredentials::user).orElse(asked);
        live = Optional.of(user);
        retry.reset();
        endKeepAlive();
        credentials.ifPresent(own -> keepAlive(own, line.get()));
        listener.online(user, credentials.map(SessionCredentials::ip).orElse(null));
        return user;
    }

    private void keepAlive(SessionCredentials own, RegistryLine over) {
        if (over.keepAlivePort() == 0) {
            return;
        }
        KeepAliveSender sender = new KeepAliveSender(
                vertx, settings.registryHost(), over.keepAlivePort(), own, new KeepAliveSender.Listener() {
                    @Override
                    public void ended() {
                        over.close();
                    }

                    @Override
                    public void unanswered() {
                        over.ask(new Request.Ping(), PING_MS).onFailure(cause -> over.close());
                    }
                });
        keepAlive = Optional.of(sender);
        sender.start().onFailure(cause -> LOG.warn("no keep-alives: {}", cause.toString()));
    }

    /** The registry wants a sign of life: any line is one. */
    void answerProbe() {
        line.ifPresent(open -> open.ask(new Request.Ping()));
    }

    /** Logs out, at the registry where it can be reached, and here in any case. */
    Future<Void> logout() {
        return inTurn(() -> {
            if (user().isEmpty()) {
                return Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN));
            }
            Future<?> goodbye = ask(new Request.Logout(Optional.empty()));
            return goodbye.transform(done -> {
                forget();
                return Future.succeededFuture();
            });
        });
    }

    /** The registry ends the session: what ends for good must not be resumed, the rest comes back with the token. */
    void ended(Notice.EndReason reason) {
        if (reason == Notice.EndReason.TAKEN_OVER) {
            end("logged in elsewhere");
        }
    }

    private void end(String detail) {
        forget();
        listener.state("ended", detail, 0);
    }

    private void forget() {
        credentials = Optional.empty();
        live = Optional.empty();
        endKeepAlive();
        retry.cancel();
        listener.offline();
    }

    private void endKeepAlive() {
        keepAlive.ifPresent(KeepAliveSender::stop);
        keepAlive = Optional.empty();
    }

    private void dropped(RegistryLine gone) {
        if (line.filter(open -> open == gone).isEmpty()) {
            return;
        }
        line = Optional.empty();
        live = Optional.empty();
        endKeepAlive();
        if (credentials.isEmpty() && !stopping) {
            listener.state("offline", "", 0);
        } else if (turn.isComplete()) {
            // Else what is under way fails by this, and sees to the next try.
            retryLater();
        }
    }

    private void retryLater() {
        if (stopping || credentials.isEmpty() || live.isPresent() || retry.isWaiting()) {
            return;
        }
        listener.state("retrying", "", retry.start(() -> inTurn(this::resume)));
    }

    /**
     * Tries again at once where it would wait, and waits shortly again from there on.
     *
     * @return whether a try is under way now; false where the line is there
     */
    Future<Boolean> retryNow() {
        if (credentials.isEmpty() && live.isEmpty()) {
            return Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN));
        }
        if (retry.isWaiting()) {
            retry.cancel();
            retry.reset();
            inTurn(this::resume);
        }
        return Future.succeededFuture(live.isEmpty());
    }

    private Future<Void> resume() {
        if (stopping || credentials.isEmpty() || live.isPresent()) {
            return Future.succeededFuture();
        }
        SessionCredentials own = credentials.get();
        return trustedLine()
                .compose(open -> open.ask(new Request.Resume(own.token(), whereabouts.get())))
                .map(reply -> loggedIn(reply, own.user()))
                .onSuccess(done -> listener.state("resumed", "", 0))
                .onFailure(this::resumeFailed)
                .mapEmpty();
    }

    private void resumeFailed(Throwable cause) {
        Reason reason = BusFailures.asRefusal(cause).reason();
        if (cause instanceof PinMismatchException) {
            end("the registry's key changed");
        } else if (reason == Reason.BAD_TOKEN) {
            end("log in again");
        } else {
            // Refused for now, or not answered: then the line is no good any more.
            line.ifPresent(RegistryLine::close);
            retryLater();
        }
    }

    Future<Void> stop() {
        stopping = true;
        retry.cancel();
        endKeepAlive();
        return line.map(RegistryLine::close).orElseGet(Future::succeededFuture);
    }
}
