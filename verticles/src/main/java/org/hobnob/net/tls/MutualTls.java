package org.hobnob.net.tls;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.TCPSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS in which both sides show a certificate: 1.3 only, no early data, a handshake ends within ten seconds. A client never
 * resumes a session, so that each connection proves the keys anew. Names of hosts are not looked at. Keep the client made
 * with these options in a field: Vert.x closes one that is collected.
 */
public final class MutualTls {
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3");
    private static final String NO_HOST_NAME_CHECK = "";

    private MutualTls() {}

    /**
     * The side that listens.
     *
     * @param key a P-256 key
     * @param certificate the key's
     * @param trust decides about the other side's chain
     * @param engine the TLS implementation
     * @param gate bounds the handshakes under way
     * @return options of their own; the caller adds host and port
     * @throws IllegalStateException when OpenSSL is asked for and not available
     */
    public static NetServerOptions server(
            PrivateKey key,
            X509Certificate certificate,
            X509ExtendedTrustManager trust,
            TlsEngine engine,
            HandshakeGate gate) {
        return apply(new NetServerOptions(), key, certificate, trust, engine, Optional.of(gate))
                .setClientAuth(ClientAuth.REQUIRED);
    }

    /**
     * The side that connects.
     *
     * @param key a P-256 key
     * @param certificate the key's
     * @param trust decides about the other side's chain
     * @param engine the TLS implementation
     * @return options of their own
     * @throws IllegalStateException when OpenSSL is asked for and not available
     */
    public static NetClientOptions client(
            PrivateKey key, X509Certificate certificate, X509ExtendedTrustManager trust, TlsEngine engine) {
        return apply(new NetClientOptions(), key, certificate, trust, engine, Optional.empty())
                .setHostnameVerificationAlgorithm(NO_HOST_NAME_CHECK);
    }

    private static <T extends TCPSSLOptions> T apply(
            T options,
            PrivateKey key,
            X509Certificate certificate,
            X509ExtendedTrustManager trust,
            TlsEngine engine,
            Optional<HandshakeGate> gate) {
        TlsPolicy.apply(options, engine)
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setSslEngineOptions(engine.freshEngineOptions(gate))
                .setKeyCertOptions(KeyCertOptions.wrap(new NodeKeyManager(key, certificate)))
                .setTrustOptions(TrustOptions.wrap(trust));
        return options;
    }
}
