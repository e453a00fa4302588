package org.hobnob.protocol.room;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.hobnob.protocol.message.ChatText;
import org.hobnob.protocol.message.MessageId;
import org.hobnob.protocol.message.RoomDatagram;
import org.hobnob.protocol.message.UserName;

/** One Hobnob datagram of a room: a header and what its kind puts behind it (SPEC 8.1). */
public sealed interface RoomPacket {
    /** The longest datagram, in bytes. */
    int MAX_BYTES = RoomDatagram.MAX_BYTES;

    /** The header. */
    RoomHeader header();

    /** The datagram, at most {@value #MAX_BYTES} bytes. */
    byte[] bytes();

    /**
     * What the datagram is.
     *
     * @return empty where it is longer than {@value #MAX_BYTES} bytes, has no header of this version, or a body that
     *     breaks its kind's rule
     */
    static Optional<RoomPacket> parse(byte[] datagram) {
        if (datagram.length > MAX_BYTES) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOfRange(datagram, Math.min(RoomHeader.BYTES, datagram.length), datagram.length);
        return RoomHeader.parse(datagram).flatMap(header -> switch (header.kind()) {
            case RoomHeader.KIND_TEXT -> Text.parse(header, body);
            case RoomHeader.KIND_GREETING -> Greeting.parse(header, body);
            default -> Optional.of(new UnknownKind(header, HexFormat.of().formatHex(body)));
        });
    }

    /**
     * Lets the members know whom multicast reaches: whoever hears it knows that its sender's datagrams arrive.
     *
     * @param header of kind {@link RoomHeader#KIND_GREETING}
     * @param sender who says to have sent it; nothing proves it
     * @param heard the members whose datagrams arrive at the sender, at most {@value #MAX_HEARD}
     */
    record Greeting(RoomHeader header, UserName sender, List<UserName> heard) implements RoomPacket {
        /** The most members that one greeting names: those that surely fit. */
        public static final int MAX_HEARD = 34;

        /** @throws IllegalArgumentException where the header is of another kind or too many are named */
        public Greeting {
            heard = List.copyOf(heard);
            if (header.kind() != RoomHeader.KIND_GREETING || heard.size() > MAX_HEARD) {
                throw new IllegalArgumentException(
                        "a header of kind " + header.kind() + ", " + heard.size() + " names");
            }
        }

        @Override
        public byte[] bytes() {
            ByteArrayOutputStream out = new ByteArrayOutputStream(MAX_BYTES);
            out.writeBytes(header.bytes());
            Stream.concat(Stream.of(sender), heard.stream()).forEach(name -> {
                out.write(name.shown().length());
                out.writeBytes(name.shown().getBytes(StandardCharsets.US_ASCII));
            });
            return out.toByteArray();
        }

        private static Optional<RoomPacket> parse(RoomHeader header, byte[] body) {
            List<UserName> names = new ArrayList<>();
            int at = 0;
            while (at < body.length) {
                int end = at + 1 + Byte.toUnsignedInt(body[at]);
                if (end > body.length) {
                    return Optional.empty();
                }
                Optional<UserName> name =
                        UserName.of(new String(body, at + 1, end - at - 1, StandardCharsets.ISO_8859_1));
                if (name.isEmpty()) {
                    return Optional.empty();
                }
                names.add(name.get());
                at = end;
            }
            return names.isEmpty() || names.size() > MAX_HEARD + 1
                    ? Optional.empty()
                    : Optional.of(new Greeting(header, names.get(0), names.subList(1, names.size())));
        }
    }

    /**
     * A message that all on the network can read.
     *
     * @param header of kind {@link RoomHeader#KIND_TEXT}
     * @param id names the message
     * @param sender who says to have sent it; nothing proves it
     * @param text what was said, at most {@link #maxTextBytes} bytes of UTF-8
     */
    record Text(RoomHeader header, MessageId id, UserName sender, ChatText text) implements RoomPacket {
        private static final int ID_BYTES = 16;

        /** @throws IllegalArgumentException where the header is of another kind or the text is too long */
        public Text {
            Objects.requireNonNull(id);
            if (header.kind() != RoomHeader.KIND_TEXT) {
                throw new IllegalArgumentException("a header of kind " + header.kind());
            }
            if (utf8(text.text()).length > maxTextBytes(sender)) {
                throw new IllegalArgumentException("text too long for one datagram");
            }
        }

        /** The longest text, in bytes of UTF-8, that this sender can put into one datagram. */
        public static int maxTextBytes(UserName sender) {
            return MAX_BYTES - RoomHeader.BYTES - ID_BYTES - 1 - sender.shown().length();
        }

        @Override
        public byte[] bytes() {
            ByteArrayOutputStream out = new ByteArrayOutputStream(MAX_BYTES);
            out.writeBytes(header.bytes());
            out.writeBytes(HexFormat.of().parseHex(id.hex()));
            out.write(sender.shown().length());
            out.writeBytes(utf8(sender.shown()));
            out.writeBytes(utf8(text.text()));
            return out.toByteArray();
        }

        private static Optional<RoomPacket> parse(RoomHeader header, byte[] body) {
            int nameEnd =
                    body.length <= ID_BYTES ? Integer.MAX_VALUE : ID_BYTES + 1 + Byte.toUnsignedInt(body[ID_BYTES]);
            if (nameEnd >= body.length) {
                return Optional.empty();
            }
            MessageId id = new MessageId(HexFormat.of().formatHex(body, 0, ID_BYTES));
            String name = new String(body, ID_BYTES + 1, nameEnd - ID_BYTES - 1, StandardCharsets.ISO_8859_1);
            return UserName.of(name)
                    .flatMap(sender -> strictUtf8(body, nameEnd)
                            .flatMap(ChatText::of)
                            .map(text -> new Text(header, id, sender, text)));
        }

        private static Optional<String> strictUtf8(byte[] bytes, int from) {
            try {
                ByteBuffer rest = ByteBuffer.wrap(bytes, from, bytes.length - from);
                return Optional.of(
                        StandardCharsets.UTF_8.newDecoder().decode(rest).toString());
            } catch (CharacterCodingException e) {
                return Optional.empty();
            }
        }

        private static byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * A datagram of a kind that this version does not read.
     *
     * @param bodyHex what follows the header, as lower-case hex digits
     */
    record UnknownKind(RoomHeader header, String bodyHex) implements RoomPacket {
        /** @throws IllegalArgumentException where the kind is known, or the body is no hex or too long */
        public UnknownKind {
            boolean fits = HexFormat.of().parseHex(bodyHex).length <= MAX_BYTES - RoomHeader.BYTES;
            boolean known = header.kind() == RoomHeader.KIND_TEXT || header.kind() == RoomHeader.KIND_GREETING;
            if (!fits || known) {
                throw new IllegalArgumentException("a known kind, or a body too long");
            }
        }

        @Override
        public byte[] bytes() {
            byte[] body = HexFormat.of().parseHex(bodyHex);
            return ByteBuffer.allocate(RoomHeader.BYTES + body.length)
                    .put(header.bytes())
                    .put(body)
                    .array();
        }
    }
}
