package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.hobnob.protocol.wire.NativeLine;

/**
 * Reads the sealed datagrams of one sender as version 1 of rooms has them (SPEC 8.1, 8.2, 8.5), with code of its own: a
 * later version must not be mistaken for it. It fails where a datagram is none of version 1, or does not open.
 */
final class FirstRoomReader {
    private static final int HEADER_BYTES = 32;
    private static final int SEALED = 3;
    private static final int FIRST_TEXT_BYTE = 64 + 1 + 16 + 1 + 1;

    private record Chain(long epoch, long number, byte[] key) {}

    private final Map<Long, Chain> chains = new TreeMap<>();
    private final Map<Long, String> texts = new TreeMap<>();

    /** Keeps the keys, or opens the datagrams, of a line. */
    void take(NativeLine line) {
        if (line.name().equals("ROOM_KEYS")) {
            line.words().stream()
                    .skip(4)
                    .map(FirstRoomReader::chain)
                    .forEach(chain -> chains.putIfAbsent(chain.epoch(), chain));
        } else if (line.name().equals("DIRECT_BROADCAST")) {
            line.words().stream().skip(1).map(Base64.getUrlDecoder()::decode).forEach(this::open);
        }
    }

    List<String> texts() {
        return List.copyOf(texts.values());
    }

    private static Chain chain(String word) {
        String[] parts = word.split(":");
        return new Chain(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                HexFormat.of().parseHex(parts[2]));
    }

    private void open(byte[] datagram) {
        ByteBuffer header = ByteBuffer.wrap(datagram);
        assertEquals(0x484201, header.getShort() << 8 | header.get(), "magic and version 1");
        if (header.get() != SEALED) {
            return;
        }
        Chain chain = chains.get(Integer.toUnsignedLong(header.getInt(12)));
        long number = header.getLong(24);
        byte[] plain = plain(chain, number, datagram);
        texts.put(number, new String(plain, FIRST_TEXT_BYTE, plain.length - FIRST_TEXT_BYTE, StandardCharsets.UTF_8));
    }

    private static byte[] plain(Chain chain, long number, byte[] datagram) {
        byte[] key = chain.key();
        for (long at = chain.number(); at < number; at++) {
            key = hmac(key, 2);
        }
        try {
            Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(hmac(key, 1), "ChaCha20"),
                    new IvParameterSpec(new byte[12]));
            cipher.updateAAD(Arrays.copyOf(datagram, HEADER_BYTES));
            return cipher.doFinal(datagram, HEADER_BYTES, datagram.length - HEADER_BYTES);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("number " + number + " does not open", e);
        }
    }

    private static byte[] hmac(byte[] key, int message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(new byte[] {(byte) message});
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
