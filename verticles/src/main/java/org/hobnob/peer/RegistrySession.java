package org.hobnob.peer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.hobnob.bus.BusFailures;
import org.hobnob.net.Pin;
import org.hobnob.net.PinMismatchException;
import org.hobnob.protocol.message.HostPort;
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
    /** Where there is another registry to go to, less patience is no loss. */
    private static final long SHORT_PING_MS = 3_000;

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

    private final Vertx vertx;
    private final PeerSettings settings;
    private final Supplier<Whereabouts> whereabouts;
    private final Listener listener;
    private final RetryTimer retry;
    private final RetryTimer moving;
    private final RandomGenerator random;
    private final RegistryChoice choice;
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
    /** Where the login was last. */
    private Optional<HostPort> last = Optional.empty();
    /** Who showed another key than the trusted one. */
    private final Set<HostPort> otherKey = new HashSet<>();
    /** Whether a takeover that the registry tells of may be this peer's own, elsewhere. */
    private boolean isMoving;

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
        this.random = random;
        choice = new RegistryChoice(settings.registries(), random);
        retry = new RetryTimer(vertx, new Backoff(FIRST_RETRY_MS, LONGEST_RETRY_MS, random));
        moving = new RetryTimer(vertx, new Backoff(FIRST_RETRY_MS, LONGEST_RETRY_MS, random));
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
        if (!choice.hasNext()) {
            last.ifPresentOrElse(choice::beginWithout, choice::begin);
        }
        Future<RegistryLine> opened =
                openNext().onComplete(done -> opening = Optional.empty()).onSuccess(this::opened);
        if (!opened.isComplete()) {
            opening = Optional.of(opened);
        }
        return opened;
    }

    /** The next registry of the round that answers and has the right key; that one has another is worth telling. */
    private Future<RegistryLine> openNext() {
        return open(choice.next().orElseThrow()).recover(cause -> {
            boolean mismatch = cause instanceof PinMismatchException;
            return choice.hasNext()
                    ? openNext().recover(later -> Future.failedFuture(mismatch ? cause : later))
                    : Future.failedFuture(cause);
        });
    }

    private Future<RegistryLine> open(HostPort at) {
        return RegistryLine.open(vertx, settings, at, choice.hasOthers(at), trusted, listener::heard)
                .onFailure(cause -> {
                    if (cause instanceof PinMismatchException) {
                        LOG.warn("{} shows another key than the registry's", at);
                        otherKey.add(at);
                        choice.drop(at);
                    }
                });
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
        otherKey.clear();
        line.filter(open -> !open.pin().equals(pin)).ifPresent(RegistryLine::close);
        return Future.succeededFuture();
    }

    /** Takes note of where the registries are; whether any of them was not known. */
    boolean learn(List<HostPort> addresses) {
        return choice.learn(addresses);
    }

    /** All registries that are known. */
    List<HostPort> registries() {
        return choice.all();
    }

    /** Where the connected registry is. */
    Optional<HostPort> at() {
        return line.map(RegistryLine::at);
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
        last = line.map(RegistryLine::at);
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
        KeepAliveSender sender =
                new KeepAliveSender(vertx, over.at().host(), over.keepAlivePort(), own, new KeepAliveSender.Listener() {
                    @Override
                    public void ended() {
                        over.close();
                    }

                    @Override
                    public void unanswered() {
                        long patienceMs = choice.hasOthers(over.at()) ? SHORT_PING_MS : PING_MS;
                        over.ask(new Request.Ping(), patienceMs).onFailure(cause -> over.close());
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
        if (reason == Notice.EndReason.TAKEN_OVER && !isMoving) {
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
        moving.cancel();
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
        moving.cancel();
        choice.beginWithout(gone.at());
        if (credentials.isEmpty() && !stopping) {
            listener.state("offline", "", 0);
        } else if (turn.isComplete()) {
            // Else what is under way fails by this, and sees to the next try.
            failOver(gone.at());
        }
    }

    /** At once where there is another registry; that one is lost is told when no other takes this peer either. */
    private void failOver(HostPort gone) {
        if (choice.hasOthers(gone) && !stopping) {
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
        return trustedLine()
                .compose(open -> open.ask(new Request.Resume(own.token(), whereabouts.get())))
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
                && line.filter(open -> choice.hasOthers(open.at())).isPresent();
        if (can && !moving.isWaiting()) {
            moving.startIn(1 + random.nextLong(withinMs), () -> inTurn(this::move));
        }
    }

    /** Connects and resumes elsewhere before the present connection is closed; stays where nobody takes this peer. */
    private Future<Void> move() {
        if (stopping || credentials.isEmpty() || live.isEmpty() || line.isEmpty()) {
            return Future.succeededFuture();
        }
        RegistryLine left = line.get();
        choice.beginWithOthers(left.at());
        isMoving = true;
        return moveToNext(left, credentials.get()).transform(done -> {
            isMoving = false;
            // Taken over elsewhere by then, or the registry did not wait.
            if (line.isEmpty()) {
                failOver(left.at());
            }
            return Future.succeededFuture();
        });
    }

    private Future<Void> moveToNext(RegistryLine left, SessionCredentials own) {
        if (!choice.hasNext()) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        return open(choice.next().orElseThrow())
                .compose(fresh -> resumeAt(fresh, left, own))
                .recover(cause -> moveToNext(left, own));
    }

    private Future<Void> resumeAt(RegistryLine fresh, RegistryLine left, SessionCredentials own) {
        return fresh.ask(new Request.Resume(own.token(), whereabouts.get()))
                .map(reply -> {
                    if (!(reply instanceof Reply.LoggedIn)) {
                        throw new RefusalException(Reason.UNAVAILABLE);
                    }
                    opened(fresh);
                    loggedIn(reply, own.user());
                    left.close();
                    listener.moved(left.at(), fresh.at(), false);
                    return (Void) null;
                })
                .onFailure(cause -> fresh.close());
    }

    private void resumeFailed(Throwable cause) {
        Reason reason = BusFailures.asRefusal(cause).reason();
        if (otherKey.containsAll(choice.all())) {
            end("the registry's key changed");
        } else if (reason == Reason.BAD_TOKEN) {
            end("log in again");
        } else {
            // Refused for now, or not answered: then the line is no good any more.
            boolean hasNext = choice.hasNext();
            forgetLine();
            if (hasNext) {
                retry.startIn(1, () -> inTurn(this::resume));
            } else {
                retryLater();
            }
        }
    }

    /** Without taking its end for a loss: the round goes on. */
    private void forgetLine() {
        Optional<RegistryLine> refused = line;
        line = Optional.empty();
        refused.ifPresent(RegistryLine::close);
    }

    Future<Void> stop() {
        stopping = true;
        retry.cancel();
        moving.cancel();
        endKeepAlive();
        return line.map(RegistryLine::close).orElseGet(Future::succeededFuture);
    }
}
