package org.hobnob.net.tls;

import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.TrustOptions;
import java.util.Optional;

/**
 * The peer's side of TLS: versions 1.3 and 1.2; the handshake ends within ten seconds. No application data is sent
 * before the registry's identity has been checked. Keep the client made with these options in a field, because
 * Vert.x closes one that is garbage-collected.
 */
public final class ClientTls {
    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final String NO_HOST_NAME_CHECK = "";
    private static final String HOST_NAME_CHECK = "HTTPS";

    private ClientTls() {}

    /**
     * Returns options that trust a registry by its identity, with or without a known pin; the host name is not
     * checked.
     *
     * @param trust the trust in this registry only
     * @param engine the TLS implementation
     * @return a new object
     * @throws IllegalStateException if OpenSSL is requested and not available
     */
    public static NetClientOptions pinned(PinnedTrust trust, TlsEngine engine) {
        NetClientOptions options = TlsPolicy.apply(new NetClientOptions(), engine);
        return options.setTrustOptions(TrustOptions.wrap(trust))
                .setHostnameVerificationAlgorithm(NO_HOST_NAME_CHECK)
                .setConnectTimeout(CONNECT_TIMEOUT_MS);
    }

    /**
     * Returns options that trust a registry with a certificate from an authority for the host's name.
     *
     * @param authorities the trusted authorities; empty for those of the Java runtime
     * @param engine the TLS implementation
     * @return a new object
     * @throws IllegalStateException if OpenSSL is requested and not available
     */
    public static NetClientOptions authority(Optional<TrustOptions> authorities, TlsEngine engine) {
        NetClientOptions options = TlsPolicy.apply(new NetClientOptions(), engine);
        authorities.ifPresent(options::setTrustOptions);
        return options.setHostnameVerificationAlgorithm(HOST_NAME_CHECK).setConnectTimeout(CONNECT_TIMEOUT_MS);
    }
}
