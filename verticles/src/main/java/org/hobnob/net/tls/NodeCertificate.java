package org.hobnob.net.tls;

import io.vertx.core.net.KeyCertOptions;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;

/**
 * A registry node's TLS key and its certificate chain: the node's certificate, and that of the registry's identity
 * key, which signed it. Made in memory at each start and at each renewal; peers pin the identity key, so a new
 * certificate breaks no pin.
 */
public final class NodeCertificate {
    /** How long a node's certificate is valid before and after its issue, for peers whose clocks are wrong. */
    public static final Duration VALIDITY = Duration.ofDays(364);

    /** How long after its issue a certificate should be renewed. */
    public static final Duration RENEWED_AFTER = Duration.ofDays(30);

    /** A clock that is this long before the issue was wrong then, or is wrong now. */
    public static final Duration SET_BACK = Duration.ofHours(1);

    private static final Duration IDENTITY_VALIDITY = Duration.ofDays(3652);
    static final X500Principal IDENTITY_NAME = new X500Principal("CN=Hobnob registry identity");
    private static final X500Principal NODE_NAME = new X500Principal("CN=Hobnob registry node");
    private static final List<String> ALWAYS_NAMED = List.of("localhost", "127.0.0.1");
    private static final int SERIAL_BITS = 127;

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    public NodeCertificate(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    /**
     * Makes a node key and signs its certificate with the identity key. Takes some milliseconds, so it must not be
     * called on an event loop.
     *
     * @param identity the registry's P-256 identity key
     * @param hostNames names and IP addresses of the node; localhost is always added
     * @param now the current time; the certificate is valid from {@link #VALIDITY} before it until as long after it
     * @param random the source of randomness
     * @return the key and its chain
     */
    public static NodeCertificate issue(KeyPair identity, List<String> hostNames, Instant now, SecureRandom random) {
        KeyPair node = P256.generate(random);
        X509Certificate identityCertificate = identityCertificate(identity, now, random);
        X509Certificate nodeCertificate = nodeCertificate(node.getPublic(), identity, hostNames, now, random);
        return new NodeCertificate(node.getPrivate(), List.of(nodeCertificate, identityCertificate));
    }

    /**
     * Returns what peers pin.
     *
     * @return the pin of the identity key
     */
    public Pin pin() {
        return Pin.of(chain.get(chain.size() - 1).getPublicKey());
    }

    /**
     * Returns when peers start to reject the node's certificate.
     *
     * @return the end of its validity
     */
    public Instant notAfter() {
        return chain.get(0).getNotAfter().toInstant();
    }

    /**
     * Returns whether the node should get a new certificate.
     *
     * @param now the time by the node's clock, which may have been set since the issue
     * @return true if this one is {@link #RENEWED_AFTER} old, or was issued more than {@link #SET_BACK} from now
     */
    public boolean isDue(Instant now) {
        Instant issued = notAfter().minus(VALIDITY);
        return now.isBefore(issued.minus(SET_BACK)) || !now.isBefore(issued.plus(RENEWED_AFTER));
    }

    /**
     * Returns the chain as the server sends it.
     *
     * @return the node's certificate, then the identity's; unmodifiable
     */
    public List<X509Certificate> chain() {
        return chain;
    }

    /**
     * Returns the options for {@link ServerTls}.
     *
     * @return the key and the chain for Vert.x, in memory
     */
    public KeyCertOptions keyCertOptions() {
        return KeyCertOptions.wrap(new NodeKeyManager(key, chain.toArray(X509Certificate[]::new)));
    }

    @Override
    public String toString() {
        return "NodeCertificate[pin=" + pin() + ", notAfter=" + notAfter() + "]";
    }

    public static X509Certificate identityCertificate(KeyPair identity, Instant now, SecureRandom random) {
        try {
            X509v3CertificateBuilder builder =
                    builder(IDENTITY_NAME, IDENTITY_NAME, identity.getPublic(), now, IDENTITY_VALIDITY, random);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            return sign(builder, identity.getPrivate());
        } catch (IOException e) {
            throw new IllegalStateException("the identity certificate cannot be encoded", e);
        }
    }

    public static X509Certificate nodeCertificate(
            PublicKey node, KeyPair identity, List<String> hostNames, Instant now, SecureRandom random) {
        try {
            X509v3CertificateBuilder builder = builder(IDENTITY_NAME, NODE_NAME, node, now, VALIDITY, random);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames(hostNames));
            return sign(builder, identity.getPrivate());
        } catch (IOException e) {
            throw new IllegalStateException("the node certificate cannot be encoded", e);
        }
    }

    private static X509v3CertificateBuilder builder(
            X500Principal issuer,
            X500Principal subject,
            PublicKey key,
            Instant now,
            Duration validity,
            SecureRandom random) {
        Date notBefore = Date.from(now.minus(VALIDITY));
        Date notAfter = Date.from(now.plus(validity));
        return new JcaX509v3CertificateBuilder(issuer, serial(random), notBefore, notAfter, subject, key);
    }

    static BigInteger serial(SecureRandom random) {
        return new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
    }

    private static GeneralNames alternativeNames(List<String> hostNames) {
        Set<String> all = new LinkedHashSet<>(ALWAYS_NAMED);
        all.addAll(hostNames);
        return new GeneralNames(all.stream()
                .map(name ->
                        new GeneralName(IPAddress.isValid(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }

    static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey signer) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder(PinnedTrust.SIGNATURE_ALGORITHM).build(signer)));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("the identity key cannot sign; is it a P-256 key?", e);
        }
    }
}
