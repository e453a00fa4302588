package org.hobnob.registry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.bus.BusFailures;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.login.LoginProof;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.Challenge;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.Fingerprint;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.NativeMailbox;
import org.hobnob.registry.door.Cost;
import org.hobnob.registry.gateway.RequestRow.Effect;
import org.hobnob.registry.gateway.RequestRow.Freshness;
import org.hobnob.registry.gateway.RequestRow.Right;
import org.hobnob.testing.WideLimits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The router does for every row what its columns say, before stand-ins that answer everything. */
@ExtendWith(VertxExtension.class)
class RequestRouterTest {
    private static final Challenge CHALLENGE = new Challenge("c0".repeat(32));
    private static final UserName DANA = new UserName("dana");
    private static final UserName EMIL = new UserName("emil");
    private static final JsonObject SUMMARY = new JsonObject()
            .put("room", "nets")
            .put("host", "dana")
            .put("version", 1)
            .put("port", 0)
            .put("capacity", 9)
            .put("kind", "sealed")
            .put("title", "")
            .put("locked", false)
            .put("members", new JsonArray().add("dana"));
    private static final JsonObject CONTACT = new JsonObject()
            .put("user", "emil")
            .put("ip", "127.0.0.1")
            .put("directPort", 0)
            .put("udpPort", 0)
            .put("dialect", "native");

    private final AtomicBoolean lease = new AtomicBoolean(true);
    private final AtomicBoolean loseLeaseWhenAsked = new AtomicBoolean();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private RequestRouter router;

    /** What came of a request: its reply, or the reason of its refusal. */
    private record Outcome(RequestRow<?> row, Optional<Reply> reply, Optional<Reason> refused, boolean wasAsked) {
        @Override
        public String toString() {
            return row.command() + ": " + reply + " " + refused + ", service asked: " + wasAsked;
        }
    }

    /** Stays on the test's side of the gateway. */
    private static final class FakeClient implements Client {
        private final DialectName dialect;
        private Optional<ConnectionLogin> login;

        FakeClient(DialectName dialect, Optional<UserName> user) {
            this.dialect = dialect;
            login = user.map(name -> new ConnectionLogin(
                    name,
                    SessionId.ofBits(1),
                    4_001,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false));
        }

        @Override
        public ClientEndpoint endpoint() {
            return new ClientEndpoint(
                    dialect, InetAddress.getLoopbackAddress(), 4_000, InetAddress.getLoopbackAddress());
        }

        @Override
        public Optional<ConnectionLogin> login() {
            return login;
        }

        @Override
        public Challenge drawChallenge() {
            return CHALLENGE;
        }

        @Override
        public Optional<LoginProof.Binding> takeBinding() {
            Fingerprint any = new Fingerprint(CHALLENGE.hex());
            return Optional.of(new LoginProof.Binding(any, any, CHALLENGE));
        }

        @Override
        public boolean logIn(ConnectionLogin opened) {
            login = Optional.of(opened);
            return true;
        }

        @Override
        public void logOut() {
            login = Optional.empty();
        }

        @Override
        public void tell(Notice notice) {
            // Nobody listens.
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    /** Nothing that is to be done later is done. */
    private static final class NoTime implements Turns.Clock {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void later(long afterNs, Runnable action) {}
    }

    @BeforeEach
    void start(Vertx vertx) {
        for (String service :
                List.of(Addresses.AUTH, Addresses.ROOMS, Addresses.PRESENCE, Addresses.MAILBOX, Addresses.ADMIN)) {
            vertx.eventBus().<JsonObject>localConsumer(service, this::standIn);
        }
        Bus bus = new Bus(vertx);
        AuthClient auth = new AuthClient(bus);
        PresenceClient presence = new PresenceClient(bus);
        RegistryRedirects redirects = new RegistryRedirects();
        LoggedInClients loggedIn = new LoggedInClients(
                presence,
                new KeepAliveClient(bus, new NoTime()),
                redirects,
                new Door(WideLimits.DOOR, System::nanoTime, address -> false));
        router = new RequestRouter(
                new Services(
                        asker -> new Reply.HelloBack(1, "test", 0),
                        new Logins(
                                auth,
                                loggedIn,
                                redirects,
                                new ProofCheck((key, message, signature) -> true, false),
                                lease::get,
                                new LoginLog(System::nanoTime),
                                new AdminClient(bus)),
                        auth,
                        presence,
                        new RoomsClient(bus, presence),
                        new MailboxClient(bus),
                        new AdminClient(bus)),
                lease::get);
    }

    private void standIn(Message<JsonObject> message) {
        String action = message.headers().get(Bus.ACTION);
        asked.add(action);
        if (loseLeaseWhenAsked.get()) {
            lease.set(false);
        }
        message.reply(
                switch (action) {
                    case "login", "resume", "key-login", "change-password" ->
                        new JsonObject()
                                .put("user", "dana")
                                .put("session", "0123456789abcdef")
                                .put("token", "T".repeat(40))
                                .put("keepAliveKey", "5a".repeat(32));
                    case "create", "join", "members", "topic", "set", "host", "unhost" -> SUMMARY;
                    case "list" ->
                        new JsonObject()
                                .put("rooms", new JsonArray().add(SUMMARY))
                                .put("peers", new JsonArray().add(CONTACT))
                                .put("more", false);
                    case "search" -> CONTACT;
                    case "put-prekeys" -> new JsonObject().put("left", 1);
                    case "take-prekey" ->
                        new JsonObject()
                                .put("key", Examples.KEY.hex())
                                .put("prekey", NativeMailbox.word(Examples.PREKEY.bytes()));
                    case "put-letter" -> new JsonObject().put("id", Examples.ID.hex());
                    case "fetch-letters" -> new JsonObject().put("more", false);
                    case "line" -> new JsonObject().put("text", "done");
                    case "report" -> new JsonObject().put("number", 7);
                    case "sessions" -> new JsonObject().put("families", new JsonArray());
                    default -> new JsonObject();
                });
    }

    private Future<Outcome> outcome(RequestRow<?> row, Request request, Client asker) {
        asked.clear();
        if (loseLeaseWhenAsked.get()) {
            lease.set(true);
        }
        return router.answer(row, request, asker)
                .transform(answer -> Future.succeededFuture(new Outcome(
                        row,
                        Optional.ofNullable(answer.result()),
                        Optional.ofNullable(answer.cause())
                                .map(cause -> BusFailures.asRefusal(cause).reason()),
                        !asked.isEmpty())));
    }

    /** One after the other, each by a client of its own. */
    private Future<List<Outcome>> outcomes(Predicate<RequestRow<?>> chosen, Function<RequestRow<?>, Client> asker) {
        Future<List<Outcome>> all = Future.succeededFuture(List.of());
        for (Request request : SampleRequests.by(DANA)) {
            RequestRow<?> row = RequestTable.of(request);
            if (chosen.test(row)) {
                all = all.compose(before -> outcome(row, request, asker.apply(row))
                        .map(outcome -> Stream.concat(before.stream(), Stream.of(outcome))
                                .toList()));
            }
        }
        return all;
    }

    private static int rows(Predicate<RequestRow<?>> chosen) {
        return (int) RequestTable.ROWS.stream().filter(chosen).count();
    }

    private static Client whoMayAsk(RequestRow<?> row) {
        return new FakeClient(DialectName.NATIVE, row.right() == Right.ANYONE ? Optional.empty() : Optional.of(DANA));
    }

    private static void verify(
            VertxTestContext test, Future<List<Outcome>> outcomes, int count, Predicate<Outcome> holds) {
        outcomes.onComplete(test.succeeding(all -> test.verify(() -> {
            assertEquals(count, all.size());
            all.forEach(outcome -> assertTrue(holds.test(outcome), outcome::toString));
            test.completeNow();
        })));
    }

    @Test
    void everyRequestIsAnswered(VertxTestContext test) {
        verify(
                test,
                outcomes(row -> true, RequestRouterTest::whoMayAsk),
                RequestTable.ROWS.size(),
                outcome -> outcome.reply().isPresent());
    }

    @Test
    void withoutTheLeaseNoChangeIsBegun(VertxTestContext test) {
        lease.set(false);
        verify(
                test,
                outcomes(RequestRow::changes, RequestRouterTest::whoMayAsk),
                rows(RequestRow::changes),
                outcome -> outcome.refused().equals(Optional.of(Reason.UNAVAILABLE)) && !outcome.wasAsked());
    }

    @Test
    void withoutTheLeaseTheRestIsAnswered(VertxTestContext test) {
        lease.set(false);
        verify(
                test,
                outcomes(row -> !row.changes(), RequestRouterTest::whoMayAsk),
                rows(row -> !row.changes()),
                outcome -> outcome.reply().isPresent());
    }

    @Test
    void changeIsNotAcknowledgedAfterTheLeaseRanOut(VertxTestContext test) {
        loseLeaseWhenAsked.set(true);
        verify(
                test,
                outcomes(RequestRow::changes, RequestRouterTest::whoMayAsk),
                rows(RequestRow::changes),
                outcome -> outcome.refused().equals(Optional.of(Reason.UNAVAILABLE)) && outcome.wasAsked());
    }

    @Test
    void withoutALoginAUsersRequestsAreRefused(VertxTestContext test) {
        verify(
                test,
                outcomes(row -> row.right() == Right.USER, row -> new FakeClient(DialectName.NATIVE, Optional.empty())),
                rows(row -> row.right() == Right.USER),
                outcome -> outcome.refused().equals(Optional.of(Reason.NOT_LOGGED_IN)) && !outcome.wasAsked());
    }

    @Test
    void namedActorMustBeTheOneLoggedIn(VertxTestContext test) {
        verify(
                test,
                outcomes(RequestRouterTest::isByDana, row -> new FakeClient(DialectName.NATIVE, Optional.of(EMIL))),
                4,
                outcome -> outcome.refused().equals(Optional.of(Reason.NOT_YOURS)) && !outcome.wasAsked());
    }

    private static boolean isByDana(RequestRow<?> row) {
        return SampleRequests.by(DANA).stream()
                .anyMatch(request -> row.type().isInstance(request) && row.isByAnotherThan(EMIL, request));
    }

    private static RequestRow<Request.Ping> row(Right right, RequestRow.Handler<Request.Ping> handler) {
        return RequestRow.row(Request.Ping.class, Command.PING, right, Effect.READS, Cost.CHEAP, Freshness.LIVE)
                .answeredBy(handler);
    }

    @Test
    void exceptionInAHandlerIsInternal(VertxTestContext test) {
        RequestRow<?> row = row(Right.ANYONE, (to, ping, asker) -> {
            throw new IllegalStateException("planted");
        });
        outcome(row, new Request.Ping(), new FakeClient(DialectName.NATIVE, Optional.empty()))
                .onComplete(test.succeeding(outcome -> test.verify(() -> {
                    assertEquals(Optional.of(Reason.INTERNAL), outcome.refused());
                    test.completeNow();
                })));
    }

    @Test
    void originalClientMayAlwaysSayGoodbye(VertxTestContext test) {
        Request goodbye = new Request.Logout(Optional.empty());
        outcome(RequestTable.of(goodbye), goodbye, new FakeClient(DialectName.ORIGINAL, Optional.empty()))
                .onComplete(test.succeeding(outcome -> test.verify(() -> {
                    assertInstanceOf(Reply.LoggedOut.class, outcome.reply().orElseThrow());
                    assertFalse(outcome.wasAsked());
                    test.completeNow();
                })));
    }
}
