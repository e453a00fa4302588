package org.hobnob.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may talk on the event bus. The options go through JSON, as Vert.x takes them. */
@Tag("slow")
class BusTlsTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyPair IDENTITY = P256.generate(RANDOM);
    private static final KeyPair OTHER_IDENTITY = P256.generate(RANDOM);
    private static final String HELLO = "hello";

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger heard = new AtomicInteger();
    private NetServer server;
    private NetClient client;

    @BeforeEach
    void listen() throws Exception {
        server = vertx.createNetServer(new NetServerOptions(options(IDENTITY).toJson()));
        server.connectHandler(socket -> socket.handler(chunk -> {
            heard.incrementAndGet();
            socket.write(chunk);
        }));
        await(server.listen(0, "127.0.0.1"));
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
    }

    private static EventBusOptions options(KeyPair identity) {
        return BusTls.apply(new EventBusOptions(), identity, RANDOM);
    }

    private static NetClientOptions client(EventBusOptions options) {
        return new NetClientOptions(options.toJson()).setHostnameVerificationAlgorithm("");
    }

    /** Says hello and completes with the answer; fails when the connection ends without one. */
    private Future<Buffer> answer(NetClientOptions options) {
        Promise<Buffer> answer = Promise.promise();
        client = vertx.createNetClient(options);
        client.connect(server.actualPort(), "127.0.0.1")
                .onFailure(answer::tryFail)
                .onSuccess(socket -> {
                    socket.handler(answer::tryComplete);
                    socket.closeHandler(closed -> answer.tryFail("closed without an answer"));
                    socket.write(HELLO);
                });
        return answer.future();
    }

    private void assertRefused(NetClientOptions options) {
        assertThrows(ExecutionException.class, () -> await(answer(options)));
        assertEquals(0, heard.get());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(40, TimeUnit.SECONDS);
    }

    @Test
    void anotherRegistryOfTheIdentityIsHeard() throws Exception {
        assertEquals(HELLO, await(answer(client(options(IDENTITY)))).toString());
    }

    @Test
    void registryOfAnotherIdentityIsNotHeard() {
        EventBusOptions options = options(OTHER_IDENTITY);
        assertRefused(client(options).setTrustAll(true));
    }

    @Test
    void registryOfAnotherIdentityIsNotTrusted() {
        EventBusOptions options = options(OTHER_IDENTITY);
        options.setKeyCertOptions(options(IDENTITY).getKeyCertOptions());
        assertRefused(client(options));
    }

    @Test
    void connectionWithoutCertificateIsNotHeard() {
        assertRefused(new NetClientOptions().setSsl(true).setTrustAll(true).setHostnameVerificationAlgorithm(""));
    }

    @Test
    void plainConnectionIsNotHeard() {
        assertRefused(new NetClientOptions());
    }

    @Test
    void certificateOfTheDoorOpensNoBus() {
        KeyCertOptions door = NodeCertificate.issue(IDENTITY, List.of(), Instant.now(), RANDOM)
                .keyCertOptions();
        NetClientOptions options = client(options(IDENTITY));
        options.setKeyCertOptions(door);
        assertRefused(options);
    }

    @Test
    void peersTakeNoCertificateOfTheBusForADoor() throws Exception {
        X509Certificate[] chain = {leaf(), NodeCertificate.identityCertificate(IDENTITY, Instant.now(), RANDOM)};
        PinnedTrust peer = new PinnedTrust(Optional.of(Pin.of(IDENTITY.getPublic())), Clock.systemUTC());
        assertThrows(CertificateException.class, () -> peer.checkServerTrusted(chain, "ECDHE_ECDSA"));
    }

    @Test
    void noClockMakesTheCertificateInvalid() throws Exception {
        leaf().checkValidity(Date.from(Instant.parse("1970-01-01T00:00:00Z")));
        leaf().checkValidity(Date.from(Instant.parse("9999-12-31T23:59:59Z")));
    }

    private static X509Certificate leaf() throws CertificateException {
        PemKeyCertOptions pem = (PemKeyCertOptions) options(IDENTITY).getKeyCertOptions();
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getCertValue().getBytes()));
    }
}
