package org.hobnob.net.tls;

import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.TrustOptions;
import java.util.Optional;

/**
 * The peer's side of TLS: 1.3 and 1.2, the handshake ends within ten seconds. No byte of the application leaves before
 * the check has passed. Keep the client made with these options in a field: Vert.x closes one that is collected.
 */
public final class ClientTls {
    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final String NO_HOST_NAME_CHECK = "";
    private static final String HOST_NAME_CHECK = "HTTPS";

    private ClientTls() {}

    /**
     * Trusts a registry by its identity, with or without a pin known before; the host's name plays no part.
     *
     * @param trust for this registry alone
     * @param engine the TLS implementation
     * @return options of their own
     * @throws IllegalStateException when OpenSSL is asked for and not available
     */
    public static NetClientOptions pinned(PinnedTrust trust, TlsEngine engine) {
        NetClientOptions options = TlsPolicy.apply(new NetClientOptions(), engine);
        return options.setTrustOptions(TrustOptions.wrap(trust))
                .setHostnameVerificationAlgorithm(NO_HOST_NAME_CHECK)
                .setConnectTimeout(CONNECT_TIMEOUT_MS);
    }

    /**
     * Trusts a registry whose certificate an authority signed for the host's name.
     *
     * @param authorities who is trusted to sign; empty for those that the Java runtime trusts
     * @param engine the TLS implementation
     * @return options of their own
     * @throws IllegalStateException when OpenSSL is asked for and not available
     */
    public static NetClientOptions authority(Optional<TrustOptions> authorities, TlsEngine engine) {
        NetClientOptions options = TlsPolicy.apply(new NetClientOptions(), engine);
        authorities.ifPresent(options::setTrustOptions);
        return options.setHostnameVerificationAlgorithm(HOST_NAME_CHECK).setConnectTimeout(CONNECT_TIMEOUT_MS);
    }
}
