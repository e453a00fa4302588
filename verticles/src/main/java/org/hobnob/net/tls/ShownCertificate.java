package org.hobnob.net.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What a registry showed a client in the handshake of one connection. Taken from the connection itself, so that it is right
 * even if the node's certificate was renewed meanwhile.
 *
 * @param pin the pin of the identity key, which signed the leaf
 * @param leaf the SHA-256 of the leaf certificate in DER, as 64 lower-case hex digits
 */
public record ShownCertificate(Pin pin, String leaf) {
    /**
     * Returns what this side of the session, the server's, showed; empty if it showed no chain.
     *
     * @param session the session of a server's connection
     */
    public static Optional<ShownCertificate> byServer(SSLSession session) {
        return of(session.getLocalCertificates());
    }

    /**
     * Returns what the other side of the session, the server, showed; empty if it was not verified.
     *
     * @param session the session of a client's connection
     */
    public static Optional<ShownCertificate> toClient(SSLSession session) {
        try {
            return of(session.getPeerCertificates());
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    private static Optional<ShownCertificate> of(Certificate[] chain) {
        if (chain == null || chain.length == 0) {
            return Optional.empty();
        }
        try {
            byte[] leaf = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
            Pin pin = Pin.of(chain[chain.length - 1].getPublicKey());
            return Optional.of(new ShownCertificate(pin, HexFormat.of().formatHex(leaf)));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was shown must have an encoding", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
