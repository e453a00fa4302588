package org.hobnob.peer.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.hobnob.ed25519.Ed25519Verifier;
import org.hobnob.limits.Rate;
import org.hobnob.net.gate.ConnectionGate;
import org.hobnob.net.gate.ConnectionLimits;
import org.hobnob.net.tls.ClientTls;
import org.hobnob.net.tls.MutualTls;
import org.hobnob.net.tls.NodeCertificate;
import org.hobnob.net.tls.P256;
import org.hobnob.net.tls.PinnedTrust;
import org.hobnob.net.tls.ServerTls;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.protocol.message.value.PublicKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is who at both ends of a connection, whichever engines they have. */
@Tag("slow")
class PeerTlsTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Identity DANA = Identity.generate(RANDOM);
    private static final Identity OMAR = Identity.generate(RANDOM);

    private final BlockingQueue<Optional<PublicKey>> provenToServer = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final ConnectionGate gate = new ConnectionGate(
            new ConnectionLimits(1_000, 32, new Rate(1_000, 1), new Rate(1_000, 1)),
            false,
            System::nanoTime,
            (why, refused) -> {});
    private final Vertx vertx = Vertx.vertx();
    private NetServer server;
    private NetClient client;

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    static Stream<Arguments> engines() {
        List<TlsEngine> both = List.of(TlsEngine.JDK, TlsEngine.OPENSSL);
        return both.stream().flatMap(one -> both.stream().map(other -> Arguments.of(one, other)));
    }

    private static PeerTls tls(Identity identity, TlsEngine engine) {
        return PeerTls.of(identity, engine, Instant.now(), RANDOM);
    }

    private void listen(PeerTls tls) throws Exception {
        server = vertx.createNetServer(tls.serverOptions(gate).setHost("127.0.0.1"));
        server.connectHandler(socket -> {
            provenToServer.add(PeerTls.provenKey(socket));
            socket.handler(chunk -> heard.add(chunk.toString()));
        });
        await(server.listen());
    }

    private NetSocket connect(PeerTls tls) throws Exception {
        client = vertx.createNetClient(tls.clientOptions());
        return await(client.connect(server.actualPort(), "127.0.0.1"));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.await(20, TimeUnit.SECONDS);
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T value = queue.poll(20, TimeUnit.SECONDS);
        assertTrue(value != null, "nothing came");
        return value;
    }

    @ParameterizedTest
    @MethodSource("engines")
    void eachSideLearnsTheOthersIdentity(TlsEngine atServer, TlsEngine atClient) throws Exception {
        listen(tls(OMAR, atServer));
        NetSocket socket = connect(tls(DANA, atClient));
        assertEquals(Optional.of(OMAR.publicKey()), PeerTls.provenKey(socket));
        assertEquals(Optional.of(DANA.publicKey()), next(provenToServer));
        socket.write("hello");
        assertEquals("hello", next(heard));
        assertEquals("TLSv1.3", socket.sslSession().getProtocol());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void peerWithoutProofIsRefused(TlsEngine atServer, TlsEngine atClient) throws Exception {
        listen(tls(OMAR, atServer));
        PinnedTrust anybody = new PinnedTrust(Optional.empty(), Clock.systemUTC());
        assertShutOut(ClientTls.pinned(anybody, atClient));
        NetClientOptions withoutCertificate = tls(DANA, atClient).clientOptions();
        withoutCertificate.setKeyCertOptions(null);
        assertShutOut(withoutCertificate);
        KeyPair key = P256.generate(RANDOM);
        X509Certificate selfSigned = PeerCertificateTest.selfSigned(key);
        assertShutOut(MutualTls.client(key.getPrivate(), selfSigned, new PeerTrust(new Ed25519Verifier()), atClient));
        assertTrue(provenToServer.isEmpty());
    }

    /** In TLS 1.3 a client may believe for a moment that it is in. */
    private void assertShutOut(NetClientOptions options) throws Exception {
        client = vertx.createNetClient(options);
        Promise<Void> closed = Promise.promise();
        client.connect(server.actualPort(), "127.0.0.1")
                .onSuccess(socket -> socket.exceptionHandler(cause -> {}).closeHandler(done -> closed.complete()))
                .onFailure(cause -> closed.complete());
        await(closed.future());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aServerThatProvesNothingIsRefused(TlsEngine atServer, TlsEngine atClient) throws Exception {
        NodeCertificate registrys = NodeCertificate.issue(P256.generate(RANDOM), List.of(), Instant.now(), RANDOM);
        server = vertx.createNetServer(ServerTls.options(registrys, atServer).setHost("127.0.0.1"));
        server.connectHandler(socket -> provenToServer.add(PeerTls.provenKey(socket)));
        await(server.listen());
        client = vertx.createNetClient(tls(DANA, atClient).clientOptions());
        assertThrows(Exception.class, () -> await(client.connect(server.actualPort(), "127.0.0.1")));
    }

    @Test
    void resumedTlsSessionProvesTheKeyOfTheFirst() throws Exception {
        listen(tls(OMAR, TlsEngine.JDK));
        PeerCertificate own = PeerCertificate.issue(DANA, Instant.now(), RANDOM);
        NetClientOptions options =
                MutualTls.client(own.key(), own.certificate(), new PeerTrust(new Ed25519Verifier()), TlsEngine.JDK);
        options.setSslEngineOptions(TlsEngine.JDK.engineOptions());
        client = vertx.createNetClient(options);
        for (int connection = 0; connection < 3; connection++) {
            NetSocket socket = await(client.connect(server.actualPort(), "127.0.0.1"));
            assertEquals(Optional.of(DANA.publicKey()), next(provenToServer));
            socket.write("hello");
            assertEquals("hello", next(heard));
            await(socket.close());
        }
    }

    /** They would keep others out for as long as they like, and take descriptors without end. */
    @ParameterizedTest
    @EnumSource(
            value = TlsEngine.class,
            names = {"JDK", "OPENSSL"})
    void halfOpenHandshakesAreBoundedInNumberAndTime(TlsEngine atServer) throws Exception {
        PeerTls omar = tls(OMAR, atServer);
        assertEquals(10, omar.serverOptions(gate).getSslHandshakeTimeout());
        assertEquals(10, omar.clientOptions().getSslHandshakeTimeout());
        listen(omar);
        List<Socket> mute = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                mute.add(halfOpen());
            }
            Awaitility.await().until(() -> gate.turnedAway() == 8);
            assertEquals(Optional.of(OMAR.publicKey()), PeerTls.provenKey(connect(tls(DANA, atServer))));
        } finally {
            for (Socket socket : mute) {
                socket.close();
            }
        }
        // Who has gone has left the gate.
        client = vertx.createNetClient(tls(DANA, atServer).clientOptions().setLocalAddress("127.0.0.3"));
        Awaitility.await()
                .until(() -> await(client.connect(server.actualPort(), "127.0.0.1")
                        .map(true)
                        .otherwise(false)));
    }

    private Socket halfOpen() throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress("127.0.0.3", 0));
        socket.connect(new InetSocketAddress("127.0.0.1", server.actualPort()));
        socket.setSoTimeout(10_000);
        return socket;
    }

    @Test
    void aConnectionWithoutTlsProvesNothing() throws Exception {
        server = vertx.createNetServer();
        server.connectHandler(socket -> provenToServer.add(PeerTls.provenKey(socket)));
        await(server.listen());
        client = vertx.createNetClient();
        await(client.connect(server.actualPort(), "127.0.0.1"));
        assertEquals(Optional.empty(), next(provenToServer));
    }
}
