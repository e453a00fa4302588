package org.hobnob.protocol.body;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UnixTime;
import org.hobnob.protocol.message.value.UserName;

/** The values of single fields (SPEC 7.2). A reader returns empty for bytes that are no such value. */
final class FieldValues {
    private static final int ID_BYTES = 16;
    private static final int SHA256_BYTES = 32;

    private FieldValues() {}

    static byte[] ofId(MessageId id) {
        return HexFormat.of().parseHex(id.hex());
    }

    static byte[] ofReply(ReplyTo reply) {
        byte[] name = reply.user().shown().getBytes(StandardCharsets.US_ASCII);
        byte[] quote = reply.quote().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + name.length + ID_BYTES + quote.length)
                .put((byte) name.length)
                .put(name)
                .put(ofId(reply.id()))
                .put(quote)
                .array();
    }

    static byte[] ofFile(FileOffer file) {
        byte[] name = file.name().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(ID_BYTES + Long.BYTES + SHA256_BYTES + name.length)
                .put(ofId(file.id()))
                .putLong(file.size())
                .put(HexFormat.of().parseHex(file.sha256()))
                .put(name)
                .array();
    }

    static byte[] ofReaction(Reaction reaction) {
        byte[] sign = reaction.sign().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(ID_BYTES + sign.length)
                .put(ofId(reaction.to()))
                .put(sign)
                .array();
    }

    static Optional<Long> time(ByteBuffer in) {
        return in.remaining() == Long.BYTES ? Optional.of(in.getLong()).filter(UnixTime::isValid) : Optional.empty();
    }

    static Optional<MessageId> id(ByteBuffer in) {
        return in.remaining() == ID_BYTES ? Optional.of(takeId(in)) : Optional.empty();
    }

    static Optional<ReplyTo> reply(ByteBuffer in) {
        int length = in.hasRemaining() ? Byte.toUnsignedInt(in.get()) : 0;
        if (in.remaining() < length + ID_BYTES) {
            return Optional.empty();
        }
        Optional<UserName> user = UserName.of(new String(take(in, length), StandardCharsets.ISO_8859_1));
        MessageId id = takeId(in);
        return user.flatMap(name -> BodyText.take(in)
                .filter(quote -> BodyText.fits(quote, ReplyTo.MAX_QUOTE_BYTES))
                .map(quote -> new ReplyTo(name, id, quote)));
    }

    static Optional<FileOffer> file(ByteBuffer in) {
        if (in.remaining() < ID_BYTES + Long.BYTES + SHA256_BYTES) {
            return Optional.empty();
        }
        MessageId id = takeId(in);
        long size = in.getLong();
        String sha256 = HexFormat.of().formatHex(take(in, SHA256_BYTES));
        return BodyText.take(in)
                .filter(name -> size >= 0 && FileOffer.isName(name))
                .map(name -> new FileOffer(id, size, sha256, name));
    }

    static Optional<Reaction> reaction(ByteBuffer in) {
        if (in.remaining() < ID_BYTES) {
            return Optional.empty();
        }
        MessageId to = takeId(in);
        return BodyText.take(in)
                .filter(sign -> BodyText.fits(sign, Reaction.MAX_BYTES))
                .map(sign -> new Reaction(to, sign));
    }

    private static MessageId takeId(ByteBuffer in) {
        return new MessageId(HexFormat.of().formatHex(take(in, ID_BYTES)));
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
