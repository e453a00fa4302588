package org.hobnob.peer.link;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.hobnob.bus.BusFailures;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.retry.Backoff;
import org.hobnob.protocol.wire.NativeLine;

/**
 * The peer's login at its registry: trusts it by its key before anything secret leaves, logs in, keeps alive, and when
 * the line drops comes back by itself with the resume token (SPEC 4.3). One login or resumption runs at a time. Not
 * thread-safe.
 */
final class ReconnectingLogin {
    private static final long FIRST_RETRY_MS = 500;
    /** Not longer, so that all are back within ten seconds of the registry. */
    private static final long LONGEST_RETRY_MS = 8_000;

    /** The peers of a registry that dies do not all come at once. */
    private static final long SPREAD_MS = 500;

    /** Who is told what becomes of the login. */
    interface Listener {
        /** Logged in, or back by token. */
        void online(UserName user, String ip);

        /** Logged out for good: by the person, or because the registry will not have the session back. */
        void offline();

        /** @param state {@code retrying}, {@code resumed}, {@code ended} or {@code offline} */
        void state(String state, String detail, long retryMs);

        /**
         * Back by token at another registry.
         *
         * @param gone whether the former one was lost; else it asked to go
         */
        void moved(HostPort from, HostPort to, boolean gone);

        /** A line that the registry sent unasked. */
        void heard(NativeLine line);
    }

    private final Supplier<Whereabouts> whereabouts;
    private final Listener listener;
    private final RandomGenerator random;
    private final RetryTimer retry;
    private final RetryTimer moving;
    private final RegistryConnector connection;
    private final RegistryHandover movingOn;
    private final SignsOfLife signs;
    private Optional<SessionCredentials> credentials = Optional.empty();
    /** The login, resumption or logout under way: the next one begins behind it. */
    private Future<?> turn = Future.succeededFuture();
    /** Whose login the present line bears. */
    private Optional<UserName> live = Optional.empty();
    /** Where the login was last. */
    private Optional<HostPort> last = Optional.empty();

    private boolean stopping;

    ReconnectingLogin(
            Vertx vertx,
            PeerSettings settings,
            Supplier<Whereabouts> whereabouts,
            RandomGenerator random,
            Listener listener) {
        this.whereabouts = whereabouts;
        this.listener = listener;
        this.random = random;
        retry = new RetryTimer(vertx, new Backoff(FIRST_RETRY_MS, LONGEST_RETRY_MS, random));
        moving = new RetryTimer(vertx, new Backoff(FIRST_RETRY_MS, LONGEST_RETRY_MS, random));
        connection = new RegistryConnector(vertx, settings, random, new RegistryConnector.Listener() {
            @Override
            public void dropped(HostPort from) {
                ReconnectingLogin.this.dropped(from);
            }

            @Override
            public void heard(NativeLine line) {
                listener.heard(line);
            }
        });
        movingOn = new RegistryHandover(connection);
        signs = new SignsOfLife(vertx, connection);
    }

    /** Connects, unless connected; succeeds with the key that the registry showed. */
    Future<Pin> connect() {
        return connection.line(last).map(RegistryClient::pin);
    }

    /** The person, or the configuration, takes the key seen for the registry's; a key not seen is refused. */
    Future<Void> trust(Pin pin) {
        return connection.trust(pin);
    }

    /** Takes note of where the registries are; whether any of them was not known. */
    boolean learn(List<HostPort> addresses) {
        return connection.learn(addresses);
    }

    /** Where the connected registry is. */
    Optional<HostPort> at() {
        return connection.at();
    }

    /** The registry's key, once it is trusted. */
    Optional<Pin> pin() {
        return connection.pin();
    }

    Future<Reply> register(Request.Register request) {
        return connection.trustedLine(last).compose(open -> open.ask(request));
    }

    /** Asks what wants a login; while the line is away it fails as unavailable. */
    Future<Reply> ask(Request request) {
        if (live.isPresent() && connection.present().isPresent()) {
            return connection.present().get().ask(request);
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
        return inTurn(() -> connection
                .trustedLine(last)
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
        if (!(reply instanceof Reply.LoggedIn in) || connection.present().isEmpty()) {
            throw new RefusalException(Reason.UNAVAILABLE);
        }
        credentials = in.credentials();
        last = connection.at();
        UserName user = credentials.map(SessionCredentials::user).orElse(asked);
        live = Optional.of(user);
        retry.reset();
        signs.end();
        credentials.ifPresent(own -> signs.begin(own, connection.present().get()));
        listener.online(user, credentials.map(SessionCredentials::ip).orElse(null));
        return user;
    }

    /** The registry wants a sign of life: any line is one. */
    void answerProbe() {
        connection.present().ifPresent(open -> open.ask(new Request.Ping()));
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
        if (reason == Notice.EndReason.TAKEN_OVER && !movingOn.isUnderWay()) {
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
        signs.end();
        retry.cancel();
        moving.cancel();
        listener.offline();
    }

    private void dropped(HostPort from) {
        live = Optional.empty();
        signs.end();
        moving.cancel();
        if (credentials.isEmpty() && !stopping) {
            listener.state("offline", "", 0);
        } else if (turn.isComplete()) {
            // Else what is under way fails by this, and sees to the next try.
            failOver(from);
        }
    }

    /** At once where there is another registry; that one is lost is told when no other takes this peer either. */
    private void failOver(HostPort gone) {
        if (connection.hasOthers(gone) && !stopping) {
            retry.startIn(1 + random.nextLong(SPREAD_MS), () -> inTurn(this::resume));
        } else {
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
        Optional<HostPort> from = last;
        return connection
                .trustedLine(last)
                .compose(open -> open.ask(resumption(own)))
                .map(reply -> loggedIn(reply, own.user()))
                .onSuccess(done -> tellResumed(from))
                .onFailure(this::resumeFailed)
                .mapEmpty();
    }

    private void tellResumed(Optional<HostPort> from) {
        Optional<HostPort> to = at();
        if (from.isPresent() && to.isPresent() && !from.equals(to)) {
            listener.moved(from.get(), to.get(), true);
        } else {
            listener.state("resumed", "", 0);
        }
    }

    /** The registry asks to go to another one, within that time. */
    void moveOn(long withinMs) {
        boolean can = live.isPresent()
                && credentials.isPresent()
                && connection.at().filter(connection::hasOthers).isPresent();
        if (can && !moving.isWaiting()) {
            moving.startIn(1 + random.nextLong(withinMs), () -> inTurn(this::move));
        }
    }

    /** Stays where nobody else takes this peer. */
    private Future<Void> move() {
        if (stopping
                || credentials.isEmpty()
                || live.isEmpty()
                || connection.present().isEmpty()) {
            return Future.succeededFuture();
        }
        RegistryClient left = connection.present().get();
        SessionCredentials own = credentials.get();
        return movingOn.from(left, () -> resumption(own), (fresh, reply) -> {
                    loggedIn(reply, own.user());
                    left.close();
                    listener.moved(left.at(), fresh.at(), false);
                })
                .transform(done -> {
                    // Taken over elsewhere by then, or the registry did not wait.
                    if (connection.present().isEmpty()) {
                        failOver(left.at());
                    }
                    return Future.succeededFuture();
                });
    }

    private Request resumption(SessionCredentials own) {
        return new Request.Resume(own.token(), whereabouts.get());
    }

    private void resumeFailed(Throwable cause) {
        Reason reason = BusFailures.asRefusal(cause).reason();
        if (connection.keyChanged()) {
            end("the registry's key changed");
        } else if (reason == Reason.BAD_TOKEN) {
            end("log in again");
        } else {
            // Refused for now, or not answered: then the line is no good any more.
            boolean hasNext = connection.hasNext();
            connection.giveUp();
            if (hasNext) {
                retry.startIn(1, () -> inTurn(this::resume));
            } else {
                retryLater();
            }
        }
    }

    Future<Void> stop() {
        stopping = true;
        retry.cancel();
        moving.cancel();
        signs.end();
        return connection.close();
    }
}
