package org.hobnob.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.TrustOptions;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.hobnob.net.tls.ClientTls;
import org.hobnob.net.tls.NodeCertificate;
import org.hobnob.net.tls.P256;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.PinMismatchException;
import org.hobnob.net.tls.PinnedTrust;
import org.hobnob.net.tls.ServerTls;
import org.hobnob.net.tls.TlsEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who gets the first byte of a client: the pinned registry, and nobody in between. */
@Tag("slow")
class TrustTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyPair IDENTITY = P256.generate(RANDOM);
    private static final KeyPair ATTACKER = P256.generate(RANDOM);
    private static final Pin PIN = Pin.of(IDENTITY.getPublic());
    private static final Instant NOW = Instant.now();
    private static final NodeCertificate GENUINE = NodeCertificate.issue(IDENTITY, List.of(), NOW, RANDOM);
    private static final NodeCertificate FORGED = NodeCertificate.issue(ATTACKER, List.of(), NOW, RANDOM);

    private final AtomicInteger bytesAtServer = new AtomicInteger();
    private final AtomicInteger closedAtServer = new AtomicInteger();
    private Vertx vertx;
    private NetServer server;
    private NetClient client;

    @BeforeEach
    void start() {
        // A second name for this machine, which no certificate has.
        vertx = Vertx.vertx(new VertxOptions()
                .setAddressResolverOptions(new AddressResolverOptions()
                        .setHostsValue(Buffer.buffer("127.0.0.1 localhost\n127.0.0.1 other.example\n"))));
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    static Stream<Arguments> engines() {
        List<TlsEngine> both = List.of(TlsEngine.JDK, TlsEngine.OPENSSL);
        return both.stream().flatMap(one -> both.stream().map(other -> Arguments.of(one, other)));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void thePinnedIdentityIsTrustedUnderAnyName(TlsEngine serverEngine, TlsEngine clientEngine) throws Exception {
        listen(GENUINE, serverEngine);
        PinnedTrust trust = pinned();
        assertTrue(login(ClientTls.pinned(trust, clientEngine), "127.0.0.1").succeeded());
        assertTrue(login(ClientTls.pinned(trust, clientEngine), "other.example").succeeded());
        assertEquals(Optional.of(PIN), trust.observed());
        Awaitility.await().until(() -> bytesAtServer.get() == 2 * "LOGIN".length());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aNewNodeCertificateKeepsThePin(TlsEngine serverEngine, TlsEngine clientEngine) throws Exception {
        listen(NodeCertificate.issue(IDENTITY, List.of("new.example"), NOW, RANDOM), serverEngine);
        assertTrue(login(ClientTls.pinned(pinned(), clientEngine), "127.0.0.1").succeeded());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theIdentityKeyMayServeItself(TlsEngine serverEngine, TlsEngine clientEngine) throws Exception {
        listen(new NodeCertificate(IDENTITY.getPrivate(), List.of(identityAsNode())), serverEngine);
        assertTrue(login(ClientTls.pinned(pinned(), clientEngine), "127.0.0.1").succeeded());
        assertTrue(
                login(ClientTls.pinned(firstUse(), clientEngine), "127.0.0.1").succeeded());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void anotherIdentityIsRefusedWithBothPins(TlsEngine serverEngine, TlsEngine clientEngine) throws Exception {
        listen(FORGED, serverEngine);
        PinnedTrust trust = pinned();
        Throwable failure = refused(ClientTls.pinned(trust, clientEngine));
        PinMismatchException mismatch = PinMismatchException.findIn(failure).orElseThrow();
        assertEquals(PIN, mismatch.expected());
        assertEquals(FORGED.pin(), mismatch.seen());
        assertTrue(mismatch.getMessage().contains(PIN + ", seen " + FORGED.pin()));
        assertEquals(Optional.empty(), trust.observed());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void nodeSignedByAnotherKeyIsRefused(TlsEngine serverEngine, TlsEngine clientEngine) throws Exception {
        X509Certificate swapped = GENUINE.chain().get(1);
        listen(forgedNodeWith(swapped), serverEngine);
        assertRefusedSaying("not signed by the identity", ClientTls.pinned(pinned(), clientEngine));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void identityCertificateFurtherUpTheChainIsIgnored(TlsEngine serverEngine, TlsEngine clientEngine)
            throws Exception {
        listen(forgedNodeWith(FORGED.chain().get(1), GENUINE.chain().get(1)), serverEngine);
        assertTrue(PinMismatchException.findIn(refused(ClientTls.pinned(pinned(), clientEngine)))
                .isPresent());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void forgedIdentityCertificateIsRefused(TlsEngine serverEngine, TlsEngine clientEngine) throws Exception {
        KeyPair mixed = new KeyPair(IDENTITY.getPublic(), ATTACKER.getPrivate());
        listen(genuineNodeWith(NodeCertificate.identityCertificate(mixed, NOW, RANDOM)), serverEngine);
        assertRefusedSaying("not signed by the identity", ClientTls.pinned(pinned(), clientEngine));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void identityCertificateMustBeAllowedToSign(TlsEngine serverEngine, TlsEngine clientEngine) throws Exception {
        listen(genuineNodeWith(identityAsNode()), serverEngine);
        assertRefusedSaying("may not sign others", ClientTls.pinned(pinned(), clientEngine));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void anAuthorityItselfIsNoNode(TlsEngine serverEngine, TlsEngine clientEngine) throws Exception {
        KeyPair node = P256.generate(RANDOM);
        X509Certificate authority =
                NodeCertificate.identityCertificate(new KeyPair(node.getPublic(), IDENTITY.getPrivate()), NOW, RANDOM);
        listen(
                new NodeCertificate(
                        node.getPrivate(), List.of(authority, GENUINE.chain().get(1))),
                serverEngine);
        refused(ClientTls.pinned(pinned(), clientEngine));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void anExpiredStrangerIsReportedAsAStranger(TlsEngine serverEngine, TlsEngine clientEngine) throws Exception {
        listen(NodeCertificate.issue(ATTACKER, List.of(), NOW.minus(Duration.ofDays(366)), RANDOM), serverEngine);
        assertTrue(PinMismatchException.findIn(refused(ClientTls.pinned(pinned(), clientEngine)))
                .isPresent());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aNodeMayNotSignOtherNodes(TlsEngine serverEngine, TlsEngine clientEngine) throws Exception {
        KeyPair stolen = P256.generate(RANDOM);
        X509Certificate stolenNode =
                NodeCertificate.nodeCertificate(stolen.getPublic(), IDENTITY, List.of(), NOW, RANDOM);
        KeyPair forged = P256.generate(RANDOM);
        X509Certificate forgedNode =
                NodeCertificate.nodeCertificate(forged.getPublic(), stolen, List.of(), NOW, RANDOM);
        listen(
                new NodeCertificate(
                        forged.getPrivate(),
                        List.of(forgedNode, stolenNode, GENUINE.chain().get(1))),
                serverEngine);
        refused(ClientTls.pinned(pinned(), clientEngine));
        refused(ClientTls.pinned(firstUse(), clientEngine));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void anExpiredNodeIsRefused(TlsEngine serverEngine, TlsEngine clientEngine) throws Exception {
        listen(NodeCertificate.issue(IDENTITY, List.of(), NOW.minus(Duration.ofDays(366)), RANDOM), serverEngine);
        assertRefusedSaying("set the clock of this machine right", ClientTls.pinned(pinned(), clientEngine));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void certificateFromTheFutureIsRefusedBeyondAYear(TlsEngine serverEngine, TlsEngine clientEngine) throws Exception {
        listen(NodeCertificate.issue(IDENTITY, List.of(), NOW.plus(Duration.ofDays(363)), RANDOM), serverEngine);
        assertTrue(login(ClientTls.pinned(pinned(), clientEngine), "127.0.0.1").succeeded());
        server.close().await(10, TimeUnit.SECONDS);
        bytesAtServer.set(0);
        listen(NodeCertificate.issue(IDENTITY, List.of(), NOW.plus(Duration.ofDays(366)), RANDOM), serverEngine);
        assertRefusedSaying("set the clock of this machine right", ClientTls.pinned(pinned(), clientEngine));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void identityCertificateAloneCannotServe(TlsEngine serverEngine, TlsEngine clientEngine) throws Exception {
        listen(new NodeCertificate(ATTACKER.getPrivate(), List.of(identityAsNode())), serverEngine);
        refused(ClientTls.pinned(pinned(), clientEngine));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void firstUseShowsThePinBeforeAnyByteIsSent(TlsEngine serverEngine, TlsEngine clientEngine) throws Exception {
        listen(GENUINE, serverEngine);
        PinnedTrust trust = firstUse();
        client = vertx.createNetClient(ClientTls.pinned(trust, clientEngine));
        client.connect(server.actualPort(), "127.0.0.1")
                .await(10, TimeUnit.SECONDS)
                .close()
                .await(10, TimeUnit.SECONDS);
        assertEquals(Optional.of(PIN), trust.observed());
        Awaitility.await().until(() -> closedAtServer.get() == 1);
        assertEquals(0, bytesAtServer.get());

        server.close().await(10, TimeUnit.SECONDS);
        listen(FORGED, serverEngine);
        assertTrue(PinMismatchException.findIn(refused(ClientTls.pinned(trust, clientEngine)))
                .isPresent());
        assertEquals(Optional.of(PIN), trust.observed());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theFirstUseRefusesAChainThatIsNotSigned(TlsEngine serverEngine, TlsEngine clientEngine) throws Exception {
        listen(forgedNodeWith(GENUINE.chain().get(1)), serverEngine);
        PinnedTrust trust = firstUse();
        refused(ClientTls.pinned(trust, clientEngine));
        assertFalse(trust.observed().isPresent());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void anAuthorityIsTrustedForTheNamesItSignedOnly(TlsEngine serverEngine, TlsEngine clientEngine) throws Exception {
        listen(GENUINE, serverEngine);
        Optional<TrustOptions> authority = Optional.of(trusting(GENUINE.chain().get(1)));
        assertTrue(
                login(ClientTls.authority(authority, clientEngine), "localhost").succeeded());
        assertTrue(
                login(ClientTls.authority(authority, clientEngine), "127.0.0.1").succeeded());
        Awaitility.await().until(() -> bytesAtServer.get() == 2 * "LOGIN".length());
        bytesAtServer.set(0);
        assertTrue(login(ClientTls.authority(authority, clientEngine), "other.example")
                .failed());
        assertTrue(login(ClientTls.authority(Optional.empty(), clientEngine), "localhost")
                .failed());
        assertEquals(0, bytesAtServer.get());
    }

    private static PinnedTrust pinned() {
        return new PinnedTrust(Optional.of(PIN), Clock.systemUTC());
    }

    private static PinnedTrust firstUse() {
        return new PinnedTrust(Optional.empty(), Clock.systemUTC());
    }

    private static X509Certificate identityAsNode() {
        return NodeCertificate.nodeCertificate(IDENTITY.getPublic(), IDENTITY, List.of(), NOW, RANDOM);
    }

    /** A node certificate that the registry signed, followed by another certificate than the identity's own. */
    private static NodeCertificate genuineNodeWith(X509Certificate following) {
        KeyPair node = P256.generate(RANDOM);
        X509Certificate leaf = NodeCertificate.nodeCertificate(node.getPublic(), IDENTITY, List.of(), NOW, RANDOM);
        return new NodeCertificate(node.getPrivate(), List.of(leaf, following));
    }

    /** A node certificate that the attacker signed, followed by whatever else. */
    private static NodeCertificate forgedNodeWith(X509Certificate... following) {
        KeyPair node = P256.generate(RANDOM);
        X509Certificate leaf = NodeCertificate.nodeCertificate(node.getPublic(), ATTACKER, List.of(), NOW, RANDOM);
        return new NodeCertificate(
                node.getPrivate(),
                Stream.concat(Stream.of(leaf), Stream.of(following)).toList());
    }

    private static TrustOptions trusting(X509Certificate authority) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", authority);
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return TrustOptions.wrap(factory.getTrustManagers()[0]);
    }

    private void listen(NodeCertificate certificate, TlsEngine engine) throws Exception {
        server = vertx.createNetServer(ServerTls.options(certificate, engine)
                        .setHost("127.0.0.1")
                        .setPort(0))
                .connectHandler(socket -> {
                    socket.handler(buffer -> bytesAtServer.addAndGet(buffer.length()));
                    socket.closeHandler(ignored -> closedAtServer.incrementAndGet());
                });
        server.listen().await(10, TimeUnit.SECONDS);
    }

    /** What a client does: connect, and send its first message as soon as it may. */
    private Future<Void> login(NetClientOptions options, String host) {
        client = vertx.createNetClient(options);
        Future<Void> sent = client.connect(server.actualPort(), host).compose(socket -> socket.write("LOGIN"));
        Awaitility.await().until(sent::isComplete);
        return sent;
    }

    private Throwable refused(NetClientOptions options) {
        Future<Void> sent = login(options, "127.0.0.1");
        assertTrue(sent.failed(), "the handshake went through");
        assertEquals(0, bytesAtServer.get());
        return sent.cause();
    }

    private void assertRefusedSaying(String why, NetClientOptions options) {
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = refused(options); cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
        }
        assertTrue(messages.toString().contains(why), messages::toString);
    }
}
