package org.hobnob.launcher.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.registry.Vitals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What Prometheus, and whoever asks for the registry's health, gets. */
@Tag("slow")
class MetricsServerTest {
    private final Metrics metrics = new Metrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Optional<Instant> storeFailsSince = Optional.empty();
    private volatile Vitals vitals = vitals(Map.of(), true, false);
    private Vertx vertx;
    private MetricsServer server;

    @BeforeEach
    void start() throws Exception {
        VertxBuilder builder = Vertx.builder();
        metrics.measure(builder, new VertxOptions());
        vertx = builder.build();
        server = new MetricsServer(
                SocketAddress.inetSocketAddress(0, "127.0.0.1"),
                metrics,
                () -> Future.succeededFuture(storeFailsSince),
                () -> vitals);
        await(vertx.deployVerticle(server));
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
        metrics.close();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.await(20, TimeUnit.SECONDS);
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void registryAnswers(int sessions, int online) throws Exception {
        JsonObject figures = new JsonObject().put("sessions", sessions).put("online", online);
        await(new Bus(vertx).serve(Addresses.PRESENCE, Map.of("figures", asked -> Future.succeededFuture(figures))));
    }

    @Test
    void theFiguresAreThoseOfTheMoment() throws Exception {
        registryAnswers(3, 5);
        HttpResponse<String> answer = ask("GET", "/metrics");
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("\nhobnob_sessions 3.0\n"), answer.body());
        assertTrue(answer.body().contains("\nhobnob_online 5.0\n"), answer.body());
        assertTrue(answer.body().contains("\nvertx_http_server_active_connections"), answer.body());
        assertTrue(answer.body().contains("\njvm_memory_used_bytes{"), answer.body());
    }

    @Test
    void itIsWellWhileTheRegistryAnswers() throws Exception {
        assertEquals(503, ask("GET", "/health").statusCode());
        registryAnswers(0, 0);
        assertEquals(200, ask("GET", "/health").statusCode());
    }

    @Test
    void healthNamesThePartThatFailsAndSinceWhen() throws Exception {
        registryAnswers(0, 0);
        storeFailsSince = Optional.of(Instant.parse("2026-01-31T10:11:12.345Z"));
        HttpResponse<String> answer = ask("GET", "/health");
        assertEquals(503, answer.statusCode());
        assertEquals("store: cannot be written, since 2026-01-31T10:11:12Z\n", answer.body());
        storeFailsSince = Optional.empty();
        assertEquals("ok\n", ask("GET", "/health").body());
    }

    @Test
    void liveIsWhoAnswersReadyIsWhoTakesUsers() throws Exception {
        assertEquals(503, ask("GET", "/health/live").statusCode());
        registryAnswers(0, 0);
        vitals = vitals(Map.of(), false, true);
        assertEquals("ok\n", ask("GET", "/health/live").body());
        HttpResponse<String> ready = ask("GET", "/health/ready");
        assertEquals(503, ready.statusCode());
        List<String> lines = ready.body().lines().toList();
        assertTrue(lines.get(0).matches("lease: .*, since 20.*Z"), ready.body());
        assertTrue(lines.get(1).matches("registry: sends its peers .*, since 20.*Z"), ready.body());
        vitals = vitals(Map.of(), true, false);
        assertEquals("ok\n", ask("GET", "/health/ready").body());
    }

    @Test
    void figuresFollowPrometheusConventions() throws Exception {
        registryAnswers(3, 5);
        storeFailsSince = Optional.of(Instant.EPOCH);
        ask("GET", "/metrics");
        Exposition text = Exposition.parse(ask("GET", "/metrics").body());
        assertEquals(List.of(), text.faults());
        assertEquals(7, text.value("hobnob_connections"));
        assertEquals(2, text.value("hobnob_connections_refused_total{reason=\"limit\"}"));
        assertEquals(1, text.value("hobnob_connections_refused_total{reason=\"ban\"}"));
        assertEquals(4, text.value("hobnob_rooms"));
        assertEquals(3, text.value("hobnob_bans"));
        assertEquals(1, text.value("hobnob_lease_held"));
        assertEquals(0, text.value("hobnob_leaving"));
        assertEquals(0, text.value("hobnob_store_up"));
    }

    /** What the examples in {@code docker/} draw and watch. */
    @Test
    void dashboardAndAlertsNameFiguresThatExist() throws Exception {
        registryAnswers(3, 5);
        ask("GET", "/metrics");
        Exposition text = Exposition.parse(ask("GET", "/metrics").body());
        for (String file : List.of("grafana-dashboard.json", "alerts.yaml")) {
            Set<String> named = Exposition.namedIn(Files.readString(Path.of("..", "docker", file)));
            assertTrue(named.size() > 5, file + " names " + named);
            named.removeAll(text.names());
            assertEquals(Set.of(), named, file);
        }
    }

    private static Vitals vitals(Map<String, Instant> missing, boolean mayChange, boolean isLeaving) {
        return new Vitals(7, 2, 1, 4, 3, mayChange, isLeaving, missing);
    }

    @Test
    void healthNamesServicesThatNoProgramProvides() throws Exception {
        registryAnswers(0, 0);
        vitals = vitals(Map.of(Addresses.ROOMS, Instant.parse("2026-01-31T10:11:12.345Z")), true, false);
        HttpResponse<String> answer = ask("GET", "/health");
        assertEquals(503, answer.statusCode());
        assertEquals("registry.rooms: no program serves it at the bridge, since 2026-01-31T10:11:12Z\n", answer.body());
        vitals = vitals(Map.of(), true, false);
        assertEquals(200, ask("GET", "/health").statusCode());
    }

    @Test
    void nothingElseIsThere() throws Exception {
        assertEquals(404, ask("GET", "/").statusCode());
        assertEquals(405, ask("POST", "/metrics").statusCode());
    }

    @Test
    void inventedMethodsAddNoSeries() throws Exception {
        registryAnswers(0, 0);
        for (int i = 0; i < 3; i++) {
            assertEquals(405, ask("INVENTED" + i, "/metrics").statusCode());
        }
        String text = ask("GET", "/metrics").body();
        assertFalse(text.contains("INVENTED"), text);
    }

    @Test
    void theOldestConnectionMakesWayForAScraper() throws Exception {
        registryAnswers(0, 0);
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < MetricsServer.MOST_CONNECTIONS; i++) {
                silent.add(new Socket("127.0.0.1", server.port()));
            }
            assertEquals(200, ask("GET", "/metrics").statusCode());
            silent.get(0).setSoTimeout(20_000);
            assertEquals(-1, silent.get(0).getInputStream().read());
        } finally {
            for (Socket each : silent) {
                each.close();
            }
        }
    }

    @Test
    void whoAsksAheadOfTheAnswerIsCutOff() throws Exception {
        registryAnswers(0, 0);
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            String request = "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n";
            socket.getOutputStream().write(request.repeat(400).getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(20_000);
            int answers = 0;
            try {
                BufferedReader answer =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                for (String line = answer.readLine(); line != null; line = answer.readLine()) {
                    answers += line.startsWith("HTTP/1.1 200") ? 1 : 0;
                }
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (SocketException e) {
                // It was reset, since not all requests were read.
            }
            assertTrue(answers < 10, answers + " answers");
        }
    }

    @Test
    void requestsSentAheadLogNothing() throws Exception {
        registryAnswers(0, 0);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            String request = "GET /health HTTP/1.1\r\nHost: a\r\n\r\n";
            socket.getOutputStream().write(request.repeat(400).getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(20_000);
            assertEquals('H', socket.getInputStream().read());
            assertEquals(200, ask("GET", "/health").statusCode());
        } finally {
            root.detachAppender(log);
        }
        assertEquals(
                List.of(),
                List.copyOf(log.list).stream()
                        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                        .map(ILoggingEvent::getMessage)
                        .toList());
    }
}
