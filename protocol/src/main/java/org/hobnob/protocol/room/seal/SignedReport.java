package org.hobnob.protocol.room.seal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.peer.HistoryEntry;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.StreamSalt;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.RoomHash;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.SealedCodec;
import org.hobnob.protocol.room.StreamId;

/**
 * One message of a sealed room, so that others can see that the holder of a key signed it (SPEC 15). What else stood in its
 * datagram stays hidden behind hashes.
 */
public final class SignedReport {
    private static final byte FORM = 1;
    private static final int KEY_BYTES = 32;
    private static final int HEX_BYTES = 16;
    private static final int MOST_BYTES = 3_000;
    private static final HexFormat HEX = HexFormat.of();

    /**
     * What a report proves: the holder of the key signed this in this room. That the key is the speaker's is for its reader to
     * compare.
     *
     * @param speaker the name that the reporter gives
     * @param id of the message
     * @param body what it says
     */
    public record Proven(UserName speaker, PublicKey key, RoomName room, MessageId id, MessageBody body) {}

    private SignedReport() {}

    /**
     * Makes a report.
     *
     * @param entry the datagram that has the message, from this user's archive
     * @return empty if the message is not whole in it
     */
    public static Optional<byte[]> of(HistoryEntry entry, RoomName room, RoomInstance instance, MessageId id) {
        byte[] datagram = entry.datagram().bytes();
        byte[] messageKey = entry.messageKey();
        Optional<byte[]> plain = RoomHeader.parse(datagram)
                .flatMap(header -> new Primitives().open(messageKey, header.bytes(), datagram, RoomHeader.BYTES))
                .filter(found -> found.length > Verifier.SIGNATURE_BYTES);
        Arrays.fill(messageKey, (byte) 0);
        return plain.flatMap(found -> SealedCodec.reveal(
                        Arrays.copyOfRange(found, Verifier.SIGNATURE_BYTES, found.length), id)
                .map(shown -> {
                    ByteBuffer out = ByteBuffer.allocate(MOST_BYTES).put(FORM);
                    putName(out, entry.speaker().shown());
                    out.put(HEX.parseHex(entry.key().hex()))
                            .put(HEX.parseHex(entry.salt().hex()))
                            .put(HEX.parseHex(instance.hex()));
                    putName(out, room.shown());
                    out.put(datagram, 0, RoomHeader.BYTES)
                            .put(found, 0, Verifier.SIGNATURE_BYTES)
                            .putShort((short) shown.signed().length)
                            .put(shown.signed())
                            .put((byte) shown.index())
                            .put(shown.message());
                    return Arrays.copyOf(out.array(), out.position());
                }));
    }

    private static void putName(ByteBuffer out, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        out.put((byte) bytes.length).put(bytes);
    }

    /**
     * Checks a report.
     *
     * @param pin of the registry whose room it is to be, 32 bytes
     * @return what it proves; empty if it proves nothing
     */
    public static Optional<Proven> check(byte[] report, byte[] pin, Verifier verifier) {
        if (report.length > MOST_BYTES) {
            return Optional.empty();
        }
        try {
            return read(ByteBuffer.wrap(report), pin, verifier);
        } catch (BufferUnderflowException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Proven> read(ByteBuffer in, byte[] pin, Verifier verifier) {
        if (in.get() != FORM) {
            return Optional.empty();
        }
        UserName speaker = new UserName(name(in));
        PublicKey key = new PublicKey(HEX.formatHex(taken(in, KEY_BYTES)));
        StreamSalt salt = new StreamSalt(HEX.formatHex(taken(in, HEX_BYTES)));
        RoomInstance instance = new RoomInstance(HEX.formatHex(taken(in, HEX_BYTES)));
        RoomName room = new RoomName(name(in));
        Optional<RoomHeader> header = RoomHeader.parse(taken(in, RoomHeader.BYTES));
        byte[] signature = taken(in, Verifier.SIGNATURE_BYTES);
        byte[] signed = taken(in, Short.toUnsignedInt(in.getShort()));
        int index = Byte.toUnsignedInt(in.get());
        byte[] message = taken(in, in.remaining());
        RoomHash hash = RoomHash.of(pin, instance, room);
        return header.filter(found -> found.version() == RoomHeader.VERSION_2
                        && found.kind() == RoomHeader.KIND_SEALED
                        && found.room().equals(hash.id())
                        && found.stream() == StreamId.of(RoomId.of(room), key, salt))
                .filter(found -> verifier.verify(
                        key, Signing.message(Signing.Purpose.SEALED, found, signed, Optional.of(hash)), signature))
                .flatMap(found -> SealedCodec.revealed(signed, index, message))
                .filter(said -> said.body() instanceof MessageBody)
                .map(said -> new Proven(speaker, key, room, said.id(), (MessageBody) said.body()));
    }

    private static String name(ByteBuffer in) {
        return new String(taken(in, Byte.toUnsignedInt(in.get())), StandardCharsets.US_ASCII);
    }

    private static byte[] taken(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
