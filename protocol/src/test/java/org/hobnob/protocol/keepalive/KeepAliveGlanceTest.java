package org.hobnob.protocol.keepalive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Ask;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Bare;
import org.hobnob.protocol.keepalive.KeepAliveGlance.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeepAliveGlanceTest {
    private static final long SESSION = 0xf102030405060708L;
    private static final KeepAliveKey KEY = KeepAliveKey.of(new byte[KeepAliveKey.BYTES]);
    private static final int MANY = 20_000;

    private final KeepAliveGlance glance = new KeepAliveGlance();

    private Kind look(byte[] datagram) {
        return glance.look(ByteBuffer.wrap(datagram));
    }

    private Kind look(String datagram) {
        return look(datagram.getBytes(ISO_8859_1));
    }

    @Test
    void questionTellsItsSession() {
        assertEquals(Kind.TAGGED, look(KeepAliveCodec.encode(new Ask("a", 3, SESSION, 1), KEY)));
        assertEquals(SESSION, glance.session());
        assertEquals(Kind.TAGGED, look(KeepAliveCodec.encode(new Ask("a".repeat(32), 99_999, SESSION, 1), KEY)));
        assertEquals(SESSION, glance.session());
    }

    @Test
    void bareFormTellsItsUser() {
        assertEquals(Kind.BARE, look(KeepAliveCodec.encode(new Bare("Kareem"))));
        assertEquals("Kareem", glance.user());
        assertEquals(Kind.BARE, look("KEEP_ALIVE Kareem   "));
        assertEquals("Kareem", glance.user());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "KEEP_ALIVE",
                "KEEP_ALIVE ",
                "KEEP_ALIVE  dana",
                "keep_alive dana",
                "KEEP_ALIVE dana 4",
                "KEEP_ALIVE dana 4 s=0102",
                "KEEP_ALIVE dana 4 s=010203040506070g n=1 t=00",
                "KEEP_ALIVE dana 4 n=1 s=0102030405060708 t=00",
                "KEEP_ALIVE dana 123456 s=0102030405060708 n=1 t=00",
                "KEEP_ALIVE_RESPONSE <SUCCESS> <200> s=0102030405060708 n=1 t=00",
                "TIMEOUT dana s=0102030405060708 n=1 t=00",
                "KEEP_ALIVE aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void otherDatagramsAreNone(String datagram) {
        assertEquals(Kind.NONE, look(datagram));
    }

    @Test
    void tooLongDatagramIsNone() {
        String longest = "KEEP_ALIVE dana" + " ".repeat(KeepAliveCodec.MAX_BYTES - 15);
        assertEquals(Kind.BARE, look(longest));
        assertEquals(Kind.NONE, look(longest + " "));
    }

    @Test
    void whatTheCodecTakesIsNeverDropped() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[][] seeds = {
            KeepAliveCodec.encode(new Ask("dana", 4, SESSION, 7), KEY), KeepAliveCodec.encode(new Bare("dana"))
        };
        int taken = 0;
        for (int i = 0; i < MANY; i++) {
            byte[] mutant = seeds[i % 2].clone();
            mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            Optional<ReceivedKeepAlive> parsed = KeepAliveCodec.parse(mutant);
            if (parsed.filter(KeepAliveGlanceTest::isQuestion).isPresent()) {
                taken++;
                assertNotEquals(Kind.NONE, look(mutant), () -> "seed " + seed + ": " + new String(mutant, ISO_8859_1));
            }
        }
        assertTrue(taken > MANY / 100, "too few of the mutants were well-formed: " + taken);
    }

    private static boolean isQuestion(ReceivedKeepAlive received) {
        return received instanceof ReceivedKeepAlive.Untagged
                || ((ReceivedKeepAlive.Unverified) received).claim() instanceof Ask;
    }

    @Test
    void aLookAllocatesNothing() {
        ByteBuffer unknown = ByteBuffer.wrap(KeepAliveCodec.encode(new Ask("dana", 4, SESSION, 7), KEY));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        int found = 0;
        for (int i = 0; i < MANY; i++) {
            found += glance.look(unknown) == Kind.TAGGED && glance.session() == SESSION ? 1 : 0;
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals(MANY, found);
        assertTrue(bytes < MANY, () -> bytes + " bytes for " + MANY + " datagrams");
    }
}
