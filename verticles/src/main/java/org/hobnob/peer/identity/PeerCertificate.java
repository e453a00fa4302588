package org.hobnob.peer.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.hobnob.net.tls.P256;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.PublicKey;

/**
 * The certificate that a peer presents in TLS, and its key (SPEC 12). The key is new at each start of the program
 * and signed by the user's identity, which the certificate names.
 */
final class PeerCertificate {
    /** The validity before and after the time of issue. Hobnob does not check it, but other software may. */
    static final Duration VALIDITY = Duration.ofDays(5 * 365);

    private static final X500Principal NAME = new X500Principal("CN=hobnob peer");
    private static final String ED25519 = EdECObjectIdentifiers.id_Ed25519.getId();
    private static final String AUTHORITY_KEY = Extension.authorityKeyIdentifier.getId();
    /** OCTET STRING, SEQUENCE, [0]: the bytes before the key in the value of the extension. */
    private static final byte[] AUTHORITY_KEY_HEADER = HexFormat.of().parseHex("042430228020");

    private static final int KEY_BYTES = 32;
    private static final int SERIAL_BITS = 127;
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int VERSION_3 = 3;

    private final PrivateKey key;
    private final X509Certificate certificate;

    private PeerCertificate(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /** Makes a key and a certificate signed by the identity; takes some milliseconds. */
    static PeerCertificate issue(Signer identity, Instant now, SecureRandom random) {
        KeyPair pair = P256.generate(random);
        BigInteger serial = new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
        Date notBefore = Date.from(now.minus(VALIDITY));
        Date notAfter = Date.from(now.plus(VALIDITY));
        try {
            JcaX509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(NAME, serial, notBefore, notAfter, NAME, pair.getPublic());
            byte[] identityKey = HexFormat.of().parseHex(identity.publicKey().hex());
            builder.addExtension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(identityKey));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            X509Certificate certificate =
                    new JcaX509CertificateConverter().getCertificate(builder.build(contentSigner(identity)));
            return new PeerCertificate(pair.getPrivate(), certificate);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a peer certificate", e);
        }
    }

    private static ContentSigner contentSigner(Signer identity) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        return new ContentSigner() {
            @Override
            public AlgorithmIdentifier getAlgorithmIdentifier() {
                return new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);
            }

            @Override
            public OutputStream getOutputStream() {
                return content;
            }

            @Override
            public byte[] getSignature() {
                return identity.sign(content.toByteArray());
            }
        };
    }

    PrivateKey key() {
        return key;
    }

    X509Certificate certificate() {
        return certificate;
    }

    /**
     * Returns the identity that signed the only certificate of a chain. TLS checks that the other side has the
     * certificate's key. Dates are ignored: clocks on a LAN without internet access are often wrong, and a
     * certificate does not decide which identity belongs to a user.
     *
     * @param chain as the other side sent it
     * @throws CertificateException if it does not have the form that {@link #issue} gives it, or the signature is
     *     invalid
     */
    static PublicKey identityOf(Certificate[] chain, Verifier verifier) throws CertificateException {
        if (chain == null || chain.length != 1 || !(chain[0] instanceof X509Certificate leaf)) {
            throw new CertificateException("the peer must present exactly one certificate");
        }
        checkForm(leaf);
        PublicKey identity = authorityKeyOf(leaf);
        if (!verifier.verify(identity, leaf.getTBSCertificate(), leaf.getSignature())) {
            throw new CertificateException("the certificate is not signed by the identity that it names");
        }
        return identity;
    }

    private static void checkForm(X509Certificate leaf) throws CertificateException {
        boolean[] usage = leaf.getKeyUsage();
        boolean fits = leaf.getVersion() == VERSION_3
                && NAME.equals(leaf.getSubjectX500Principal())
                && NAME.equals(leaf.getIssuerX500Principal())
                && ED25519.equals(leaf.getSigAlgOID())
                && P256.isOnCurve(leaf.getPublicKey())
                && leaf.getBasicConstraints() < 0
                && usage != null
                && usage[DIGITAL_SIGNATURE]
                && !leaf.hasUnsupportedCriticalExtension();
        if (!fits) {
            throw new CertificateException("that is no certificate of a Hobnob peer");
        }
    }

    private static PublicKey authorityKeyOf(X509Certificate leaf) throws CertificateException {
        byte[] value = leaf.getExtensionValue(AUTHORITY_KEY);
        int header = AUTHORITY_KEY_HEADER.length;
        boolean fits = value != null
                && value.length == header + KEY_BYTES
                && Arrays.equals(value, 0, header, AUTHORITY_KEY_HEADER, 0, header);
        if (!fits) {
            throw new CertificateException("the certificate names no identity");
        }
        return PublicKey.of(HexFormat.of().formatHex(value, header, value.length))
                .orElseThrow(() -> new CertificateException("the certificate's identity is no sound key"));
    }
}
