package org.hobnob.peer.identity;

import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.hobnob.ed25519.Ed25519Verifier;
import org.hobnob.net.gate.Gate;
import org.hobnob.net.tls.MutualTls;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.PublicKey;

/**
 * TLS between peers, for one run of the program. Both sides must prove an identity. The caller decides by {@link
 * #provenKey} whose identity it is.
 */
public final class PeerTls {
    private static final Verifier VERIFIER = new Ed25519Verifier();

    private final PeerCertificate own;
    private final TlsEngine engine;

    private PeerTls(PeerCertificate own, TlsEngine engine) {
        this.own = own;
        this.engine = engine;
    }

    /**
     * Makes the key of this run; takes some milliseconds.
     *
     * @param identity signs that key
     * @param now the time by this machine's clock, which may be wrong
     */
    public static PeerTls of(Signer identity, TlsEngine engine, Instant now, SecureRandom random) {
        return new PeerTls(PeerCertificate.issue(identity, now, random), engine);
    }

    /**
     * Returns the options for accepting connections. A connection is reported after its handshake, which may take at
     * most ten seconds.
     *
     * @param gate decides which connections may begin
     * @return a new object, without host and port
     */
    public NetServerOptions serverOptions(Gate gate) {
        return MutualTls.server(own.key(), own.certificate(), new PeerTrust(VERIFIER), engine, gate);
    }

    /**
     * Returns the options for connecting to other peers.
     *
     * @return a new object
     */
    public NetClientOptions clientOptions() {
        return MutualTls.client(own.key(), own.certificate(), new PeerTrust(VERIFIER), engine);
    }

    /** Returns the identity that the other side of a connection proved; empty for a connection without this TLS. */
    public static Optional<PublicKey> provenKey(NetSocket socket) {
        SSLSession session = socket.sslSession();
        if (session == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(PeerCertificate.identityOf(session.getPeerCertificates(), VERIFIER));
        } catch (SSLPeerUnverifiedException | CertificateException e) {
            return Optional.empty();
        }
    }
}
