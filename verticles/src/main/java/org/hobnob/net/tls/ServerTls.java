package org.hobnob.net.tls;

import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetServerOptions;

/**
 * The registry's side of TLS: 1.3 and 1.2, no early data, no certificate asked of clients, a handshake ends within ten
 * seconds. One record is one buffer, in both directions. The caller adds host and port.
 */
public final class ServerTls {
    /** How many connections may wait to be accepted: a class that comes in at once; the system may cap it. */
    public static final int DEFAULT_BACKLOG = 1024;

    private ServerTls() {}

    /**
     * The usual server, known by its identity's pin.
     *
     * @param certificate the node's key and chain
     * @param engine the TLS implementation
     * @return options of their own, with {@link #DEFAULT_BACKLOG}; {@code setAcceptBacklog} changes that
     * @throws IllegalStateException when OpenSSL is asked for and not available
     */
    public static NetServerOptions options(NodeCertificate certificate, TlsEngine engine) {
        return options(certificate.keyCertOptions(), engine);
    }

    /**
     * A server with a certificate from elsewhere, such as that of a public authority.
     *
     * @param certificate the key and its chain
     * @param engine the TLS implementation
     * @return options of their own, with {@link #DEFAULT_BACKLOG}; {@code setAcceptBacklog} changes that
     * @throws IllegalStateException when OpenSSL is asked for and not available
     */
    public static NetServerOptions options(KeyCertOptions certificate, TlsEngine engine) {
        NetServerOptions options = TlsPolicy.apply(new NetServerOptions(), engine);
        return options.setKeyCertOptions(certificate).setAcceptBacklog(DEFAULT_BACKLOG);
    }
}
