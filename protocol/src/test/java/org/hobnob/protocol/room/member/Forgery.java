package org.hobnob.protocol.room.member;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.RoomContents;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomId;

/** What a member can make who has another's chain key, by SPEC 8.2 and 8.5 alone, but not its identity key. */
final class Forgery {
    private Forgery() {}

    /** The fragment in the other's stream, well sealed under the key's number, with a signature that is none. */
    static byte[] inStream(RoomId room, long stream, ChainKey key, Fragment fragment) throws GeneralSecurityException {
        byte[] header = new RoomHeader(RoomHeader.KIND_SEALED, room, key.epoch(), stream, key.sequence()).bytes();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.key(), "HmacSHA256"));
        byte[] messageKey = mac.doFinal(new byte[] {1});
        Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(messageKey, "ChaCha20"), new IvParameterSpec(new byte[12]));
        cipher.updateAAD(header);
        byte[] content = RoomContents.ofFragment(fragment);
        byte[] sealed = cipher.doFinal(ByteBuffer.allocate(Verifier.SIGNATURE_BYTES + content.length)
                .put(Verifier.SIGNATURE_BYTES, content)
                .array());
        return ByteBuffer.allocate(header.length + sealed.length)
                .put(header)
                .put(sealed)
                .array();
    }
}
