package org.hobnob.net.tls;

import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetServerOptions;
import org.hobnob.net.gate.Gate;

/**
 * The registry's side of TLS: versions 1.3 and 1.2, no early data, no client certificates; the handshake ends
 * within ten seconds. One record is one buffer, in both directions. The caller adds host and port.
 */
public final class ServerTls {
    /**
     * How many connections may wait to be accepted, enough for a class that logs in at once; the system may limit
     * it further.
     */
    public static final int DEFAULT_BACKLOG = 1024;

    private ServerTls() {}

    /**
     * Returns the options of a server that is identified by its pin.
     *
     * @param certificate the node's key and chain
     * @param engine the TLS implementation
     * @return a new object with {@link #DEFAULT_BACKLOG}; {@code setAcceptBacklog} changes that
     * @throws IllegalStateException if OpenSSL is requested and not available
     */
    public static NetServerOptions options(NodeCertificate certificate, TlsEngine engine) {
        return options(certificate.keyCertOptions(), engine);
    }

    /**
     * As {@link #options(NodeCertificate, TlsEngine)}, for a server that a gate guards.
     *
     * @param gate decides which connections may begin
     */
    public static NetServerOptions options(NodeCertificate certificate, TlsEngine engine, Gate gate) {
        NetServerOptions options = options(certificate, engine);
        options.setSslEngineOptions(engine.engineOptions(gate));
        return options;
    }

    /**
     * Returns the options of a server with another certificate, such as one from a public authority.
     *
     * @param certificate the key and its chain
     * @param engine the TLS implementation
     * @return a new object with {@link #DEFAULT_BACKLOG}; {@code setAcceptBacklog} changes that
     * @throws IllegalStateException if OpenSSL is requested and not available
     */
    public static NetServerOptions options(KeyCertOptions certificate, TlsEngine engine) {
        NetServerOptions options = TlsPolicy.apply(new NetServerOptions(), engine);
        return options.setKeyCertOptions(certificate).setAcceptBacklog(DEFAULT_BACKLOG);
    }
}
