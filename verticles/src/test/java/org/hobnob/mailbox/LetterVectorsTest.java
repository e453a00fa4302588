package org.hobnob.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.hobnob.ed25519.Ed25519Verifier;
import org.hobnob.protocol.Meaning;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.crypto.JdkEd25519;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.LetterContent;
import org.hobnob.protocol.mailbox.LetterItem;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

/** SPEC 14.2: letters, opened and sealed by BouncyCastle's HPKE. */
class LetterVectorsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final PublicKey ADA =
            new PublicKey("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    private static final byte[] PIN = HEX.parseHex("ebdfd1cc34deeadc699fdd20b4fb0b25781e70e04fdbb13904905d838fe2e599");
    private static final String PREKEY = "0123456789abcdef";
    private static final byte[] PRIVATE =
            HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    private final HPKE hpke =
            new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
    private final AsymmetricCipherKeyPair prekey = keyPair(PRIVATE);

    private AsymmetricCipherKeyPair keyPair(byte[] seed) {
        X25519PrivateKeyParameters key = new X25519PrivateKeyParameters(seed, 0);
        return hpke.deserializePrivateKey(seed, key.generatePublicKey().getEncoded());
    }

    @Test
    void lettersAreReadAsTheVectorsSay() {
        for (Vectors.Row row : Vectors.read("letters.txt", 3)) {
            assertEquals(row.column(2), outcome(HEX.parseHex(row.column(1))), row.name());
        }
    }

    private String outcome(byte[] bytes) {
        Optional<Letter> letter = Letter.parse(bytes);
        if (letter.isEmpty()) {
            return "MALFORMED";
        }
        if (!letter.get().prekey().equals(PREKEY)) {
            return "UNKNOWN_PREKEY";
        }
        Optional<byte[]> content = open(letter.get());
        if (content.isEmpty()) {
            return "BAD_SEAL";
        }
        Optional<LetterContent.Signed> read = LetterContent.parse(content.get());
        if (read.isEmpty()) {
            return "MALFORMED";
        }
        return read.get().isGenuine(letter.get().front(), PIN, ADA, new Ed25519Verifier())
                ? "ok " + Meaning.of(read.get().content())
                : "BAD_SIGNATURE";
    }

    private Optional<byte[]> open(Letter letter) {
        try {
            return Optional.of(hpke.open(
                    letter.enc(),
                    prekey,
                    Letter.info(PIN, ADA),
                    letter.associatedData(),
                    letter.sealed(),
                    null,
                    null,
                    null));
        } catch (InvalidCipherTextException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    @Test
    void sealedLetterIsOpened() throws InvalidCipherTextException {
        Signer kareem = JdkEd25519.signer(new byte[32]);
        LetterContent content = new LetterContent(
                new UserName("Kareem"),
                kareem.publicKey(),
                new LetterItem.Message(
                        new LogPlace(LogId.random(new SecureRandom()), 1, 1),
                        MessageId.random(new SecureRandom()),
                        EncodedBody.of(new ChatText("hi"))),
                Optional.empty());
        HPKEContextWithEncapsulation context = hpke.setupBaseS(prekey.getPublic(), Letter.info(PIN, ADA));
        byte[] front = Letter.front(PREKEY, context.getEncapsulation());
        byte[] sealed = context.seal(Arrays.copyOf(front, 9), content.print(front, PIN, ADA, kareem));
        byte[] bytes = Arrays.copyOf(front, front.length + sealed.length);
        System.arraycopy(sealed, 0, bytes, front.length, sealed.length);
        Letter letter = Letter.parse(bytes).orElseThrow();
        assertArrayEquals(front, letter.front());
        assertEquals("ok " + Meaning.of(content), outcome(bytes));
    }
}
