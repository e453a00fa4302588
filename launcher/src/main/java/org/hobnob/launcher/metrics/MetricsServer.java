package org.hobnob.launcher.metrics;

import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.micrometer.PrometheusRequestHandler;
import java.util.Map;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;

/**
 * Serves {@code GET /metrics} in Prometheus text format, and {@code GET /health}: 200 if the registry answers on its bus,
 * else 503. The metrics contain no secrets, but anyone who can connect may read them.
 */
public final class MetricsServer extends VerticleBase {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final Map<String, String> MEANINGS = Map.of(
            "sessions", "Users whose session is at this registry",
            "online", "Users who are online, as far as this registry knows");

    private final SocketAddress address;
    private final Metrics metrics;
    private volatile JsonObject figures = new JsonObject();
    private Handler<HttpServerRequest> scrape;
    private HttpServer server;
    private Bus bus;

    /** @param address where to listen; port 0 picks a free one */
    public MetricsServer(SocketAddress address, Metrics metrics) {
        this.address = address;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        scrape = PrometheusRequestHandler.create(metrics.registry());
        MEANINGS.forEach((figure, meaning) -> Gauge.builder("hobnob." + figure, () -> figures.getLong(figure, 0L))
                .description(meaning)
                .register(metrics.registry()));
        return vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(address)
                .onSuccess(listening -> server = listening);
    }

    /** The TCP port on which the server listens; valid once it is deployed. */
    public int port() {
        return server.actualPort();
    }

    private void answer(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            reply(request, 405, "only GET");
            return;
        }
        switch (request.path()) {
            case "/metrics" -> ask().onComplete(done -> scrape.handle(request));
            case "/health" ->
                ask().onSuccess(found -> reply(request, 200, "ok"))
                        .onFailure(cause -> reply(request, 503, "the registry does not answer"));
            default -> reply(request, 404, "there are /metrics and /health");
        }
    }

    private Future<JsonObject> ask() {
        return bus.request(Addresses.PRESENCE, "figures", new JsonObject()).onSuccess(found -> figures = found);
    }

    private static void reply(HttpServerRequest request, int status, String words) {
        request.response().setStatusCode(status).putHeader("content-type", TEXT).end(words + "\n");
    }
}
