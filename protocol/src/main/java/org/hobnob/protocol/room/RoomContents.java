package org.hobnob.protocol.room;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/**
 * The contents of room datagrams, without header, seal and signature (SPEC 8.2 to 8.4). A value is written in exactly
 * one way. What later versions may add is passed over; other bytes are rejected. Parsing never throws.
 */
public final class RoomContents {
    private static final byte TYPE_TEXT = 1;
    private static final int ID_BYTES = 16;
    /** Type, id, index and count. */
    private static final int BEFORE_TEXT_BYTES = 1 + ID_BYTES + 1 + 1;
    /** Flags, last, floor, the prior stream with its number, and the count of streams heard. */
    private static final int STATUS_BYTES = 1 + 4 * Long.BYTES + 1;

    static final int HEARD_BYTES = 2 * Long.BYTES + Short.BYTES + 1;
    private static final int RANGE_BYTES = 3 * Long.BYTES;

    /** The shortest content of a sealed datagram, in bytes. */
    public static final int MIN_SEALED_BYTES = BEFORE_TEXT_BYTES + 1;

    /**
     * A request for lost datagrams and its sender.
     *
     * @param user the sender
     * @param nak the request
     */
    public record Asked(UserName user, Nak nak) {}

    private RoomContents() {}

    /** Encodes the content of a sealed datagram, at most {@value #BEFORE_TEXT_BYTES} bytes longer than the text. */
    public static byte[] ofFragment(Fragment fragment) {
        byte[] text = fragment.text().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(BEFORE_TEXT_BYTES + text.length)
                .put(TYPE_TEXT)
                .put(HexFormat.of().parseHex(fragment.id().hex()))
                .put((byte) fragment.index())
                .put((byte) fragment.count())
                .put(text)
                .array();
    }

    /** Parses the content of a sealed datagram; returns empty if it is invalid. */
    public static Optional<SealedContent> sealed(byte[] content) {
        if (content.length < MIN_SEALED_BYTES) {
            return Optional.empty();
        }
        MessageId id = new MessageId(HexFormat.of().formatHex(content, 1, 1 + ID_BYTES));
        return content[0] == TYPE_TEXT ? fragment(id, content) : Optional.of(new Unreadable(id));
    }

    private static Optional<SealedContent> fragment(MessageId id, byte[] content) {
        int textBytes = content.length - BEFORE_TEXT_BYTES;
        if (textBytes > Fragment.MAX_TEXT_BYTES) {
            return Optional.empty();
        }
        int index = Byte.toUnsignedInt(content[1 + ID_BYTES]);
        int count = Byte.toUnsignedInt(content[2 + ID_BYTES]);
        if (!Fragment.isPart(index, count)) {
            return Optional.empty();
        }
        return strictUtf8(ByteBuffer.wrap(content, BEFORE_TEXT_BYTES, textBytes))
                .map(text -> new Fragment(id, index, count, text));
    }

    /** Encodes the content of a status, without its signature. */
    public static byte[] ofStatus(RoomStatus status) {
        int length = 1
                + status.user().shown().length()
                + STATUS_BYTES
                + HEARD_BYTES * status.heard().size();
        ByteBuffer out = ByteBuffer.allocate(length);
        putName(out, status.user());
        putPosition(out, status);
        out.put((byte) status.heard().size());
        status.heard().forEach(heard -> putHeard(out, heard));
        return out.array();
    }

    /** Parses the content of a status; returns empty if it is invalid. */
    public static Optional<RoomStatus> status(byte[] content) {
        ByteBuffer in = ByteBuffer.wrap(content);
        Optional<UserName> user = takeName(in);
        if (user.isEmpty() || in.remaining() < STATUS_BYTES) {
            return Optional.empty();
        }
        Optional<RoomStatus> position = takePosition(in, user.get());
        int count = Byte.toUnsignedInt(in.get());
        boolean fits = count <= RoomStatus.MAX_HEARD && in.remaining() >= count * HEARD_BYTES;
        if (!fits || position.isEmpty()) {
            return Optional.empty();
        }
        return takeHeard(in, count).map(position.get()::withHeard);
    }

    /** Writes what a status says of its sender's own streams. */
    static void putPosition(ByteBuffer out, RoomStatus status) {
        out.put(flag(status.leaving())).putLong(status.last()).putLong(status.floor());
        out.putLong(status.prior().map(RoomStatus.Prior::stream).orElse(0L));
        out.putLong(status.prior().map(RoomStatus.Prior::through).orElse(0L));
    }

    /** Takes what a status says of its sender's own streams; returns empty if it is invalid. */
    static Optional<RoomStatus> takePosition(ByteBuffer in, UserName user) {
        byte flags = in.get();
        long last = in.getLong();
        long floor = in.getLong();
        long priorStream = in.getLong();
        long priorThrough = in.getLong();
        boolean priorRight = priorStream == 0 ? priorThrough == 0 : priorThrough >= 0;
        if (!priorRight || !isFlag(flags) || !RoomStatus.areNumbers(last, floor)) {
            return Optional.empty();
        }
        Optional<RoomStatus.Prior> prior =
                priorStream == 0 ? Optional.empty() : Optional.of(new RoomStatus.Prior(priorStream, priorThrough));
        return Optional.of(new RoomStatus(user, flags == 1, last, floor, prior, List.of()));
    }

    /** Encodes the content of a repair request, without its signature. */
    public static byte[] ofNak(UserName user, Nak nak) {
        int length = 1 + user.shown().length() + 1 + RANGE_BYTES * nak.ranges().size();
        ByteBuffer out = ByteBuffer.allocate(length);
        putName(out, user);
        out.put((byte) nak.ranges().size());
        for (Nak.Range range : nak.ranges()) {
            out.putLong(range.stream()).putLong(range.from()).putLong(range.to());
        }
        return out.array();
    }

    /** Parses the content of a repair request; returns empty if it is invalid. */
    public static Optional<Asked> nak(byte[] content) {
        ByteBuffer in = ByteBuffer.wrap(content);
        Optional<UserName> user = takeName(in);
        if (user.isEmpty() || !in.hasRemaining()) {
            return Optional.empty();
        }
        int count = Byte.toUnsignedInt(in.get());
        if (count < 1 || count > Nak.MAX_RANGES || in.remaining() < count * RANGE_BYTES) {
            return Optional.empty();
        }
        List<Nak.Range> ranges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long stream = in.getLong();
            long from = in.getLong();
            long to = in.getLong();
            if (stream == 0 || !Nak.Range.isRange(from, to)) {
                return Optional.empty();
            }
            ranges.add(new Nak.Range(stream, from, to));
        }
        return Optional.of(new Asked(user.get(), new Nak(ranges)));
    }

    /** Each stream may be there once: two positions of one stream contradict each other. */
    private static Optional<List<RoomStatus.Heard>> takeHeard(ByteBuffer in, int count) {
        List<RoomStatus.Heard> heard = new ArrayList<>(count);
        Set<Long> streams = new HashSet<>();
        for (int i = 0; i < count; i++) {
            Optional<RoomStatus.Heard> entry = takeHeard(in);
            if (entry.isEmpty() || !streams.add(entry.get().stream())) {
                return Optional.empty();
            }
            heard.add(entry.get());
        }
        return Optional.of(heard);
    }

    /** Takes the next {@value #HEARD_BYTES} bytes; returns empty if they are invalid. */
    static Optional<RoomStatus.Heard> takeHeard(ByteBuffer in) {
        long stream = in.getLong();
        long through = in.getLong();
        int missed = Short.toUnsignedInt(in.getShort());
        byte flags = in.get();
        return stream == 0 || through < 0 || !isFlag(flags)
                ? Optional.empty()
                : Optional.of(new RoomStatus.Heard(stream, through, missed, flags == 1));
    }

    static void putHeard(ByteBuffer out, RoomStatus.Heard heard) {
        out.putLong(heard.stream())
                .putLong(heard.through())
                .putShort((short) heard.missed())
                .put(flag(heard.byMulticast()));
    }

    static void putName(ByteBuffer out, UserName user) {
        out.put((byte) user.shown().length()).put(user.shown().getBytes(StandardCharsets.US_ASCII));
    }

    static Optional<UserName> takeName(ByteBuffer in) {
        int length = in.hasRemaining() ? Byte.toUnsignedInt(in.get()) : 0;
        if (length > in.remaining()) {
            return Optional.empty();
        }
        byte[] name = new byte[length];
        in.get(name);
        return UserName.of(new String(name, StandardCharsets.ISO_8859_1));
    }

    private static Optional<String> strictUtf8(ByteBuffer bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static byte flag(boolean set) {
        return (byte) (set ? 1 : 0);
    }

    private static boolean isFlag(byte flags) {
        return flags == 0 || flags == 1;
    }
}
