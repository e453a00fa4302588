package org.hobnob.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.Socket;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each connection proves the keys of both sides anew. */
@Tag("slow")
class MutualTlsTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Vertx vertx = Vertx.vertx();
    private NetClient client;

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    static Stream<Arguments> engines() {
        List<TlsEngine> both = List.of(TlsEngine.JDK, TlsEngine.OPENSSL);
        return both.stream().flatMap(one -> both.stream().map(other -> Arguments.of(one, other)));
    }

    /** Takes anyone, and counts. */
    private static final class Counting extends X509ExtendedTrustManager {
        private final AtomicInteger checks = new AtomicInteger();

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            checks.incrementAndGet();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
            checks.incrementAndGet();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            checks.incrementAndGet();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            checks.incrementAndGet();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            checks.incrementAndGet();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            checks.incrementAndGet();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void noSessionIsResumed(TlsEngine atServer, TlsEngine atClient) throws Exception {
        KeyPair key = P256.generate(RANDOM);
        X509Certificate certificate =
                NodeCertificate.nodeCertificate(key.getPublic(), key, List.of(), Instant.now(), RANDOM);
        Counting serverTrust = new Counting();
        Counting clientTrust = new Counting();
        NetServer server = vertx.createNetServer(
                MutualTls.server(key.getPrivate(), certificate, serverTrust, atServer, address -> true)
                        .setHost("127.0.0.1"));
        AtomicInteger answers = new AtomicInteger();
        server.connectHandler(socket -> socket.handler(socket::write));
        await(server.listen());
        client = vertx.createNetClient(MutualTls.client(key.getPrivate(), certificate, clientTrust, atClient));
        for (int connection = 1; connection <= 3; connection++) {
            int answered = connection;
            NetSocket socket = await(client.connect(server.actualPort(), "127.0.0.1"));
            socket.handler(chunk -> answers.incrementAndGet());
            socket.write("tickets come before the echo");
            Awaitility.await().until(() -> answers.get() == answered);
            await(socket.close());
        }
        assertEquals(3, clientTrust.checks.get());
        assertEquals(3, serverTrust.checks.get());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.await(20, TimeUnit.SECONDS);
    }
}
