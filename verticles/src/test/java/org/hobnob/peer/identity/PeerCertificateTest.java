package org.hobnob.peer.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.bc.BcEdECContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.hobnob.ed25519.Ed25519Verifier;
import org.hobnob.net.tls.P256;
import org.hobnob.protocol.crypto.Verifier;
import org.junit.jupiter.api.Test;

/** Only the one form of certificate proves an identity (SPEC 12). */
class PeerCertificateTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Identity DANA = Identity.generate(RANDOM);
    private static final Identity MALLORY = Identity.generate(RANDOM);
    private static final Verifier VERIFIER = new Ed25519Verifier();
    private static final Instant NOW = Instant.now();

    private static String identity(X509Certificate... chain) throws CertificateException {
        return PeerCertificate.identityOf(chain, VERIFIER).hex();
    }

    private static CertificateException refused(X509Certificate... chain) {
        return assertThrows(CertificateException.class, () -> identity(chain));
    }

    /** A certificate of the right form, to be spoilt in one point. */
    private static final class Maker {
        private String name = "CN=hobnob peer";
        private PublicKey key = P256.generate(RANDOM).getPublic();
        private String named = DANA.publicKey().hex();
        private Identity signer = DANA;
        private boolean authority;
        private int usage = KeyUsage.digitalSignature;

        private X509v3CertificateBuilder builder() throws Exception {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    new X500Name(name),
                    BigInteger.TEN,
                    Date.from(NOW),
                    Date.from(NOW.plusSeconds(60)),
                    new X500Name(name),
                    SubjectPublicKeyInfo.getInstance(key.getEncoded()));
            if (named != null) {
                builder.addExtension(
                        Extension.authorityKeyIdentifier,
                        false,
                        new AuthorityKeyIdentifier(HexFormat.of().parseHex(named)));
            }
            if (authority) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            }
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            return builder;
        }

        private X509Certificate signedWith(ContentSigner contentSigner) throws Exception {
            return new JcaX509CertificateConverter().getCertificate(builder().build(contentSigner));
        }

        private X509Certificate make() throws Exception {
            return signedWith(new BcEdECContentSignerBuilder(new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519))
                    .build(new Ed25519PrivateKeyParameters(signer.seed())));
        }
    }

    /** What anybody can make: a certificate that names Dana, signed by its own key. */
    static X509Certificate selfSigned(KeyPair pair) throws Exception {
        Maker maker = new Maker();
        maker.key = pair.getPublic();
        return maker.signedWith(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
    }

    @Test
    void theSignersKeyIsWhatIsProved() throws Exception {
        assertEquals(
                DANA.publicKey().hex(),
                identity(PeerCertificate.issue(DANA, NOW, RANDOM).certificate()));
        assertEquals(DANA.publicKey().hex(), identity(new Maker().make()));
    }

    @Test
    void eachRunHasAKeyOfItsOwn() {
        PeerCertificate one = PeerCertificate.issue(DANA, NOW, RANDOM);
        PeerCertificate other = PeerCertificate.issue(DANA, NOW, RANDOM);
        assertNotEquals(one.key(), other.key());
        assertNotEquals(one.certificate().getSerialNumber(), other.certificate().getSerialNumber());
    }

    @Test
    void anotherSignerProvesNothing() throws Exception {
        Maker forged = new Maker();
        forged.signer = MALLORY;
        refused(forged.make());
        refused(selfSigned(P256.generate(RANDOM)));
    }

    @Test
    void aKeyThatIsNoPointOfTheCurveProvesNothing() throws Exception {
        Maker forged = new Maker();
        forged.named = "02" + "00".repeat(31);
        refused(forged.make());
    }

    @Test
    void identityOfSmallOrderProvesNothing() throws Exception {
        Maker forged = new Maker();
        forged.named = "01" + "00".repeat(31);
        CertificateException refusal = refused(forged.make());
        assertTrue(refusal.getMessage().contains("no sound key"), refusal.getMessage());
    }

    @Test
    void anyChangedByteOfWhatIsSignedIsNoticed() throws Exception {
        byte[] encoded = PeerCertificate.issue(DANA, NOW, RANDOM).certificate().getEncoded();
        int signature = encoded.length - Verifier.SIGNATURE_BYTES;
        int refused = 0;
        int checked = 0;
        for (int at = 0; at < encoded.length; at += 7) {
            byte[] changed = encoded.clone();
            changed[at] ^= 1;
            checked++;
            try {
                CertificateFactory factory = CertificateFactory.getInstance("X.509");
                identity((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(changed)));
            } catch (CertificateException e) {
                refused++;
            }
        }
        assertEquals(checked, refused, "of " + encoded.length + " bytes, signature from " + signature);
    }

    @Test
    void anyOtherFormIsRefused() throws Exception {
        X509Certificate good = new Maker().make();
        refused();
        assertThrows(CertificateException.class, () -> PeerCertificate.identityOf(null, VERIFIER));
        refused(good, good);
        Maker rsa = new Maker();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        rsa.key = generator.generateKeyPair().getPublic();
        refused(rsa.make());
        Maker otherCurve = new Maker();
        KeyPairGenerator p384 = KeyPairGenerator.getInstance("EC");
        p384.initialize(384);
        otherCurve.key = p384.generateKeyPair().getPublic();
        refused(otherCurve.make());
        Maker nameless = new Maker();
        nameless.named = null;
        refused(nameless.make());
        Maker shortName = new Maker();
        shortName.named = DANA.publicKey().hex().substring(2);
        refused(shortName.make());
        Maker authority = new Maker();
        authority.authority = true;
        refused(authority.make());
        Maker other = new Maker();
        other.name = "CN=somebody";
        refused(other.make());
        Maker useless = new Maker();
        useless.usage = KeyUsage.keyAgreement;
        refused(useless.make());
    }

    /** Machines without the right time must be able to talk; a user's key is revoked at the registry. */
    @Test
    void datesAreNotLookedAt() throws Exception {
        Instant longAgo = NOW.minus(Duration.ofDays(40 * 365));
        assertEquals(
                DANA.publicKey().hex(),
                identity(PeerCertificate.issue(DANA, longAgo, RANDOM).certificate()));
        assertEquals(
                DANA.publicKey().hex(),
                identity(PeerCertificate.issue(DANA, Instant.EPOCH, RANDOM).certificate()));
    }
}
