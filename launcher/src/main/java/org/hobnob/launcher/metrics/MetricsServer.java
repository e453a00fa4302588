package org.hobnob.launcher.metrics;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.launcher.cli.Version;
import org.hobnob.launcher.http.BoundedHttp;
import org.hobnob.launcher.http.Paced;
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
    /** To connect, ask and read takes milliseconds. */
    static final int MOST_CONNECTIONS = 32;

    private static final int MOST_HEADER_BYTES = 4_096;
    private static final long INTERVAL_MS = 100;

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
        scrape = new Paced<>(
                vertx, INTERVAL_MS, () -> check().map(done -> metrics.registry().scrape()));
        checked = new Paced<>(vertx, INTERVAL_MS, this::check);
        nothing = new Paced<>(
                vertx,
                INTERVAL_MS,
                () -> Future.succeededFuture(
                        "there are GET /metrics, GET /health/live and GET /health/ready (/health)"));
        new Gauges(metrics.registry()).register(Version.number(), () -> figures, vitals, () -> storeWorks);
        return BoundedHttp.listen(vertx, address, MOST_CONNECTIONS, MOST_HEADER_BYTES, this::answer)
                .onSuccess(listening -> server = listening);
    }

    /** The TCP port on which the server listens; valid once it is deployed. */
    public int port() {
        return server.actualPort();
    }

    private Future<?> answer(HttpServerRequest request) {
        String asked = request.method().equals(HttpMethod.GET) ? request.path() : "";
        return switch (asked) {
            case "/metrics" -> scrape.get().compose(text -> reply(request, 200, PROMETHEUS, text));
            case "/health/live" -> tellHealth(request, List.of(SILENT));
            case "/health", "/health/ready" -> tellHealth(request, List.of(SILENT, STORE, MUTE, LEAVING));
            default -> nothing.get().compose(words -> reply(request, asked.isEmpty() ? 405 : 404, TEXT, words + "\n"));
        };
    }

    private Future<Void> tellHealth(HttpServerRequest request, List<String> parts) {
        return checked.get().compose(done -> {
            List<String> found = parts.size() > 1 ? ready(parts) : health.lines(parts);
            return reply(
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

    private static Future<Void> reply(HttpServerRequest request, int status, String type, String body) {
        return request.response()
                .setStatusCode(status)
                .putHeader("content-type", type)
                .end(body);
    }
}
