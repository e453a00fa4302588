package org.hobnob.peer.link;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.PinMismatchException;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.login.LoginActions;
import org.hobnob.protocol.login.LoginEffect;
import org.hobnob.protocol.login.LoginMachine;
import org.hobnob.protocol.login.LoginNews;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Particulars;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.InviteToken;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativeNotices;
import org.hobnob.protocol.wire.Parsed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This peer's login at its registry. Reconnects and resumes by itself when the connection breaks (SPEC 4.3). {@link
 * LoginMachine} decides; this class carries out the decisions with connections, requests and timers. Nothing secret
 * is sent before the registry has proved the trusted key. Not thread-safe.
 */
final class ReconnectingLogin {
    private static final Logger LOG = LoggerFactory.getLogger(ReconnectingLogin.class);

    /** Receives changes of the login, and notices of the registry. */
    interface Listener extends LoginNews {
        /**
         * The registry has sent the addresses of the registries; {@code isNews} is true if any of them was unknown.
         */
        void registries(List<HostPort> told, boolean isNews);

        /** The registry has ended the session, and may say more about it. What follows for the login is told before. */
        void sessionEnded(Notice.SessionEnded ended);

        /** The registry tells everybody something. */
        void announcement(Notice.Announcement announcement);

        /** A notice about a room has arrived. */
        void heard(Notice notice);
    }

    /** @param login empty if the request is only for a connection or a logout */
    private record Wanted(Promise<Void> fulfilled, Optional<Logins.Wish> login) {}

    private final Vertx vertx;
    private final Logins logins;
    private final LongSupplier nowMs;
    private final Listener listener;
    private final RegistryClient.Parts parts;
    private final LoginMachine machine;
    private final SignsOfLife signs;
    private final LoginActions actions = new Actions();
    private final Map<Long, RegistryClient> clients = new HashMap<>();
    private final Map<Long, Wanted> wanted = new HashMap<>();
    private final Deque<LoginEffect> todo = new ArrayDeque<>();
    private boolean isRunning;
    private long lastRequest;
    private Particulars said = Particulars.NONE;
    private Optional<Long> timer = Optional.empty();
    /** Whom the profile's key logs in, of the users of this run. */
    private Optional<UserName> byKey = Optional.empty();

    private Optional<Pin> trusted;
    private Optional<Pin> lastSeen = Optional.empty();
    private Optional<PinMismatchException> lastMismatch = Optional.empty();

    /**
     * @param whereabouts supplies the addresses that other users are told; called at each login
     * @param nowMs a monotonic clock, in milliseconds
     */
    ReconnectingLogin(
            Vertx vertx,
            PeerSettings settings,
            Supplier<Whereabouts> whereabouts,
            RandomGenerator random,
            LongSupplier nowMs,
            Listener listener) {
        this.vertx = vertx;
        logins = new Logins(whereabouts, settings.registries().pin());
        this.nowMs = nowMs;
        this.listener = listener;
        parts = new RegistryClient.Parts(settings.engine(), settings.profile().identity(), nowMs);
        trusted = settings.registries().pin();
        machine = new LoginMachine(settings.registries().addresses(), trusted.isPresent(), random);
        signs = new SignsOfLife(vertx, settings.network().choice(), machine::hasOthers, nowMs);
    }

    /** Connects unless connected. Succeeds with the key that the registry proved. */
    Future<Pin> connect() {
        return connected().map(RegistryClient::pin);
    }

    private Future<RegistryClient> connected() {
        Promise<Void> fulfilled = Promise.promise();
        run(machine.connect(want(fulfilled, Optional.empty())));
        return fulfilled.future().map(done -> present().orElseThrow(() -> new RefusalException(Reason.UNAVAILABLE)));
    }

    /**
     * Accepts a key as the registry's, on the word of the user or the configuration. Fails if the registry has not
     * shown this key.
     */
    Future<Void> trust(Pin pin) {
        if (lastSeen.filter(pin::equals).isEmpty()) {
            return Future.failedFuture(new RefusalException(Reason.MALFORMED));
        }
        trusted = Optional.of(pin);
        machine.keyTrusted();
        return Future.succeededFuture();
    }

    /** Returns the registry's key once it is trusted. */
    Optional<Pin> pin() {
        return trusted;
    }

    /** Returns the address of the registry while connected. */
    Optional<HostPort> at() {
        return present().map(RegistryClient::at);
    }

    /** Returns how this session's keep-alives went so far; empty while none are sent. */
    Optional<KeepAliveSender.Score> keepAlives() {
        return signs.score();
    }

    /** Returns what the registry can do; nothing if it is an earlier one, or while there is no connection. */
    Capabilities caps() {
        return present().map(RegistryClient::caps).orElse(Capabilities.NONE);
    }

    /** Returns how far the registry's clock was ahead of this machine's; empty if it did not tell. */
    OptionalLong clockAheadMs() {
        return present().map(RegistryClient::clockAheadMs).orElseGet(OptionalLong::empty);
    }

    private Optional<RegistryClient> present() {
        return machine.connection().map(clients::get);
    }

    /**
     * Creates an account. Fails with {@code NOT_YOURS} while no key is trusted.
     *
     * @param forOriginals whether clients of the original system may log in to it too
     */
    Future<Reply> register(UserName user, Credentials credentials, boolean forOriginals, Optional<InviteToken> invite) {
        return stranger(open -> logins.register(open, user, credentials, forOriginals, invite));
    }

    /** Sends a request that needs no login. Fails with {@code NOT_YOURS} while no key is trusted. */
    Future<Reply> askAsStranger(Request request) {
        return stranger(open -> open.ask(request));
    }

    private Future<Reply> stranger(Function<RegistryClient, Future<Reply>> work) {
        return trusted.isEmpty()
                ? Future.failedFuture(new RefusalException(Reason.NOT_YOURS))
                : connected().compose(work);
    }

    /** Changes the password of the user who is logged in; the session goes on with another token. */
    Future<Reply> changePassword(Credentials old, Credentials fresh, boolean forOriginals) {
        return live(open -> logins.changePassword(open, old, fresh, forOriginals)
                .onSuccess(reply -> {
                    if (reply instanceof Reply.PasswordChanged changed) {
                        machine.connection().ifPresent(connection -> machine.renewed(connection, changed.token()));
                    }
                }));
    }

    /** Sends a request that needs a login. Fails with {@code UNAVAILABLE} while the connection is down. */
    Future<Reply> ask(Request request) {
        return live(open -> open.ask(request));
    }

    private Future<Reply> live(Function<RegistryClient, Future<Reply>> work) {
        if (machine.isLive() && present().isPresent()) {
            return work.apply(present().get());
        }
        Reason why = user().isPresent() ? Reason.UNAVAILABLE : Reason.NOT_LOGGED_IN;
        return Future.failedFuture(new RefusalException(why));
    }

    /** Returns the user who is logged in, whether or not the connection is up. */
    Optional<UserName> user() {
        return machine.user();
    }

    /** Returns this peer's address as the registry sees it, while logged in. */
    Optional<String> ip() {
        return machine.credentials().map(SessionCredentials::ip);
    }

    /**
     * Logs in, connecting first if necessary and waiting for a resumption in progress. Succeeds with the user who
     * is logged in.
     */
    Future<UserName> login(Logins.Wish wish) {
        Promise<Void> fulfilled = Promise.promise();
        run(machine.login(want(fulfilled, Optional.of(wish)), wish.user()));
        return fulfilled.future().map(done -> {
            byKey = Optional.of(wish.user()).filter(user -> wish.trustsKey());
            return user().orElse(wish.user());
        });
    }

    /** Logs out: locally in any case, and at the registry if it can be reached. */
    Future<Void> logout() {
        Promise<Void> fulfilled = Promise.promise();
        run(machine.logout(want(fulfilled, Optional.empty())));
        return fulfilled.future();
    }

    private long want(Promise<Void> fulfilled, Optional<Logins.Wish> login) {
        lastRequest++;
        wanted.put(lastRequest, new Wanted(fulfilled, login));
        return lastRequest;
    }

    /** Returns whether the connection is up and somebody is logged in over it. */
    boolean isLive() {
        return machine.isLive();
    }

    /**
     * Tries to connect now instead of waiting, and makes the following delays short again.
     *
     * @return whether a try is under way; false if the connection is up
     */
    Future<Boolean> retryNow() {
        if (user().isEmpty()) {
            return Future.failedFuture(new RefusalException(Reason.NOT_LOGGED_IN));
        }
        run(machine.retry());
        return Future.succeededFuture(!machine.isLive());
    }

    Future<Void> stop() {
        List<Future<Void>> closed = List.copyOf(clients.values()).stream()
                .map(RegistryClient::close)
                .toList();
        run(machine.stop());
        timer.ifPresent(vertx::cancelTimer);
        return Future.join(closed).otherwiseEmpty().mapEmpty();
    }

    /** Effects are queued while earlier ones run, because an effect may trigger the next event. */
    private void run(List<LoginEffect> effects) {
        todo.addAll(effects);
        if (isRunning) {
            return;
        }
        isRunning = true;
        try {
            while (!todo.isEmpty()) {
                todo.poll().carryOut(actions);
            }
        } finally {
            isRunning = false;
        }
    }

    private void opened(long connection, RegistryClient client) {
        clients.put(connection, client);
        lastSeen = Optional.of(client.pin());
        run(machine.opened(connection));
    }

    private void openFailed(long connection, HostPort at, Throwable cause) {
        if (cause instanceof PinMismatchException mismatch) {
            LOG.warn("{} shows a key other than the registry's", at);
            lastMismatch = Optional.of(mismatch);
        }
        run(machine.openFailed(connection, cause instanceof PinMismatchException));
    }

    private void ask(long question, long connection, Function<RegistryClient, Future<Reply>> asking) {
        RegistryClient client = clients.get(connection);
        if (client == null) {
            run(machine.unanswered(question, nowMs.getAsLong()));
        } else {
            asking.apply(client).onComplete(done -> answered(question, done));
        }
    }

    private void answered(long question, AsyncResult<Reply> answer) {
        Reply reply = answer.result();
        if (reply instanceof Reply.LoggedIn in) {
            run(machine.loggedIn(question, in.credentials()));
        } else if (reply instanceof Reply.LoggedOut) {
            run(machine.loggedOut(question));
        } else if (reply instanceof Reply.Refused refused) {
            refused(question, refused);
        } else {
            run(machine.unanswered(question, nowMs.getAsLong()));
        }
    }

    /** What is said beside the reason goes to who asked, or, where a login is not resumed, to whoever is told of its end. */
    private void refused(long question, Reply.Refused refused) {
        boolean wasThere = machine.user().isPresent();
        said = refused.particulars();
        run(machine.refused(question, refused.reason(), refused.waitMs()));
        said = Particulars.NONE;
        if (wasThere && machine.user().isEmpty() && refused.reason() == Reason.BANNED) {
            listener.sessionEnded(new Notice.SessionEnded(
                    SessionEnd.BANNED,
                    refused.particulars().words(),
                    refused.particulars().until()));
        }
    }

    /** Handles what arrives over one connection. */
    private final class Incoming implements RegistryClient.Listener {
        private final long connection;

        Incoming(long connection) {
            this.connection = connection;
        }

        @Override
        public void heard(NativeLine line) {
            if (NativeNotices.parse(line) instanceof Parsed.Valid<Notice> valid) {
                hear(connection, valid.value());
            }
        }

        @Override
        public void closed() {
            clients.remove(connection);
            run(machine.dropped(connection, nowMs.getAsLong()));
        }
    }

    private void hear(long connection, Notice notice) {
        boolean isOutdated =
                machine.connection().filter(one -> one == connection).isEmpty();
        if (isOutdated) {
            return;
        }
        if (notice instanceof Notice.Probe) {
            // The registry wants a sign of life; any line will do.
            present().ifPresent(open -> open.ask(new Request.Ping()));
        } else if (notice instanceof Notice.SessionEnded ended) {
            run(machine.ended(connection, ended.end(), nowMs.getAsLong()));
            listener.sessionEnded(ended);
        } else if (notice instanceof Notice.Announcement announcement) {
            listener.announcement(announcement);
        } else if (notice instanceof Notice.Registries known) {
            listener.registries(known.registries(), machine.learn(known.registries()));
        } else if (notice instanceof Notice.MoveOn moveOn) {
            run(machine.moveOn(connection, moveOn.withinMs()));
        } else {
            listener.heard(notice);
        }
    }

    private final class Actions implements LoginActions {
        @Override
        public void open(long connection, HostPort at, boolean isOneOfSeveral) {
            RegistryClient.Target target = new RegistryClient.Target(at, trusted, isOneOfSeveral);
            RegistryClient.open(vertx, parts, target, new Incoming(connection))
                    .onSuccess(client -> opened(connection, client))
                    .onFailure(cause -> openFailed(connection, at, cause));
        }

        @Override
        public void close(long connection) {
            Optional.ofNullable(clients.get(connection)).ifPresent(RegistryClient::close);
        }

        @Override
        public void askLogin(long question, long connection, long request) {
            Logins.Wish wish = wanted.get(request).login().orElseThrow();
            ask(question, connection, client -> logins.login(client, wish));
        }

        @Override
        public void askResume(long question, long connection, ResumeToken token) {
            ask(question, connection, client -> logins.resume(client, token, byKey));
        }

        @Override
        public void askLogout(long question, long connection) {
            ask(question, connection, client -> client.ask(new Request.Logout(Optional.empty())));
        }

        @Override
        public void wake(long number, long inMs) {
            timer.ifPresent(vertx::cancelTimer);
            timer = Optional.of(vertx.setTimer(inMs, due -> run(machine.woken(number))));
        }

        @Override
        public void keepAlive(long connection, SessionCredentials credentials) {
            Optional.ofNullable(clients.get(connection)).ifPresent(client -> signs.begin(credentials, client));
        }

        @Override
        public void stopKeepAlive() {
            signs.end();
        }

        @Override
        public void done(long request) {
            wanted.remove(request).fulfilled().complete();
        }

        @Override
        public void refuse(long request, Reason reason, long waitMs) {
            wanted.remove(request).fulfilled().fail(new RefusalException(reason, waitMs, said));
        }

        @Override
        public void refuseKey(long request) {
            wanted.remove(request).fulfilled().fail(lastMismatch.orElseThrow());
        }

        @Override
        public LoginNews news() {
            return listener;
        }
    }
}
