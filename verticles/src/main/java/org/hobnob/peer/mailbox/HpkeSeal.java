package org.hobnob.peer.mailbox;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.LetterSeal;
import org.hobnob.protocol.mailbox.Prekey;

/** The seal of letters by BouncyCastle's HPKE (SPEC 14.2). */
public final class HpkeSeal implements LetterSeal {
    private final HPKE hpke =
            new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
    private final SecureRandom random;

    public HpkeSeal(SecureRandom random) {
        this.random = random;
    }

    @Override
    public KeyPair newKeyPair() {
        X25519PrivateKeyParameters key = new X25519PrivateKeyParameters(random);
        return new KeyPair(key.getEncoded(), key.generatePublicKey().getEncoded());
    }

    @Override
    public Letter seal(Prekey prekey, byte[] info, UnaryOperator<byte[]> content) {
        HPKEContextWithEncapsulation context =
                hpke.setupBaseS(hpke.deserializePublicKey(HexFormat.of().parseHex(prekey.key())), info);
        byte[] front = Letter.front(prekey.id(), context.getEncapsulation());
        byte[] head = Arrays.copyOf(front, Letter.HEAD_BYTES);
        try {
            byte[] sealed = context.seal(head, content.apply(front));
            byte[] bytes = Arrays.copyOf(front, front.length + sealed.length);
            System.arraycopy(sealed, 0, bytes, front.length, sealed.length);
            return Letter.parse(bytes).orElseThrow();
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<byte[]> open(Letter letter, byte[] privateKey, byte[] info) {
        X25519PrivateKeyParameters key = new X25519PrivateKeyParameters(privateKey, 0);
        AsymmetricCipherKeyPair pair =
                hpke.deserializePrivateKey(privateKey, key.generatePublicKey().getEncoded());
        try {
            return Optional.of(
                    hpke.open(letter.enc(), pair, info, letter.associatedData(), letter.sealed(), null, null, null));
        } catch (InvalidCipherTextException | IllegalStateException e) {
            // The second is thrown for an encapsulated key of small order.
            return Optional.empty();
        }
    }
}
