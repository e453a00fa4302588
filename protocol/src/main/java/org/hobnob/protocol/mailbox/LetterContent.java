package org.hobnob.protocol.mailbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.hobnob.protocol.body.BodyCodec;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/**
 * What a letter says once it is opened, and whose it is (SPEC 14.2).
 *
 * @param key the sender's identity key
 * @param token lets the reader put letters into the sender's mailbox, if the sender gives one
 */
public record LetterContent(UserName sender, PublicKey key, LetterItem item, Optional<PutToken> token) {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] CONTEXT = "hobnob mailbox 1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 16;
    private static final int TOKEN_BYTES = 16;
    private static final String NONE = "0".repeat(32);
    /** Key, place and id. */
    private static final int REST_BYTES = KEY_BYTES + 3 * Long.BYTES + ID_BYTES;

    public LetterContent {
        Objects.requireNonNull(sender);
        Objects.requireNonNull(key);
        Objects.requireNonNull(item);
        Objects.requireNonNull(token);
    }

    /** An opened content with its signature, which is not verified yet. */
    public record Signed(LetterContent content, byte[] signature) {
        /**
         * Returns whether the key in the content signed it.
         *
         * @param front what stands before the sealed content of the letter
         * @param pin the registry's pin, 32 bytes
         * @param recipient the recipient's identity key
         */
        public boolean isGenuine(byte[] front, byte[] pin, PublicKey recipient, Verifier verifier) {
            return verifier.verify(content.key(), content.signedBytes(front, pin, recipient), signature);
        }
    }

    /** Signs and encodes the content, padded; the parameters are those of {@link Signed#isGenuine}. */
    public byte[] print(byte[] front, byte[] pin, PublicKey recipient, Signer signer) {
        byte[] whole = item instanceof LetterItem.Message message ? BodyCodec.join(message.body()) : new byte[0];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(signer.sign(signedBytes(front, pin, recipient)));
        out.writeBytes(LetterBytes.shown(sender));
        out.writeBytes(rest());
        out.writeBytes(HEX.parseHex(token.map(PutToken::reveal).orElse(NONE)));
        out.write(whole.length >> Byte.SIZE);
        out.write(whole.length);
        out.writeBytes(whole);
        return Arrays.copyOf(out.toByteArray(), padded(out.size()));
    }

    private static int padded(int length) {
        return Letter.SIZES.stream().filter(size -> size >= length).findFirst().orElseThrow();
    }

    private byte[] signedBytes(byte[] front, byte[] pin, PublicKey recipient) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(CONTEXT);
        out.writeBytes(front);
        out.writeBytes(pin);
        out.writeBytes(HEX.parseHex(recipient.hex()));
        out.writeBytes(LetterBytes.folded(sender));
        out.writeBytes(rest());
        return out.toByteArray();
    }

    private byte[] rest() {
        ByteBuffer rest = ByteBuffer.allocate(REST_BYTES).put(HEX.parseHex(key.hex()));
        if (item instanceof LetterItem.Message message) {
            return rest.put(HEX.parseHex(message.place().log().hex()))
                    .putLong(message.place().number())
                    .putLong(message.place().first())
                    .put(HEX.parseHex(message.id().hex()))
                    .array();
        }
        LetterItem.Receipt receipt = (LetterItem.Receipt) item;
        return rest.put(HEX.parseHex(receipt.log().hex()))
                .putLong(receipt.through())
                .putLong(0)
                .put(new byte[ID_BYTES])
                .array();
    }

    /** Decodes an opened content; empty if it is malformed. */
    public static Optional<Signed> parse(byte[] content) {
        ByteBuffer in = ByteBuffer.wrap(content);
        if (content.length < Verifier.SIGNATURE_BYTES + 1) {
            return Optional.empty();
        }
        byte[] signature = LetterBytes.take(in, Verifier.SIGNATURE_BYTES);
        int nameBytes = Byte.toUnsignedInt(in.get());
        if (in.remaining() < nameBytes + REST_BYTES + TOKEN_BYTES + Short.BYTES) {
            return Optional.empty();
        }
        Optional<UserName> sender =
                UserName.of(new String(LetterBytes.take(in, nameBytes), StandardCharsets.ISO_8859_1));
        Optional<PublicKey> key = PublicKey.of(LetterBytes.hex(in, KEY_BYTES));
        LogId log = new LogId(LetterBytes.hex(in, Long.BYTES));
        long number = in.getLong();
        long first = in.getLong();
        String id = LetterBytes.hex(in, ID_BYTES);
        Optional<PutToken> token = PutToken.of(LetterBytes.hex(in, TOKEN_BYTES))
                .filter(given -> !given.reveal().equals(NONE));
        Optional<LetterItem> item = item(in, log, number, first, id);
        return sender.isPresent() && key.isPresent()
                ? item.map(one -> new Signed(new LetterContent(sender.get(), key.get(), one, token), signature))
                : Optional.empty();
    }

    /** Takes the body, behind which there must be the least padding that is enough, of zeros. */
    private static Optional<LetterItem> item(ByteBuffer in, LogId log, long number, long first, String id) {
        int length = Short.toUnsignedInt(in.getShort());
        boolean isPlace = first >= 0 && number >= 1 && first <= number;
        if (!isPlace || length > in.remaining() || length > MessageBody.MAX_BYTES) {
            return Optional.empty();
        }
        byte[] whole = LetterBytes.take(in, length);
        boolean isPadded = in.position() <= Letter.SIZES.get(Letter.SIZES.size() - 1)
                && padded(in.position()) == in.limit()
                && isZero(in);
        if (!isPadded) {
            return Optional.empty();
        }
        if (first == 0) {
            boolean isReceipt = length == 0 && id.equals(NONE);
            return isReceipt ? Optional.of(new LetterItem.Receipt(log, number)) : Optional.empty();
        }
        LogPlace place = new LogPlace(log, number, first);
        return BodyCodec.split(whole).map(body -> new LetterItem.Message(place, new MessageId(id), body));
    }

    private static boolean isZero(ByteBuffer in) {
        while (in.hasRemaining()) {
            if (in.get() != 0) {
                return false;
            }
        }
        return true;
    }
}
