package org.hobnob.net.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.SSLEngineOptions;
import java.util.Optional;

/** Which implementation of TLS to use. Both hand over one buffer for each record and make one record of each write. */
public enum TlsEngine {
    /** OpenSSL where its native library is there, else the JDK's. */
    AUTO,
    /** OpenSSL (netty-tcnative); about a third of the CPU time of a handshake with the JDK's. */
    OPENSSL,
    /** The JDK's own. */
    JDK;

    /**
     * What is really used on this machine.
     *
     * @return {@link #OPENSSL} or {@link #JDK}
     * @throws IllegalStateException when OpenSSL is asked for and not available
     */
    public TlsEngine resolved() {
        if (this == OPENSSL && !OpenSsl.isAvailable()) {
            throw new IllegalStateException(
                    "the OpenSSL library is not available on this machine; set the TLS engine to auto or jdk",
                    OpenSsl.unavailabilityCause());
        }
        if (this == AUTO) {
            return OpenSsl.isAvailable() ? OPENSSL : JDK;
        }
        return this;
    }

    /**
     * For the options of a server or a client.
     *
     * @return the engine for Vert.x
     * @throws IllegalStateException when OpenSSL is asked for and not available
     */
    public SSLEngineOptions engineOptions() {
        return new RecordwiseEngineOptions(provider(), true, Optional.empty());
    }

    /**
     * As {@link #engineOptions}, for connections that never resume a session.
     *
     * @param gate where a server's connections must pass
     */
    SSLEngineOptions freshEngineOptions(Optional<HandshakeGate> gate) {
        return new RecordwiseEngineOptions(provider(), false, gate);
    }

    private SslProvider provider() {
        return resolved() == OPENSSL ? SslProvider.OPENSSL : SslProvider.JDK;
    }
}
