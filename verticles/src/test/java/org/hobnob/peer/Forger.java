package org.hobnob.peer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.Fragments;
import org.hobnob.protocol.room.RoomContents;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.RoomStatus;

/**
 * What somebody can make of a room's datagrams, by SPEC 8 alone, who signs with a key of its own, and as a member has the
 * others' chain keys.
 */
final class Forger {
    private final RoomId room;
    private final Signer signer;

    Forger(RoomId room, Signer signer) {
        this.room = room;
        this.signer = signer;
    }

    /** A text in a stream of another's, under the number of the key: well sealed, and signed by the forger. */
    byte[] said(long stream, ChainKey key, MessageId id, String text) {
        Fragment fragment = Fragments.of(id, ChatText.of(text).orElseThrow(), Fragment.MAX_TEXT_BYTES)
                .get(0);
        return sealed(stream, key, RoomContents.ofFragment(fragment));
    }

    /** Returns the key of the next number. */
    static ChainKey next(ChainKey key) {
        return new ChainKey(key.epoch(), key.sequence() + 1, hmac(key, 2));
    }

    private static byte[] hmac(ChainKey key, int use) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.key(), "HmacSHA256"));
            return mac.doFinal(new byte[] {(byte) use});
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Any content, in a stream under the number of the key. */
    byte[] sealed(long stream, ChainKey key, byte[] content) {
        RoomHeader header = new RoomHeader(RoomHeader.KIND_SEALED, room, key.epoch(), stream, key.sequence());
        try {
            Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(hmac(key, 1), "ChaCha20"),
                    new IvParameterSpec(new byte[12]));
            cipher.updateAAD(header.bytes());
            return join(
                    header.bytes(), cipher.doFinal(join(signature("hobnob room sealed 1", header, content), content)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A status in the name that it bears, signed by the forger. */
    byte[] status(long stream, long number, RoomStatus status) {
        RoomHeader header = new RoomHeader(RoomHeader.KIND_STATUS, room, 1, stream, number);
        byte[] content = RoomContents.ofStatus(status);
        return join(header.bytes(), join(content, signature("hobnob room control 1", header, content)));
    }

    private byte[] signature(String purpose, RoomHeader header, byte[] content) {
        return signer.sign(join(purpose.getBytes(StandardCharsets.US_ASCII), join(header.bytes(), content)));
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
