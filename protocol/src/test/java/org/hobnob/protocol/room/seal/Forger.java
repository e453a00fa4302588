package org.hobnob.protocol.room.seal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.room.RoomContents;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomId;

/** What a member who has another's chain key can make of it. */
final class Forger {
    private static final Primitives PRIMITIVES = new Primitives();

    private Forger() {}

    /** What that datagram, sealed under the key's number, holds: signature and content. */
    static byte[] unseal(byte[] datagram, ChainKey key) {
        byte[] header = Arrays.copyOf(datagram, RoomHeader.BYTES);
        return PRIMITIVES
                .open(PRIMITIVES.messageKey(key.key()), header, datagram, RoomHeader.BYTES)
                .orElseThrow();
    }

    /** Seals signature and content under the key's number, for another place than they were made for. */
    static byte[] reseal(byte[] signatureAndContent, ChainKey key, RoomId room, long stream) {
        RoomHeader header = new RoomHeader(RoomHeader.KIND_SEALED, room, key.epoch(), stream, key.sequence());
        byte[] sealed = PRIMITIVES.seal(PRIMITIVES.messageKey(key.key()), header.bytes(), signatureAndContent);
        return join(header.bytes(), sealed);
    }

    /** Seals a text of one's own in a stream of another's. */
    static byte[] seal(Member forger, ChainKey key, long stream, String text) {
        RoomHeader header = new RoomHeader(RoomHeader.KIND_SEALED, Member.ROOM, key.epoch(), stream, key.sequence());
        byte[] content = RoomContents.ofFragment(Member.part(text));
        Signing signing = new Signing(Member.signer(forger.key), Member.verifier());
        byte[] signature = signing.sign(Signing.Purpose.SEALED, header, content);
        return reseal(join(signature, content), key, Member.ROOM, stream);
    }

    /** The same bytes under another stream's name. */
    static byte[] inStream(byte[] datagram, long stream) {
        byte[] changed = datagram.clone();
        ByteBuffer.wrap(changed).putLong(16, stream);
        return changed;
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
