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
import org.hobnob.net.gate.Gate;

/**
 * TLS in which both sides present a certificate: version 1.3 only, no early data; the handshake ends within ten
 * seconds. Clients never resume a session, so every connection proves the keys again. Host names are not checked.
 * Keep the client made with these options in a field, because Vert.x closes one that is garbage-collected.
 */
public final class MutualTls {
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3");
    private static final String NO_HOST_NAME_CHECK = "";

    private MutualTls() {}

    /**
     * Returns the options of a server.
     *
     * @param key a P-256 key
     * @param certificate the key's certificate
     * @param trust checks the other side's chain
     * @param engine the TLS implementation
     * @param gate decides which connections may begin
     * @return a new object; the caller adds host and port
     * @throws IllegalStateException if OpenSSL is requested and not available
     */
    public static NetServerOptions server(
            PrivateKey key, X509Certificate certificate, X509ExtendedTrustManager trust, TlsEngine engine, Gate gate) {
        return apply(new NetServerOptions(), key, certificate, trust, engine, Optional.of(gate))
                .setClientAuth(ClientAuth.REQUIRED);
    }

    /**
     * Returns the options of a client.
     *
     * @param key a P-256 key
     * @param certificate the key's certificate
     * @param trust checks the other side's chain
     * @param engine the TLS implementation
     * @return a new object
     * @throws IllegalStateException if OpenSSL is requested and not available
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
            Optional<Gate> gate) {
        TlsPolicy.apply(options, engine)
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setSslEngineOptions(engine.freshEngineOptions(gate))
                .setKeyCertOptions(KeyCertOptions.wrap(new NodeKeyManager(key, certificate)))
                .setTrustOptions(TrustOptions.wrap(trust));
        return options;
    }
}
