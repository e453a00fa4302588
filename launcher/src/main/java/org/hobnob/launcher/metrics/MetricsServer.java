package org.hobnob.launcher.metrics;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.launcher.cli.Version;
import org.hobnob.registry.Vitals;

/**
 * Serves {@code GET /metrics} in Prometheus text format, {@code GET /health/live}, 200 if the registry answers on its bus, and
 * {@code GET /health/ready}, or {@code /health}, 200 if besides its store takes writes, it holds its lease, takes logins and
 * no service is missing.
 * Otherwise the answer is 503, with the part that fails and since when. The metrics contain no secrets and no names, but anyone
 * who can connect may read them. Whoever connects or asks without end takes little from the registry, and does not keep a
 * scraper out.
 */
public final class MetricsServer extends VerticleBase {
    /** With one more, the oldest is closed: to connect, ask and read takes milliseconds. */
    static final int MOST_CONNECTIONS = 32;

    private static final int IDLE_S = 60;
    private static final int MOST_HEADER_BYTES = 4_096;
    private static final int MOST_LINE_BYTES = 512;
    /** So much is read at once. All requests in it are decoded, also those behind the one for which a client is cut off. */
    private static final int READ_BYTES = 1_024;

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String SILENT = "registry: does not answer";
    private static final String STORE = "store: cannot be written";
    private static final String MUTE = "lease: is not held, so nothing can be changed";
    private static final String LEAVING = "registry: sends its peers to others and takes no logins";

    private final SocketAddress address;
    private final Metrics metrics;
    private final Supplier<Future<Optional<Instant>>> store;
    private final Supplier<Vitals> vitals;
    private final Health health = new Health(Clock.systemUTC());
    private volatile boolean storeWorks = true;
    private volatile JsonObject figures = new JsonObject();
    private final Set<HttpConnection> connections = new LinkedHashSet<>();
    private final Set<HttpConnection> asking = new HashSet<>();
    private Paced<String> scrape;
    private Paced<Boolean> checked;
    private Paced<String> nothing;
    private HttpServer server;
    private Bus bus;

    /**
     * @param address where to listen; port 0 picks a free one
     * @param store tries the store, and returns since when it has failed; empty if it works
     * @param vitals supplies how the registry is; called on any thread
     */
    public MetricsServer(
            SocketAddress address,
            Metrics metrics,
            Supplier<Future<Optional<Instant>>> store,
            Supplier<Vitals> vitals) {
        this.address = address;
        this.vitals = vitals;
        this.metrics = metrics;
        this.store = store;
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        scrape = new Paced<>(vertx, () -> check().map(done -> metrics.registry().scrape()));
        checked = new Paced<>(vertx, this::check);
        nothing = new Paced<>(
                vertx,
                () -> Future.succeededFuture(
                        "there are GET /metrics, GET /health/live and GET /health/ready (/health)"));
        new Gauges(metrics.registry()).register(Version.number(), () -> figures, vitals, () -> storeWorks);
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout(IDLE_S)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(MOST_HEADER_BYTES)
                .setMaxInitialLineLength(MOST_LINE_BYTES)
                .setReceiveBufferSize(READ_BYTES)
                .setHttp2ClearTextEnabled(false)
                // Their handlers count requests that are sent ahead, and log each beyond the bound.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
        return vertx.createHttpServer(options)
                .connectionHandler(this::connected)
                .requestHandler(this::answer)
                .listen(address)
                .onSuccess(listening -> server = listening);
    }

    /** The TCP port on which the server listens; valid once it is deployed. */
    public int port() {
        return server.actualPort();
    }

    /** Who asks again before the answer is out would have answers pile up that nobody reads. */
    private void answer(HttpServerRequest request) {
        if (!asking.add(request.connection())) {
            request.connection().close();
            return;
        }
        String asked = request.method().equals(HttpMethod.GET) ? request.path() : "";
        switch (asked) {
            case "/metrics" -> scrape.get().onSuccess(text -> reply(request, 200, PROMETHEUS, text));
            case "/health/live" -> tellHealth(request, List.of(SILENT));
            case "/health", "/health/ready" -> tellHealth(request, List.of(SILENT, STORE, MUTE, LEAVING));
            default ->
                nothing.get().onSuccess(words -> reply(request, asked.isEmpty() ? 405 : 404, TEXT, words + "\n"));
        }
    }

    private void connected(HttpConnection connection) {
        connections.add(connection);
        connection.closeHandler(closed -> {
            connections.remove(connection);
            asking.remove(connection);
        });
        if (connections.size() > MOST_CONNECTIONS) {
            HttpConnection oldest = connections.iterator().next();
            connections.remove(oldest);
            oldest.close();
        }
    }

    private void tellHealth(HttpServerRequest request, List<String> parts) {
        checked.get().onSuccess(done -> {
            List<String> found = parts.size() > 1 ? ready(parts) : health.lines(parts);
            reply(
                    request,
                    found.isEmpty() ? 200 : 503,
                    TEXT,
                    (found.isEmpty() ? "ok" : String.join("\n", found)) + "\n");
        });
    }

    private List<String> ready(List<String> parts) {
        return Stream.concat(
                        health.lines(parts).stream(),
                        new TreeMap<>(vitals.get().missing())
                                .entrySet().stream()
                                        .map(one -> one.getKey() + ": no program serves it at the bridge, since "
                                                + one.getValue().truncatedTo(ChronoUnit.SECONDS)))
                .toList();
    }

    /** Never fails. */
    private Future<Boolean> check() {
        return ask().transform(answered -> {
                    health.note(SILENT, answered.failed());
                    return store.get();
                })
                .map(failing -> {
                    storeWorks = failing.isEmpty();
                    health.note(STORE, failing);
                    Vitals now = vitals.get();
                    health.note(MUTE, !now.mayChange());
                    health.note(LEAVING, now.isLeaving());
                    return true;
                });
    }

    private Future<JsonObject> ask() {
        return bus.request(Addresses.PRESENCE, "figures", new JsonObject()).onSuccess(found -> figures = found);
    }

    private void reply(HttpServerRequest request, int status, String type, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", type)
                .end(body)
                .onComplete(written -> asking.remove(request.connection()));
    }
}
