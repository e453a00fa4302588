package org.hobnob.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When handshakes begin. The time of the event loop is the test's own. */
class HandshakeTurnsTest {
    private final HandshakeTurns turns = new HandshakeTurns();
    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final List<String> begun = new ArrayList<>();

    @BeforeEach
    void stopTheClock() {
        loop.freezeTime();
    }

    private void take(String address, boolean isThere) {
        turns.take(address, loop.eventLoop(), () -> {
            begun.add(address);
            return isThere;
        });
    }

    private void passPause() {
        loop.advanceTimeBy(HandshakeTurns.PAUSE_MS, TimeUnit.MILLISECONDS);
        loop.runScheduledPendingTasks();
    }

    @Test
    void firstBeginsAtOnceAndNextAfterPause() {
        take("10.0.0.1", true);
        take("10.0.0.1", true);
        assertEquals(List.of("10.0.0.1"), begun);
        passPause();
        assertEquals(List.of("10.0.0.1", "10.0.0.1"), begun);
    }

    private void takeSlow(long ms) {
        turns.take("10.0.0.66", loop.eventLoop(), () -> {
            loop.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
            return begun.add("10.0.0.66");
        });
    }

    private void pass(long ms) {
        loop.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        loop.runScheduledPendingTasks();
    }

    @Test
    void slowHandshakeLeavesOthersAsMuchTime() {
        takeSlow(3);
        take("10.0.0.1", true);
        pass(2);
        assertEquals(List.of("10.0.0.66"), begun);
        pass(1);
        assertEquals(List.of("10.0.0.66", "10.0.0.1"), begun);
    }

    @Test
    void pauseAfterAVerySlowHandshakeIsBounded() {
        takeSlow(500);
        take("10.0.0.1", true);
        pass(HandshakeTurns.LONGEST_PAUSE_MS);
        assertEquals(List.of("10.0.0.66", "10.0.0.1"), begun);
    }

    @Test
    void newcomerIsNextBehindHundredsOfAnotherAddress() {
        for (int i = 0; i < 300; i++) {
            take("10.0.0.66", true);
        }
        take("10.0.0.1", true);
        passPause();
        assertEquals(List.of("10.0.0.66", "10.0.0.1"), begun);
    }

    @Test
    void connectionThatIsGoneCostsNoPause() {
        take("10.0.0.1", true);
        take("10.0.0.2", false);
        take("10.0.0.3", true);
        passPause();
        loop.runScheduledPendingTasks();
        assertEquals(List.of("10.0.0.1", "10.0.0.2", "10.0.0.3"), begun);
    }

    @Test
    void nothingIsReadUntilTheTurnComes() {
        take("10.0.0.66", true);
        EmbeddedChannel held = new EmbeddedChannel(new HeldHello(turns, "10.0.0.1"));
        ByteBuf hello = Unpooled.copiedBuffer(new byte[] {22});
        held.writeInbound(hello);
        assertNull(held.readInbound());
        assertFalse(held.config().isAutoRead());

        passPause();

        assertEquals(hello, held.readInbound());
        assertTrue(held.config().isAutoRead());
        assertNull(held.pipeline().get(HeldHello.class));
        hello.release();
    }

    @Test
    void connectionThatClosesInLineIsForgotten() {
        take("10.0.0.66", true);
        EmbeddedChannel held = new EmbeddedChannel(new HeldHello(turns, "10.0.0.1"));
        ByteBuf hello = Unpooled.copiedBuffer(new byte[] {22});
        held.writeInbound(hello);
        held.close();
        held.runPendingTasks();
        assertEquals(0, hello.refCnt());

        take("10.0.0.2", true);
        passPause();
        held.runScheduledPendingTasks();
        assertEquals(List.of("10.0.0.66", "10.0.0.2"), begun);
    }
}
