package org.hobnob.net.tls;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
class ShownCertificateTest {
    private final Vertx vertx = Vertx.vertx();
    private final SecureRandom random = new SecureRandom();
    private final KeyPair identity = P256.generate(random);
    private final BlockingQueue<Optional<ShownCertificate>> shown = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsEngine.class,
            names = {"OPENSSL", "JDK"})
    void eachConnectionTellsWhatItWasShown(TlsEngine engine) throws Exception {
        NodeCertificate first = issue();
        NodeCertificate renewed = issue();
        NetServer server = vertx.createNetServer(
                        ServerTls.options(first, engine).setHost("127.0.0.1").setPort(0))
                .connectHandler(socket -> {
                    shown.add(ShownCertificate.byServer(socket.sslSession()));
                    socket.write("x");
                });
        await(server.listen());
        SSLContext client = SSLContext.getInstance("TLS");
        client.init(null, new TrustManager[] {new PinnedTrust(Optional.of(first.pin()), Clock.systemUTC())}, null);

        assertEquals(of(first), connect(client, server.actualPort()));
        assertEquals(of(first), connect(client, server.actualPort()), "resumed");
        await(server.updateSSLOptions(ServerTls.options(renewed, engine).getSslOptions()));
        assertEquals(of(renewed), connect(client, server.actualPort()), "renewed");
    }

    private NodeCertificate issue() {
        return NodeCertificate.issue(
                identity, List.of("localhost"), Clock.systemUTC().instant(), random);
    }

    private static Optional<ShownCertificate> of(NodeCertificate certificate) throws GeneralSecurityException {
        byte[] leaf = MessageDigest.getInstance("SHA-256")
                .digest(certificate.chain().get(0).getEncoded());
        return Optional.of(
                new ShownCertificate(certificate.pin(), HexFormat.of().formatHex(leaf)));
    }

    private Optional<ShownCertificate> connect(SSLContext client, int port) throws IOException, InterruptedException {
        try (SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            assertEquals('x', socket.getInputStream().read());
            Optional<ShownCertificate> told = shown.poll(30, TimeUnit.SECONDS);
            assertEquals(told, ShownCertificate.toClient(socket.getSession()), "both sides know the same");
            return told;
        }
    }
}
