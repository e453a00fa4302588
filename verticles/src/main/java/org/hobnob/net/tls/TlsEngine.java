package org.hobnob.net.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.SSLEngineOptions;
import java.util.Optional;
import org.hobnob.net.gate.Gate;

/** The TLS implementation. With either, one record read is one buffer, and one write is one record. */
public enum TlsEngine {
    /** OpenSSL if its native library is available, otherwise the JDK's. */
    AUTO,
    /** OpenSSL (netty-tcnative); a handshake takes about a third of the CPU time that the JDK's takes. */
    OPENSSL,
    /** The JDK's own implementation. */
    JDK;

    /**
     * Returns what is used on this machine.
     *
     * @return {@link #OPENSSL} or {@link #JDK}
     * @throws IllegalStateException if OpenSSL is requested and not available
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
     * Returns the engine for the options of a server or a client.
     *
     * @return the engine for Vert.x
     * @throws IllegalStateException if OpenSSL is requested and not available
     */
    public SSLEngineOptions engineOptions() {
        return new RecordwiseEngineOptions(provider(), true, Optional.empty());
    }

    /**
     * Like {@link #engineOptions}, for a server.
     *
     * @param gate the gate that its connections must pass
     */
    SSLEngineOptions engineOptions(Gate gate) {
        return new RecordwiseEngineOptions(provider(), true, Optional.of(Entrance.of(gate, Entrance.Reads.LITTLE)));
    }

    /**
     * Like {@link #engineOptions}, for connections that never resume a session.
     *
     * @param gate the gate that a server's connections must pass
     */
    SSLEngineOptions freshEngineOptions(Optional<Gate> gate) {
        return new RecordwiseEngineOptions(provider(), false, gate.map(one -> Entrance.of(one, Entrance.Reads.MUCH)));
    }

    private SslProvider provider() {
        return resolved() == OPENSSL ? SslProvider.OPENSSL : SslProvider.JDK;
    }
}
