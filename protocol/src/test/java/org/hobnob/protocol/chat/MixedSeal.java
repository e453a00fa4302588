package org.hobnob.protocol.chat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.LetterSeal;
import org.hobnob.protocol.mailbox.Prekey;

/** A seal for simulations: it hides nothing, but opens with the right key only, and not once a byte was changed. */
final class MixedSeal implements LetterSeal {
    private static final int TAG_BYTES = 16;

    private final RandomGenerator random;

    MixedSeal(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public KeyPair newKeyPair() {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return new KeyPair(secret, hash(secret));
    }

    private static byte[] hash(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Arrays.stream(parts).forEach(digest::update);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Letter seal(Prekey prekey, byte[] info, UnaryOperator<byte[]> content) {
        byte[] enc = new byte[32];
        random.nextBytes(enc);
        byte[] front = Letter.front(prekey.id(), enc);
        byte[] plain = content.apply(front);
        byte[] tag = hash(HexFormat.of().parseHex(prekey.key()), front, info, plain);
        byte[] letter = ByteBuffer.allocate(front.length + plain.length + TAG_BYTES)
                .put(front)
                .put(plain)
                .put(tag, 0, TAG_BYTES)
                .array();
        return Letter.parse(letter).orElseThrow();
    }

    @Override
    public Optional<byte[]> open(Letter letter, byte[] privateKey, byte[] info) {
        byte[] sealed = letter.sealed();
        byte[] plain = Arrays.copyOf(sealed, sealed.length - TAG_BYTES);
        byte[] tag = Arrays.copyOf(hash(hash(privateKey), letter.front(), info, plain), TAG_BYTES);
        boolean isWhole = Arrays.equals(tag, Arrays.copyOfRange(sealed, plain.length, sealed.length));
        return isWhole ? Optional.of(plain) : Optional.empty();
    }
}
