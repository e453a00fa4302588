package org.hobnob.protocol.room.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.room.RoomHeader;

/** Signs and verifies datagrams (SPEC 8.2 and 8.3): over the purpose, the header and the content. */
final class Signing {
    /** The purpose of a signature; a signature for one purpose is invalid for the other. */
    enum Purpose {
        SEALED("hobnob room sealed 1"),
        CONTROL("hobnob room control 1");

        private final byte[] context;

        Purpose(String context) {
            this.context = context.getBytes(US_ASCII);
        }
    }

    private final Signer signer;
    private final Verifier verifier;

    Signing(Signer signer, Verifier verifier) {
        this.signer = signer;
        this.verifier = verifier;
    }

    byte[] sign(Purpose purpose, RoomHeader header, byte[] content) {
        return signer.sign(message(purpose, header, content));
    }

    boolean isOf(PublicKey key, Purpose purpose, RoomHeader header, byte[] content, byte[] signature) {
        return verifier.verify(key, message(purpose, header, content), signature);
    }

    private static byte[] message(Purpose purpose, RoomHeader header, byte[] content) {
        return ByteBuffer.allocate(purpose.context.length + RoomHeader.BYTES + content.length)
                .put(purpose.context)
                .put(header.bytes())
                .put(content)
                .array();
    }
}
