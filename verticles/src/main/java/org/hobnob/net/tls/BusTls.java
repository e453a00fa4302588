package org.hobnob.net.tls;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

/**
 * Mutual TLS 1.3 between the registries on the clustered event bus. A registry takes another one whose certificate is
 * signed by the identity key that both have, under whatever host name.
 *
 * <p>Vert.x copies the options of its event bus by way of JSON, which drops key managers, trust managers and the choice of
 * OpenSSL, and it cannot exchange a certificate while the bus runs. So key and certificates are handed over as PEM, in
 * memory, and are valid at any time: whoever has the identity key can sign new ones, the certificate's own key ends with the
 * process, and a clock that is wrong at the start does no harm.
 */
public final class BusTls {
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3");
    private static final X500Principal BUS_NAME = new X500Principal("CN=Hobnob registry bus");
    private static final Date ALWAYS = Date.from(Instant.EPOCH);
    /** That a certificate does not expire (RFC 5280, 4.1.2.5). */
    private static final Date FOREVER = Date.from(Instant.parse("9999-12-31T23:59:59Z"));

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private BusTls() {}

    /**
     * Sets the options for TLS, with a new key. Takes some milliseconds, so it must not be called on an event loop.
     *
     * @param options the options of one process's event bus
     * @param identity the P-256 identity key that all registries of the cluster have
     * @param random the source of randomness
     * @return the same options
     */
    public static EventBusOptions apply(EventBusOptions options, KeyPair identity, SecureRandom random) {
        KeyPair key = P256.generate(random);
        X509Certificate leaf = leaf(key.getPublic(), identity, random);
        return options.setSsl(true)
                .setClientAuth(ClientAuth.REQUIRED)
                // By default the event bus believes every server.
                .setTrustAll(false)
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setSslHandshakeTimeout(TlsPolicy.HANDSHAKE_TIMEOUT_SECONDS)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setKeyValue(pem("PRIVATE KEY", key.getPrivate().getEncoded()))
                        .setCertValue(pem(leaf)))
                .setTrustOptions(new PemTrustOptions().addCertValue(pem(anchor(identity, random))));
    }

    /** Names no purpose: TLS takes it for either side then, and peers never take it for a registry's door. */
    private static X509Certificate leaf(PublicKey key, KeyPair identity, SecureRandom random) {
        return signed(BUS_NAME, key, identity, new BasicConstraints(false), KeyUsage.digitalSignature, random);
    }

    private static X509Certificate anchor(KeyPair identity, SecureRandom random) {
        return signed(
                NodeCertificate.IDENTITY_NAME,
                identity.getPublic(),
                identity,
                new BasicConstraints(0),
                KeyUsage.keyCertSign,
                random);
    }

    private static X509Certificate signed(
            X500Principal subject,
            PublicKey key,
            KeyPair identity,
            BasicConstraints constraints,
            int usage,
            SecureRandom random) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    NodeCertificate.IDENTITY_NAME, NodeCertificate.serial(random), ALWAYS, FOREVER, subject, key);
            builder.addExtension(Extension.basicConstraints, true, constraints);
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            return NodeCertificate.sign(builder, identity.getPrivate());
        } catch (IOException e) {
            throw new IllegalStateException("the certificate of the bus cannot be encoded", e);
        }
    }

    private static Buffer pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was made has an encoding", e);
        }
    }

    private static Buffer pem(String type, byte[] der) {
        return Buffer.buffer(
                "-----BEGIN " + type + "-----\n" + LINES.encodeToString(der) + "\n-----END " + type + "-----\n");
    }
}
