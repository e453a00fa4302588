package org.hobnob.net.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts one registry identity, whatever the host's name: the leaf certificate must be signed by the identity key,
 * or be the identity's own.
 *
 * <p>With an expected pin, only that identity is accepted. Without one (trust on first use), the first valid
 * identity is accepted and required from then on: the caller must ask a person about {@link #observed()} before it
 * sends its first byte, and close the connection if the answer is no. Thread-safe. Must be an {@code
 * X509ExtendedTrustManager}, because TLS engines add a check of the host name to any other kind.
 */
public final class PinnedTrust extends X509ExtendedTrustManager {
    /** The only algorithm accepted for the identity's signature of a node's certificate. */
    static final String SIGNATURE_ALGORITHM = "SHA256withECDSA";

    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_CERT_SIGN = 5;

    private final AtomicReference<Pin> held;
    private final Clock clock;
    private final AtomicReference<Pin> observed = new AtomicReference<>();
    private final AtomicReference<X509Certificate> leaf = new AtomicReference<>();

    /**
     * Creates the trust in one registry; to be used only for connections to that registry.
     *
     * @param expected the registry's pin; empty for trust on first use
     * @param clock the time that validity dates are compared with
     */
    public PinnedTrust(Optional<Pin> expected, Clock clock) {
        this.held = new AtomicReference<>(expected.orElse(null));
        this.clock = clock;
    }

    /**
     * Returns the identity that was accepted, in either mode.
     *
     * @return the pin; empty before the first successful check
     */
    public Optional<Pin> observed() {
        return Optional.ofNullable(observed.get());
    }

    /**
     * Returns the leaf certificate of the latest handshake that was accepted, in DER.
     *
     * @return a copy; empty before the first successful check
     */
    public Optional<byte[]> leaf() {
        return Optional.ofNullable(leaf.get()).map(PinnedTrust::encoded);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw noClients();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    @SuppressWarnings("ReferenceEquality") // which place in the chain it has, not what it says
    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain == null || chain.length == 0) {
            throw new CertificateException("the server sent no certificate");
        }
        X509Certificate leaf = chain[0];
        // The signer of the leaf comes right after it (RFC 8446, 4.4.2); later certificates are ignored.
        X509Certificate identity = chain.length == 1 ? leaf : chain[1];
        Pin expected = held.get();
        if (expected != null && Pin.of(leaf.getPublicKey()).equals(expected)) {
            identity = leaf;
        }
        Pin seen = Pin.of(identity.getPublicKey());
        if (expected != null && !expected.equals(seen)) {
            throw new PinMismatchException(expected, seen);
        }
        checkSignedBy(identity, identity.getPublicKey());
        checkDates(leaf);
        if (identity != leaf) {
            checkDates(identity);
            checkIsAuthority(identity);
            checkIsNode(leaf);
            checkSignedBy(leaf, identity.getPublicKey());
        }
        hold(seen);
        this.leaf.set(leaf);
    }

    private void hold(Pin seen) throws PinMismatchException {
        Pin before = held.compareAndExchange(null, seen);
        if (before != null && !before.equals(seen)) {
            throw new PinMismatchException(before, seen);
        }
        observed.set(seen);
    }

    private void checkDates(X509Certificate certificate) throws CertificateException {
        Date now = Date.from(clock.instant());
        try {
            certificate.checkValidity(now);
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            throw new CertificateException(
                    "the registry's certificate is good from "
                            + certificate.getNotBefore().toInstant() + " to "
                            + certificate.getNotAfter().toInstant() + ", it is now " + now.toInstant()
                            + "; set the clock of this machine right, or that of the registry",
                    e);
        }
    }

    private static void checkIsAuthority(X509Certificate identity) throws CertificateException {
        boolean[] usage = identity.getKeyUsage();
        if (identity.getBasicConstraints() < 0 || usage == null || !usage[KEY_CERT_SIGN]) {
            throw new CertificateException("the registry's identity certificate may not sign others");
        }
    }

    private static void checkIsNode(X509Certificate leaf) throws CertificateException {
        boolean[] usage = leaf.getKeyUsage();
        List<String> purposes = leaf.getExtendedKeyUsage();
        if (leaf.getBasicConstraints() >= 0
                || leaf.hasUnsupportedCriticalExtension()
                || usage == null
                || !usage[DIGITAL_SIGNATURE]
                || purposes == null
                || !purposes.contains(SERVER_AUTH)) {
            throw new CertificateException("the certificate is not one of a registry's node");
        }
    }

    private static void checkSignedBy(X509Certificate certificate, PublicKey signer) throws CertificateException {
        if (!SIGNATURE_ALGORITHM.equals(certificate.getSigAlgName())) {
            throw new CertificateException("the registry's certificate is signed with " + certificate.getSigAlgName()
                    + " where only " + SIGNATURE_ALGORITHM + " is taken");
        }
        try {
            certificate.verify(signer);
        } catch (GeneralSecurityException e) {
            throw new CertificateException(
                    "the registry's certificate is not signed by the identity key that came with it;"
                            + " somebody may be in between",
                    e);
        }
    }

    private static CertificateException noClients() {
        return new CertificateException("certificates of clients are not checked here");
    }
}
