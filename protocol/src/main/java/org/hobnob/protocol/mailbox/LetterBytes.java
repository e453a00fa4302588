package org.hobnob.protocol.mailbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.hobnob.protocol.message.value.UserName;

/** Fields of prekeys and letters. */
final class LetterBytes {
    private LetterBytes() {}

    /** Returns the name as it stands in what is signed: its length and its folded form. */
    static byte[] folded(UserName user) {
        return named(user.folded());
    }

    /** Returns the name as it stands in a letter: its length, and itself as first written. */
    static byte[] shown(UserName user) {
        return named(user.shown());
    }

    private static byte[] named(String name) {
        return ByteBuffer.allocate(1 + name.length())
                .put((byte) name.length())
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    /** Takes bytes that are there, as hex digits. */
    static String hex(ByteBuffer in, int length) {
        return HexFormat.of().formatHex(take(in, length));
    }

    /** Takes bytes that are there. */
    static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
