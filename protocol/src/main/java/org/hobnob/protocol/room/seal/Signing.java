package org.hobnob.protocol.room.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.room.RoomHash;
import org.hobnob.protocol.room.RoomHeader;

/** Signs and verifies datagrams (SPEC 8.2 and 8.3): over the purpose, the room, the header and the content. */
final class Signing {
    /** The purpose of a signature; a signature for one purpose is invalid for the other. */
    enum Purpose {
        SEALED("hobnob room sealed 1", "hobnob room sealed 2\0"),
        CONTROL("hobnob room control 1", "hobnob room control 2\0");

        private final byte[] version1;
        private final byte[] version2;

        Purpose(String version1, String version2) {
            this.version1 = version1.getBytes(US_ASCII);
            this.version2 = version2.getBytes(US_ASCII);
        }
    }

    private static final byte[] NO_ROOM = {};

    private final Signer signer;
    private final Verifier verifier;
    private Optional<RoomHash> room = Optional.empty();

    Signing(Signer signer, Verifier verifier) {
        this.signer = signer;
        this.verifier = verifier;
    }

    /** Sets what signatures of version 2 name the room by; empty if the registry gave the room no instance. */
    void room(Optional<RoomHash> hash) {
        room = hash;
    }

    /** Returns what signatures of version 2 name the room by. */
    Optional<RoomHash> room() {
        return room;
    }

    PublicKey ownKey() {
        return signer.publicKey();
    }

    byte[] sign(Purpose purpose, RoomHeader header, byte[] signed) {
        return signer.sign(message(purpose, header, signed));
    }

    boolean isOf(PublicKey key, Purpose purpose, RoomHeader header, byte[] signed, byte[] signature) {
        return verifier.verify(key, message(purpose, header, signed), signature);
    }

    private byte[] message(Purpose purpose, RoomHeader header, byte[] signed) {
        return message(purpose, header, signed, room);
    }

    /** Returns what is signed. */
    static byte[] message(Purpose purpose, RoomHeader header, byte[] signed, Optional<RoomHash> room) {
        boolean isFirst = header.version() == RoomHeader.VERSION_1;
        byte[] context = isFirst ? purpose.version1 : purpose.version2;
        byte[] named = isFirst ? NO_ROOM : room.orElseThrow().bytes();
        return ByteBuffer.allocate(context.length + named.length + RoomHeader.BYTES + signed.length)
                .put(context)
                .put(named)
                .put(header.bytes())
                .put(signed)
                .array();
    }
}
