package org.hobnob.launcher.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hobnob.net.SocketControl;

/**
 * An HTTP/1.1 server with bounds, for requests without a body. With one connection more than the bound, the address that has
 * most of them loses its oldest, so that a newcomer always gets in. Who asks again before the answer is out, or sends a body,
 * is cut off. For use on one event loop.
 */
public final class BoundedHttp {
    private static final int IDLE_S = 60;
    private static final int MOST_LINE_BYTES = 512;
    /** So much is read at once. All requests in it are decoded, also those behind the one for which a client is cut off. */
    private static final int READ_BYTES = 2_048;

    private final int mostConnections;
    private final Function<HttpServerRequest, Future<?>> answers;
    /** Each with its address, the oldest first. */
    private final Map<HttpConnection, String> connections = new LinkedHashMap<>();

    private final Set<HttpConnection> asking = new HashSet<>();

    private BoundedHttp(int mostConnections, Function<HttpServerRequest, Future<?>> answers) {
        this.mostConnections = mostConnections;
        this.answers = answers;
    }

    /**
     * Starts a server; it ends with the verticle that starts it.
     *
     * @param address where to listen; port 0 picks a free one
     * @param mostConnections connections at a time, at least 1
     * @param mostHeaderBytes the bytes of one request's headers, all together
     * @param answers answers a request, and completes when the answer is written, or when it cannot be
     */
    public static Future<HttpServer> listen(
            Vertx vertx,
            SocketAddress address,
            int mostConnections,
            int mostHeaderBytes,
            Function<HttpServerRequest, Future<?>> answers) {
        BoundedHttp bounded = new BoundedHttp(mostConnections, answers);
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout(IDLE_S)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(mostHeaderBytes)
                .setMaxInitialLineLength(MOST_LINE_BYTES)
                .setReceiveBufferSize(READ_BYTES)
                .setHttp2ClearTextEnabled(false)
                // Their handlers count requests that are sent ahead, and log each beyond the bound.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
        return vertx.createHttpServer(options)
                .connectionHandler(bounded::connected)
                .requestHandler(bounded::asked)
                .listen(address);
    }

    /** Answers that nobody reads would pile up. */
    private void asked(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        if (hasBody(request) || !asking.add(connection)) {
            SocketControl.closeNow(connection);
            return;
        }
        answers.apply(request).onComplete(written -> asking.remove(connection));
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || length != null && !length.equals("0");
    }

    private void connected(HttpConnection connection) {
        connections.put(connection, connection.remoteAddress().hostAddress());
        connection.closeHandler(closed -> {
            connections.remove(connection);
            asking.remove(connection);
        });
        if (connections.size() > mostConnections) {
            HttpConnection oldest = oldestOfTheGreediest();
            connections.remove(oldest);
            SocketControl.closeNow(oldest);
        }
    }

    private HttpConnection oldestOfTheGreediest() {
        Map<String, Long> counts = connections.values().stream()
                .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()));
        String greediest = counts.entrySet().stream()
                .max(Comparator.comparing(Map.Entry::getValue))
                .orElseThrow()
                .getKey();
        return connections.entrySet().stream()
                .filter(entry -> entry.getValue().equals(greediest))
                .findFirst()
                .orElseThrow()
                .getKey();
    }
}
