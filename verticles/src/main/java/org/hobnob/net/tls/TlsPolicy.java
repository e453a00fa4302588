package org.hobnob.net.tls;

import io.vertx.core.net.TCPSSLOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What the server and the client have in common. */
final class TlsPolicy {
    static final long HANDSHAKE_TIMEOUT_SECONDS = 10;

    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");
    /** Forward secret and authenticated (RFC 9325, 4.2); the RSA suites are for certificates of public authorities. */
    private static final List<String> CIPHER_SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private TlsPolicy() {}

    static <T extends TCPSSLOptions> T apply(T options, TlsEngine engine) {
        options.setSsl(true)
                .setSslEngineOptions(engine.engineOptions())
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setSslHandshakeTimeout(HANDSHAKE_TIMEOUT_SECONDS)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setTcpNoDelay(true);
        CIPHER_SUITES.forEach(options::addEnabledCipherSuite);
        return options;
    }
}
