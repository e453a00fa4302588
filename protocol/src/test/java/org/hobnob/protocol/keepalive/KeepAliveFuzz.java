package org.hobnob.protocol.keepalive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.hobnob.protocol.fuzz.FuzzTarget;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Tagged;

/** Signs of life (SPEC 6). */
public final class KeepAliveFuzz implements FuzzTarget {
    private static final KeepAliveKey KEY = KeepAliveKey.of(new byte[KeepAliveKey.BYTES]);
    /** Every datagram that is read ends in its tag. */
    private static final int TAG_CHARS = 2 * KeepAliveCodec.TAG_BYTES;

    @Override
    public void parse(byte[] input) {
        KeepAliveCodec.parse(input).ifPresent(read -> {
            if (read instanceof ReceivedKeepAlive.Unverified tagged) {
                tagged.verify(KEY);
                int body = input.length - TAG_CHARS;
                assertArrayEquals(
                        Arrays.copyOf(input, body),
                        Arrays.copyOf(KeepAliveCodec.encode(tagged.claim(), KEY), body),
                        "a datagram has one spelling");
            }
        });
    }

    @Override
    public List<byte[]> seeds() {
        List<Tagged> datagrams = List.of(
                new KeepAliveDatagram.Ask("Dana", 3, 7, 1),
                new KeepAliveDatagram.Answer(true, 7, 1),
                new KeepAliveDatagram.Answer(false, -1, 999_999_999_999_999L),
                new KeepAliveDatagram.Expired("Dana", 7, 1));
        return Stream.concat(
                        datagrams.stream().map(datagram -> KeepAliveCodec.encode(datagram, KEY)),
                        Stream.of("KEEP_ALIVE Dana  ".getBytes(StandardCharsets.US_ASCII)))
                .toList();
    }

    @Override
    public int maxBytes() {
        return KeepAliveCodec.MAX_BYTES + 1;
    }
}
