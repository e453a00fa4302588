package org.hobnob.launcher.bench.hostile;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.hobnob.launcher.bench.hostile.client.Dialer;
import org.hobnob.launcher.bench.hostile.client.LineClient;
import org.hobnob.launcher.bench.hostile.client.Person;
import org.hobnob.launcher.bench.hostile.client.Place;
import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.hobnob.launcher.bench.measure.BenchRefusedException.Kind;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.net.SizedReceiveTransport;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.Detail;
import org.hobnob.protocol.message.value.UserStatus;

/**
 * The honest users of a run: one who asks twenty times a second, bystanders, and each second a newcomer. All come from two
 * addresses, on an event loop of their own. Methods block, and are for one thread.
 */
final class HonestSide implements AutoCloseable {
    static final double REQUESTS_PER_S = 20;

    private static final double NEWCOMERS_PER_S = 1;
    private static final double WARM_UP_PER_S = 100;
    private static final long LONGEST_WARM_UP_MS = 2_500;
    private static final String AT_HOME = "127.0.0.1";
    private static final String NEW = "127.0.0.2";
    private static final long PATIENCE_S = 90;
    private static final long GREETING_MS = 5_000;
    private static final long NS_PER_MS = 1_000_000;
    private static final int CYCLE = 20;
    private static final int LIST_AT = 5;
    private static final int CHANGE_AT = 15;

    private final Vertx vertx = SizedReceiveTransport.vertx(new VertxOptions().setEventLoopPoolSize(1))
            .build();
    private final Dialer dialer;
    private final PacedRequests paced = new PacedRequests(vertx, System::nanoTime);
    private final Bystanders bystanders;
    private final Person person = Person.of("honest", AT_HOME);
    private final Person newcomer = Person.of("newcomer", NEW);
    private final long warmUpMs;
    private LineClient client;

    /** @param quietMs how long the users are watched before an attack; they warm up no longer than that */
    HonestSide(Place place, long quietMs) {
        warmUpMs = Math.min(quietMs, LONGEST_WARM_UP_MS);
        dialer = new Dialer(vertx, place);
        bystanders = new Bystanders(vertx, dialer, AT_HOME);
    }

    /**
     * Brings all online and has the registry compile what it needs for them, so that the attack alone makes a difference.
     *
     * @return the requests that the registry answered meanwhile
     */
    Latencies come() throws InterruptedException {
        return await(() -> person.come(dialer)
                .onSuccess(online -> client = online.client())
                .compose(online -> bystanders.come())
                .compose(there -> newcomer.register(dialer))
                .compose(made -> warmUp()));
    }

    /** Connects to a server that does nothing but answer. */
    void comeToEcho() throws InterruptedException {
        await(() -> dialer.tls(AT_HOME)
                .onSuccess(socket -> client = new LineClient(socket))
                .compose(socket -> paced.run(WARM_UP_PER_S, warmUpMs, number -> client.ask(new Request.Ping()))));
    }

    /** Watches what a server that does nothing but answer takes for it. */
    Phase watchEcho(long durationMs) throws InterruptedException {
        return await(() -> paced.run(REQUESTS_PER_S, durationMs, number -> client.ask(new Request.Ping()))
                .map(requests -> new Phase(requests, new Latencies(), 0)));
    }

    /**
     * Watches what the honest users meet.
     *
     * @param withLogins whether newcomers log in with their password; else they are only greeted
     */
    Phase watch(long durationMs, boolean withLogins) throws InterruptedException {
        return await(() -> {
            long expired = bystanders.expired();
            Future<Latencies> requests = paced.run(REQUESTS_PER_S, durationMs, number -> client.ask(request(number)));
            Future<Latencies> newcomers =
                    paced.run(NEWCOMERS_PER_S, durationMs, number -> withLogins ? loggedIn() : greeted());
            return Future.all(requests, newcomers)
                    .map(done -> new Phase(requests.result(), newcomers.result(), bystanders.expired() - expired));
        });
    }

    /** How long a new connection waits for its greeting, in milliseconds; empty if it fails, or does not come in time. */
    OptionalLong greet() throws InterruptedException {
        return await(() -> {
            long startNs = System.nanoTime();
            Promise<OptionalLong> answer = Promise.promise();
            greeted()
                    .onSuccess(done -> answer.tryComplete(OptionalLong.of((System.nanoTime() - startNs) / NS_PER_MS)))
                    .onFailure(cause -> answer.tryComplete(OptionalLong.empty()));
            vertx.setTimer(GREETING_MS, late -> answer.tryComplete(OptionalLong.empty()));
            return answer.future();
        });
    }

    private Future<?> greeted() {
        return dialer.greeted(NEW).onSuccess(LineClient::close);
    }

    private Future<?> loggedIn() {
        return newcomer.login(dialer)
                .onSuccess(online -> online.client()
                        .ask(new Request.Logout(Optional.empty()))
                        .onComplete(done -> online.client().close()));
    }

    /** A list and a change each second, which have tight budgets; the rest is cheap. */
    private Request request(int number) {
        if (number % CYCLE == LIST_AT) {
            return new Request.ListPeers(Detail.DETAILED, Optional.empty());
        }
        if (number % CYCLE == CHANGE_AT) {
            return new Request.SetStatus(new UserStatus(number % (2 * CYCLE) == CHANGE_AT, ""));
        }
        return cheap(number);
    }

    private Future<Latencies> warmUp() {
        Future<Latencies> requests = paced.run(WARM_UP_PER_S, warmUpMs, number -> client.ask(warmUp(number)));
        Future<Latencies> newcomers = paced.run(REQUESTS_PER_S, warmUpMs, number -> greeted());
        return Future.all(requests, newcomers).map(done -> requests.result());
    }

    /** At more requests a second, lists and changes are still as rare. */
    private Request warmUp(int number) {
        int times = (int) (WARM_UP_PER_S / REQUESTS_PER_S);
        return number % times == 0 ? request(number / times) : cheap(number);
    }

    private Request cheap(int number) {
        return number % 2 == 0 ? new Request.Ping() : new Request.SearchUser(person.name());
    }

    private <T> T await(Supplier<Future<T>> work) throws InterruptedException {
        Promise<T> result = Promise.promise();
        vertx.runOnContext(now -> work.get().onComplete(result));
        try {
            return result.future().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new BenchRefusedException(
                    Kind.NETWORK, "the honest users of the run were not served (" + e.getMessage() + "): try again", e);
        }
    }

    @Override
    public void close() {
        bystanders.fallSilent();
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Ignored, because all is measured and the process ends anyway.
        }
    }
}
