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
import org.hobnob.net.tls.HandshakeGate;
import org.hobnob.net.tls.MutualTls;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.PublicKey;

/**
 * TLS between peers, for one run of a program: both sides prove an identity, and nobody else is let in. Whose identity it
 * is the caller decides, by {@link #provenKey}.
 */
public final class PeerTls {
    private static final Verifier VERIFIER = new Ed25519Verifier();

    private static final int MOST_HANDSHAKES = 128;
    private static final int MOST_HANDSHAKES_PER_ADDRESS = 32;

    private final PeerCertificate own;
    private final TlsEngine engine;
    private final HandshakeGate gate = new HandshakeGate(MOST_HANDSHAKES, MOST_HANDSHAKES_PER_ADDRESS);

    private PeerTls(PeerCertificate own, TlsEngine engine) {
        this.own = own;
        this.engine = engine;
    }

    /**
     * Makes the key of this run; takes some milliseconds.
     *
     * @param identity signs that key
     * @param now the time by this machine's clock, be it wrong
     */
    public static PeerTls of(Signer identity, TlsEngine engine, Instant now, SecureRandom random) {
        return new PeerTls(PeerCertificate.issue(identity, now, random), engine);
    }

    /**
     * For the door: what is let in has ended its handshake; no more than {@value #MOST_HANDSHAKES} may be in it, {@value
     * #MOST_HANDSHAKES_PER_ADDRESS} from one address, for ten seconds at most.
     *
     * @return options of their own, without host and port
     */
    public NetServerOptions serverOptions() {
        return MutualTls.server(own.key(), own.certificate(), new PeerTrust(VERIFIER), engine, gate);
    }

    /**
     * For going to others' doors.
     *
     * @return options of their own
     */
    public NetClientOptions clientOptions() {
        return MutualTls.client(own.key(), own.certificate(), new PeerTrust(VERIFIER), engine);
    }

    /** How many connections were closed because too many were in their handshake. */
    public long turnedAway() {
        return gate.turnedAway();
    }

    /** The identity that the other side of a connection proved; empty for a connection without this TLS. */
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
