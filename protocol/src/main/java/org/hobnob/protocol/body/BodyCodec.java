package org.hobnob.protocol.body;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;

/**
 * Encodes and decodes bodies: fields in ascending order of their types, each once, a type (1 byte), a length (2 bytes)
 * and a value (SPEC 7.2). Reading never throws.
 */
public final class BodyCodec {
    private static final int TEXT = 1;
    private static final int SAID_AT = 2;
    private static final int ACTION = 3;
    private static final int REPLY_TO = 4;
    private static final int FILE = 5;
    private static final int EDITS = 6;
    private static final int REACTION = 7;
    private static final int HISTORY = 8;
    /** Fields of this type and above must be understood by whoever shows the message. */
    private static final int MUST_UNDERSTAND = 128;

    private BodyCodec() {}

    /** Encodes all fields, the text among them; at most {@value MessageBody#MAX_BYTES} bytes. */
    public static byte[] print(MessageBody body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put(out, TEXT, body.text().text().getBytes(StandardCharsets.UTF_8));
        out.writeBytes(printWithoutText(body));
        return out.toByteArray();
    }

    /** Encodes all fields but the text; no bytes if there are none. */
    public static byte[] printWithoutText(MessageBody body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.saidAt().ifPresent(ms -> put(out, SAID_AT, longBytes(ms)));
        if (body.action()) {
            put(out, ACTION, new byte[0]);
        }
        body.replyTo().ifPresent(reply -> put(out, REPLY_TO, FieldValues.ofReply(reply)));
        body.file().ifPresent(file -> put(out, FILE, FieldValues.ofFile(file)));
        body.edits().ifPresent(id -> put(out, EDITS, FieldValues.ofId(id)));
        body.reaction().ifPresent(reaction -> put(out, REACTION, FieldValues.ofReaction(reaction)));
        if (body.history()) {
            put(out, HISTORY, new byte[0]);
        }
        return out.toByteArray();
    }

    /** Decodes a whole body; empty if it is malformed. */
    public static Optional<Body> read(byte[] bytes) {
        return bytes.length > MessageBody.MAX_BYTES
                ? Optional.empty()
                : fields(bytes).flatMap(fields -> text(fields.remove(TEXT)).flatMap(text -> body(text, fields)));
    }

    /** Decodes a body whose text is beside it; empty if it is malformed. */
    public static Optional<Body> readWithoutText(ChatText text, byte[] bytes) {
        return bytes.length > MessageBody.MAX_BYTES
                ? Optional.empty()
                : fields(bytes).filter(fields -> !fields.containsKey(TEXT)).flatMap(fields -> body(text, fields));
    }

    /** Parts a whole body into its text, which is the first field, and the others; empty if it is malformed. */
    public static Optional<EncodedBody> split(byte[] whole) {
        return read(whole).map(valid -> {
            ByteBuffer in = ByteBuffer.wrap(whole, 1, whole.length - 1);
            byte[] text = new byte[Short.toUnsignedInt(in.getShort())];
            in.get(text);
            byte[] others = new byte[in.remaining()];
            in.get(others);
            return EncodedBody.of(new ChatText(new String(text, StandardCharsets.UTF_8)), others);
        });
    }

    /** The inverse of {@link #split}. */
    public static byte[] join(EncodedBody body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put(out, TEXT, body.text().text().getBytes(StandardCharsets.UTF_8));
        out.writeBytes(body.fieldBytes());
        return out.toByteArray();
    }

    /** Returns the values by their types, or empty if the bytes are no fields in ascending order. */
    private static Optional<TreeMap<Integer, ByteBuffer>> fields(byte[] bytes) {
        TreeMap<Integer, ByteBuffer> fields = new TreeMap<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int last = 0;
        while (in.hasRemaining()) {
            if (in.remaining() < 1 + Short.BYTES) {
                return Optional.empty();
            }
            int type = Byte.toUnsignedInt(in.get());
            int length = Short.toUnsignedInt(in.getShort());
            if (type <= last || length > in.remaining()) {
                return Optional.empty();
            }
            fields.put(type, in.slice(in.position(), length));
            in.position(in.position() + length);
            last = type;
        }
        return Optional.of(fields);
    }

    private static Optional<ChatText> text(ByteBuffer value) {
        return value == null ? Optional.empty() : BodyText.take(value).flatMap(ChatText::of);
    }

    private static Optional<Body> body(ChatText text, TreeMap<Integer, ByteBuffer> fields) {
        if (!fields.tailMap(MUST_UNDERSTAND).isEmpty()) {
            return Optional.of(new UnreadableBody());
        }
        return known(text, fields).map(body -> body);
    }

    private static Optional<MessageBody> known(ChatText text, Map<Integer, ByteBuffer> fields) {
        Optional<Long> saidAt = Optional.ofNullable(fields.get(SAID_AT)).flatMap(FieldValues::time);
        ByteBuffer action = fields.get(ACTION);
        Optional<ReplyTo> reply = Optional.ofNullable(fields.get(REPLY_TO)).flatMap(FieldValues::reply);
        Optional<FileOffer> file = Optional.ofNullable(fields.get(FILE)).flatMap(FieldValues::file);
        Optional<MessageId> edits = Optional.ofNullable(fields.get(EDITS)).flatMap(FieldValues::id);
        Optional<Reaction> reaction = Optional.ofNullable(fields.get(REACTION)).flatMap(FieldValues::reaction);
        ByteBuffer history = fields.get(HISTORY);
        boolean valid = saidAt.isPresent() == fields.containsKey(SAID_AT)
                && (action == null || !action.hasRemaining())
                && (history == null || !history.hasRemaining())
                && reply.isPresent() == fields.containsKey(REPLY_TO)
                && file.isPresent() == fields.containsKey(FILE)
                && edits.isPresent() == fields.containsKey(EDITS)
                && reaction.isPresent() == fields.containsKey(REACTION);
        OptionalLong time = saidAt.map(OptionalLong::of).orElseGet(OptionalLong::empty);
        return valid
                ? Optional.of(
                        new MessageBody(text, time, action != null, reply, file, edits, reaction, history != null))
                : Optional.empty();
    }

    private static void put(ByteArrayOutputStream out, int type, byte[] value) {
        out.write(type);
        out.write(value.length >> Byte.SIZE);
        out.write(value.length);
        out.writeBytes(value);
    }

    private static byte[] longBytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
