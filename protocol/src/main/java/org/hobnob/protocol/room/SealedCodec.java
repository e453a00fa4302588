package org.hobnob.protocol.room;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.body.Body;
import org.hobnob.protocol.body.BodyCodec;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.body.UnreadableBody;
import org.hobnob.protocol.message.value.MessageId;

/**
 * The contents of sealed datagrams of version 2, without seal and signature (SPEC 8.2). Bytes behind the last message
 * are ignored, as later versions may put something there. Parsing never throws.
 */
public final class SealedCodec {
    /** The most messages in one datagram. */
    public static final int MAX_MESSAGES = 16;
    /** The longest part of a body: the space in a datagram beside header, signature, tag, link, id, index and count. */
    public static final int MAX_PART_BYTES = 1_029;
    /** The shortest content, which says nothing that this version knows, in bytes. */
    public static final int MIN_BYTES = 1 + Link.BYTES;

    private static final byte TYPE_MESSAGES = 2;
    private static final byte TYPE_PART = 3;
    private static final int ID_BYTES = 16;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    /** Type, link, and the number of messages. */
    private static final int HEAD_BYTES = 1 + Link.BYTES + 1;
    /** Id, salt and length. */
    private static final int BEFORE_BODY_BYTES = ID_BYTES + SALT_BYTES + Short.BYTES;
    /** The space for messages beside header, signature, tag, link and the messages' number. */
    private static final int SPACE_BYTES = MAX_PART_BYTES + ID_BYTES + 1;

    private static final byte[] MESSAGE_CONTEXT = "hobnob room message 2\0".getBytes(US_ASCII);
    private static final HexFormat HEX = HexFormat.of();

    /**
     * A content as bytes.
     *
     * @param content what is sealed
     * @param signed what is signed: the content with the hash of each message instead of the message, so that one
     *     message can be shown to have been said without revealing the others
     */
    public record Encoded(byte[] content, byte[] signed) {}

    /**
     * A content that was parsed.
     *
     * @param link what it says beside its messages
     * @param content what it says
     * @param signed what must be signed
     */
    public record Decoded(Link link, SealedContent content, byte[] signed) {}

    private SealedCodec() {}

    /**
     * Distributes messages among as few contents as possible, in order.
     *
     * @param messages at least one, all readable
     */
    public static List<SealedContent> pack(List<SealedContent.Message> messages) {
        List<SealedContent> contents = new ArrayList<>();
        List<SealedContent.Message> together = new ArrayList<>();
        int left = SPACE_BYTES;
        for (SealedContent.Message message : messages) {
            byte[] body = BodyCodec.print((MessageBody) message.body());
            int size = BEFORE_BODY_BYTES + body.length;
            if (!together.isEmpty() && (size > left || together.size() == MAX_MESSAGES)) {
                contents.add(new SealedContent.Messages(together));
                together.clear();
                left = SPACE_BYTES;
            }
            if (size > SPACE_BYTES) {
                contents.addAll(parts(message.id(), body));
            } else {
                together.add(message);
                left -= size;
            }
        }
        if (!together.isEmpty()) {
            contents.add(new SealedContent.Messages(together));
        }
        return contents;
    }

    private static List<SealedContent> parts(MessageId id, byte[] body) {
        int count = (body.length + MAX_PART_BYTES - 1) / MAX_PART_BYTES;
        List<SealedContent> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int from = i * MAX_PART_BYTES;
            int length = Math.min(MAX_PART_BYTES, body.length - from);
            parts.add(new SealedContent.Part(id, i, count, ByteBuffer.wrap(body, from, length)));
        }
        return parts;
    }

    /**
     * Encodes messages.
     *
     * @param secureRandom source of the salts, without which a message's hash would tell short messages
     */
    public static Encoded encode(Link link, SealedContent.Messages messages, RandomGenerator secureRandom) {
        ByteBuffer content = begin(TYPE_MESSAGES, link);
        content.put((byte) messages.messages().size());
        int head = content.position();
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        for (int i = 0; i < messages.messages().size(); i++) {
            int from = content.position();
            put(content, messages.messages().get(i), secureRandom);
            byte[] message = taken(content, from, content.position());
            hashes.writeBytes(hash(i, message));
        }
        byte[] all = taken(content, 0, content.position());
        return new Encoded(all, signed(all, head, hashes, all.length));
    }

    private static void put(ByteBuffer out, SealedContent.Message message, RandomGenerator secureRandom) {
        byte[] salt = new byte[SALT_BYTES];
        secureRandom.nextBytes(salt);
        byte[] body = BodyCodec.print((MessageBody) message.body());
        out.put(HEX.parseHex(message.id().hex()))
                .put(salt)
                .putShort((short) body.length)
                .put(body);
    }

    /** Encodes a part. */
    public static Encoded encode(Link link, SealedContent.Part part) {
        ByteBuffer content = begin(TYPE_PART, link)
                .put(HEX.parseHex(part.id().hex()))
                .put((byte) part.index())
                .put((byte) part.count())
                .put(part.bytes().duplicate());
        byte[] all = taken(content, 0, content.position());
        return new Encoded(all, all);
    }

    private static ByteBuffer begin(byte type, Link link) {
        ByteBuffer content = ByteBuffer.allocate(MIN_BYTES + 1 + SPACE_BYTES).put(type);
        link.put(content);
        return content;
    }

    /** Parses a content; returns empty if it is malformed. A type that is not known yields something unreadable. */
    public static Optional<Decoded> parse(byte[] content) {
        if (content.length < MIN_BYTES) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(content);
        byte type = in.get();
        Link link = Link.read(in);
        if (!link.roster().isNumber()) {
            return Optional.empty();
        }
        return switch (type) {
            case TYPE_MESSAGES -> messages(link, content, in);
            case TYPE_PART -> part(in).map(part -> new Decoded(link, part, content));
            default -> Optional.of(new Decoded(link, unreadable(content), content));
        };
    }

    /** Only a later version knows where the id stands; the hash of the content stands for it. */
    private static Unreadable unreadable(byte[] content) {
        return new Unreadable(new MessageId(ShortHash.of(content).toString()));
    }

    private static Optional<Decoded> messages(Link link, byte[] content, ByteBuffer in) {
        int count = in.hasRemaining() ? Byte.toUnsignedInt(in.get()) : 0;
        if (count < 1 || count > MAX_MESSAGES) {
            return Optional.empty();
        }
        int head = in.position();
        List<SealedContent.Message> messages = new ArrayList<>(count);
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            int from = in.position();
            Optional<SealedContent.Message> message = message(in);
            if (message.isEmpty()) {
                return Optional.empty();
            }
            messages.add(message.get());
            hashes.writeBytes(hash(i, taken(in, from, in.position())));
        }
        byte[] signed = signed(content, head, hashes, in.position());
        return Optional.of(new Decoded(link, new SealedContent.Messages(messages), signed));
    }

    /**
     * One message of a content, and what was signed of it all.
     *
     * @param index of the message
     * @param message its bytes, whose hash is in {@code signed}
     */
    public record Revealed(byte[] signed, int index, byte[] message) {}

    /** Finds a message in a content, to show it without the others; empty if it is not there as a whole. */
    public static Optional<Revealed> reveal(byte[] content, MessageId id) {
        Optional<Decoded> decoded = parse(content);
        if (decoded.isEmpty() || !(decoded.get().content() instanceof SealedContent.Messages several)) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(content);
        in.position(HEAD_BYTES);
        for (int i = 0; i < several.messages().size(); i++) {
            int from = in.position();
            message(in);
            if (several.messages().get(i).id().equals(id)) {
                return Optional.of(new Revealed(decoded.get().signed(), i, taken(in, from, in.position())));
            }
        }
        return Optional.empty();
    }

    /**
     * Reads a message that was shown alone.
     *
     * @param signed what was signed: it must hold the hash of the message
     * @return empty if it does not, or if the message is malformed
     */
    public static Optional<SealedContent.Message> revealed(byte[] signed, int index, byte[] message) {
        int at = HEAD_BYTES + index * HASH_BYTES;
        if (signed.length < at + HASH_BYTES
                || signed[0] != TYPE_MESSAGES
                || index >= Byte.toUnsignedInt(signed[HEAD_BYTES - 1])
                || !Arrays.equals(hash(index, message), 0, HASH_BYTES, signed, at, at + HASH_BYTES)) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(message);
        return message(in).filter(read -> !in.hasRemaining());
    }

    private static Optional<SealedContent.Message> message(ByteBuffer in) {
        if (in.remaining() < BEFORE_BODY_BYTES) {
            return Optional.empty();
        }
        MessageId id = takeId(in);
        in.position(in.position() + SALT_BYTES);
        int length = Short.toUnsignedInt(in.getShort());
        if (length > in.remaining()) {
            return Optional.empty();
        }
        byte[] body = new byte[length];
        in.get(body);
        return Optional.of(new SealedContent.Message(id, body(body)));
    }

    /** Reads a body; one that breaks the rules is one that this version cannot read. */
    static Body body(byte[] bytes) {
        return BodyCodec.read(bytes).orElseGet(UnreadableBody::new);
    }

    private static Optional<SealedContent> part(ByteBuffer in) {
        int bytes = in.remaining() - ID_BYTES - 2;
        if (bytes < 1 || bytes > MAX_PART_BYTES) {
            return Optional.empty();
        }
        MessageId id = takeId(in);
        int index = Byte.toUnsignedInt(in.get());
        int count = Byte.toUnsignedInt(in.get());
        return Fragment.isPart(index, count)
                ? Optional.of(new SealedContent.Part(id, index, count, in.slice()))
                : Optional.empty();
    }

    private static MessageId takeId(ByteBuffer in) {
        byte[] id = new byte[ID_BYTES];
        in.get(id);
        return new MessageId(HEX.formatHex(id));
    }

    private static byte[] hash(int index, byte[] message) {
        MessageDigest digest = ShortHash.sha256();
        digest.update(MESSAGE_CONTEXT);
        digest.update((byte) index);
        return digest.digest(message);
    }

    /** Returns the content up to the messages, their hashes, and what stands behind the messages. */
    private static byte[] signed(byte[] content, int head, ByteArrayOutputStream hashes, int end) {
        return ByteBuffer.allocate(head + hashes.size() + content.length - end)
                .put(content, 0, head)
                .put(hashes.toByteArray())
                .put(content, end, content.length - end)
                .array();
    }

    private static byte[] taken(ByteBuffer buffer, int from, int to) {
        byte[] bytes = new byte[to - from];
        buffer.get(from, bytes);
        return bytes;
    }
}
