package org.hobnob.peer.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.hobnob.ed25519.Ed25519Verifier;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.PublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
    private static final HexFormat HEX = HexFormat.of();
    /** A sound encoding, but of no point on the curve. */
    private static final PublicKey NO_POINT = new PublicKey("02" + "00".repeat(31));

    private final Verifier verifier = new Ed25519Verifier();

    /** RFC 8032, 7.1, tests 1 to 3: seed, public key, message, signature. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,\
            d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a, '',\
            e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
            4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,\
            3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c, 72,\
            92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
            c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,\
            fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025, af82,\
            6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a
            """)
    void signsAsTheStandardDoes(String seed, String key, String message, String signature) {
        Identity identity = Identity.ofSeed(HEX.parseHex(seed));
        assertEquals(key, identity.publicKey().hex());
        assertArrayEquals(HEX.parseHex(signature), identity.sign(HEX.parseHex(message)));
        assertTrue(verifier.verify(identity.publicKey(), HEX.parseHex(message), HEX.parseHex(signature)));
    }

    @Test
    void nothingElseVerifies() {
        Identity dana = Identity.generate(new SecureRandom());
        Identity omar = Identity.generate(new SecureRandom());
        byte[] message = {1, 2, 3};
        byte[] signature = dana.sign(message);
        assertTrue(verifier.verify(dana.publicKey(), message, signature));
        assertFalse(verifier.verify(omar.publicKey(), message, signature));
        assertFalse(verifier.verify(dana.publicKey(), new byte[] {1, 2}, signature));
        for (int at = 0; at < signature.length; at++) {
            byte[] changed = signature.clone();
            changed[at] ^= 4;
            assertFalse(verifier.verify(dana.publicKey(), message, changed), "byte " + at);
        }
        assertFalse(verifier.verify(dana.publicKey(), message, new byte[63]));
        assertFalse(verifier.verify(dana.publicKey(), message, new byte[0]));
        assertFalse(verifier.verify(NO_POINT, message, signature));
    }

    @Test
    void signatureWithASecondSpellingOfSIsRefused() {
        Identity dana = Identity.generate(new SecureRandom());
        byte[] message = {1, 2, 3};
        byte[] signature = dana.sign(message);
        BigInteger order = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
        BigInteger s = new BigInteger(1, reversed(Arrays.copyOfRange(signature, 32, 64)));
        byte[] second = reversed(fixed(s.add(order), 32));
        System.arraycopy(second, 0, signature, 32, 32);
        assertFalse(verifier.verify(dana.publicKey(), message, signature));
    }

    private static byte[] fixed(BigInteger number, int bytes) {
        return HEX.parseHex(String.format("%0" + 2 * bytes + "x", number));
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] all = new byte[bytes.length];
        for (int at = 0; at < all.length; at++) {
            all[at] = bytes[all.length - 1 - at];
        }
        return all;
    }

    @Test
    void theSeedIsNotPrinted() {
        Identity identity = Identity.generate(new SecureRandom());
        String printed = identity.toString();
        assertTrue(printed.contains(identity.publicKey().hex()));
        assertFalse(printed.contains(HEX.formatHex(identity.seed())));
        assertFalse(printed.contains(Base64.getEncoder().encodeToString(identity.seed())));
    }

    @Test
    void aSeedHasOneLength() {
        assertThrows(IllegalArgumentException.class, () -> Identity.ofSeed(new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> Identity.ofSeed(new byte[64]));
    }
}
