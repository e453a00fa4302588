package org.hobnob.peer.identity;

import java.io.ByteArrayInputStream;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.List;
import org.hobnob.protocol.fuzz.FuzzTarget;

/** Certificates that peers show each other (SPEC 12.1). Every signature verifies, so that the form alone is tested. */
public final class PeerCertificateFuzz implements FuzzTarget {
    private final CertificateFactory factory;

    public PeerCertificateFuzz() throws CertificateException {
        factory = CertificateFactory.getInstance("X.509");
    }

    @Override
    public void parse(byte[] input) {
        try {
            Certificate certificate = factory.generateCertificate(new ByteArrayInputStream(input));
            PeerCertificate.identityOf(new Certificate[] {certificate}, (key, message, signature) -> true);
        } catch (CertificateException refused) {
            // As documented.
        }
    }

    @Override
    public List<byte[]> seeds() {
        SecureRandom random = new SecureRandom();
        PeerCertificate peer = PeerCertificate.issue(Identity.generate(random), Instant.now(), random);
        try {
            return List.of(peer.certificate().getEncoded());
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }
}
