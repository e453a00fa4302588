package org.hobnob.net.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SilentCrowdTest {
    private static final long NS_PER_MS = 1_000_000;
    private static final int MOST = 3;
    private static final int PATIENCE_MS = 4_000;
    private static final int LONG_MS = 10_000;
    private static final String A = "10.0.0.1";

    private final AtomicLong nowNs = new AtomicLong(-7);
    private final SilentCrowd crowd =
            new SilentCrowd(address -> address.equals(A), MOST, PATIENCE_MS, LONG_MS, nowNs::get);

    private void enter(int connections) {
        IntStream.range(0, connections).forEach(i -> assertTrue(crowd.enter(A)));
    }

    private boolean mustMakeWay(long handshakeMs) {
        return crowd.mustMakeWay(handshakeMs * NS_PER_MS);
    }

    @Test
    void fewSilentConnectionsHaveTheirTime() {
        enter(MOST - 1);

        assertEquals(LONG_MS, crowd.firstByteMs(1, LONG_MS));
        assertFalse(mustMakeWay(LONG_MS - 1));
        assertTrue(mustMakeWay(LONG_MS));
    }

    @Test
    void crowdOfHandshakesMustHurry() {
        enter(MOST + 1);

        assertFalse(mustMakeWay(PATIENCE_MS - 1));
        assertTrue(mustMakeWay(PATIENCE_MS));
        assertEquals(PATIENCE_MS, crowd.firstByteMs(0, LONG_MS));
    }

    @Test
    void silentConnectionsBehindTheirHandshakeCountToo() {
        enter(MOST - 1);
        crowd.handshakeEnded(A);

        assertEquals(LONG_MS, crowd.firstByteMs(MOST - 1, LONG_MS));
        assertEquals(PATIENCE_MS, crowd.firstByteMs(MOST, LONG_MS));
        assertTrue(mustMakeWay(PATIENCE_MS));
    }

    @Test
    void connectionsThatAreRefusedAreNoCrowd() {
        IntStream.rangeClosed(0, MOST).forEach(i -> assertFalse(crowd.enter("10.0.0.2")));

        assertFalse(mustMakeWay(PATIENCE_MS));
    }

    @Test
    void allOfACrowdMustHurryAndNotOnlyTheRest() {
        enter(MOST + 1);
        crowd.handshakeEnded(A);
        crowd.leave(A);

        nowNs.addAndGet(PATIENCE_MS * NS_PER_MS);
        assertTrue(mustMakeWay(PATIENCE_MS));
    }

    @Test
    void crowdIsForgottenAfterAWhile() {
        enter(MOST + 1);
        IntStream.rangeClosed(0, MOST).forEach(i -> crowd.handshakeEnded(A));

        nowNs.addAndGet(10_000 * NS_PER_MS);
        assertEquals(LONG_MS, crowd.firstByteMs(0, LONG_MS));
        assertFalse(mustMakeWay(PATIENCE_MS));
    }

    @Test
    void crowdIsNoReasonForMoreTime() {
        enter(MOST + 1);

        assertEquals(1_000, crowd.firstByteMs(0, 1_000));
    }
}
