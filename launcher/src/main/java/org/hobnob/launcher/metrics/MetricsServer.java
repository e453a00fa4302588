package org.hobnob.launcher.metrics;

import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.launcher.http.BoundedHttp;
import org.hobnob.launcher.http.Paced;

/**
 * Serves {@code GET /metrics} in Prometheus text format, and {@code GET /health}: 200 if the registry answers on its bus
 * its store takes writes and no service is missing, else 503 with the part that does not and since when. The metrics contain no secrets, but anyone who can connect may read them. Whoever
 * connects or asks without end takes little from the registry, and does not keep a scraper out.
 */
public final class MetricsServer extends VerticleBase {
    /** To connect, ask and read takes milliseconds. */
    static final int MOST_CONNECTIONS = 32;

    private static final int MOST_HEADER_BYTES = 4_096;
    private static final long INTERVAL_MS = 100;

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final Map<String, String> MEANINGS = Map.of(
            "sessions", "Users whose session is at this registry",
            "online", "Users who are online, as far as this registry knows");

    private final SocketAddress address;
    private final Metrics metrics;
    private final Supplier<Future<Optional<Instant>>> store;
    private final Supplier<Map<String, Instant>> missing;
    private Optional<Instant> silentSince = Optional.empty();
    private volatile JsonObject figures = new JsonObject();
    private Paced<String> scrape;
    private Paced<List<String>> troubles;
    private Paced<String> nothing;
    private HttpServer server;
    private Bus bus;

    /**
     * @param address where to listen; port 0 picks a free one
     * @param store tries the store, and returns since when it has failed; empty if it works
     * @param missing the services that another program should provide and none does, by address, each with since when
     */
    public MetricsServer(
            SocketAddress address,
            Metrics metrics,
            Supplier<Future<Optional<Instant>>> store,
            Supplier<Map<String, Instant>> missing) {
        this.address = address;
        this.metrics = metrics;
        this.store = store;
        this.missing = missing;
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        scrape = new Paced<>(
                vertx,
                INTERVAL_MS,
                () -> ask().otherwiseEmpty().map(done -> metrics.registry().scrape()));
        troubles = new Paced<>(vertx, INTERVAL_MS, this::troubles);
        nothing =
                new Paced<>(vertx, INTERVAL_MS, () -> Future.succeededFuture("there are GET /metrics and GET /health"));
        MEANINGS.forEach((figure, meaning) -> Gauge.builder("hobnob." + figure, () -> figures.getLong(figure, 0L))
                .description(meaning)
                .register(metrics.registry()));
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
            case "/health" ->
                troubles.get().compose(found -> reply(request, found.isEmpty() ? 200 : 503, TEXT, words(found) + "\n"));
            default -> nothing.get().compose(words -> reply(request, asked.isEmpty() ? 405 : 404, TEXT, words + "\n"));
        };
    }

    private Future<List<String>> troubles() {
        return ask().transform(answered -> {
                    silentSince =
                            answered.succeeded() ? Optional.empty() : silentSince.or(() -> Optional.of(Instant.now()));
                    return store.get();
                })
                .map(failing -> Stream.concat(
                                Stream.of(
                                                silentSince.map(
                                                        since -> "registry: does not answer, since " + seconds(since)),
                                                failing.map(
                                                        since -> "store: cannot be written, since " + seconds(since)))
                                        .flatMap(Optional::stream),
                                unserved())
                        .toList());
    }

    private Stream<String> unserved() {
        return new TreeMap<>(missing.get())
                .entrySet().stream()
                        .map(one -> one.getKey() + ": no program serves it at the bridge, since "
                                + seconds(one.getValue()));
    }

    private static Instant seconds(Instant since) {
        return since.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String words(List<String> troubles) {
        return troubles.isEmpty() ? "ok" : String.join("\n", troubles);
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
