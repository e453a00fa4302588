package org.hobnob.launcher.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.hobnob.launcher.bench.load.IdleResult;
import org.hobnob.launcher.bench.load.KeepAliveWindow;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.launcher.bench.measure.ProcessUsage;
import org.junit.jupiter.api.Test;

class IdleFiguresTest {
    private static IdleResult result(int peers, OptionalDouble cores, OptionalLong bytes) {
        return new IdleResult(
                peers, 0, 0, 0, 0, 0, cores, OptionalDouble.of(0.02), bytes, OptionalLong.of(100_000_000));
    }

    @Test
    void figuresPerPeerExcludeTheIdleRegistry() {
        IdleResult idle = result(500, OptionalDouble.of(0.03), OptionalLong.of(110_000_000));

        assertEquals(0.02, idle.coresPerThousand().getAsDouble(), 1e-9);
        assertEquals(20_000, idle.bytesPerPeer().getAsLong());
    }

    @Test
    void unknownFiguresAreEmpty() {
        assertTrue(result(500, OptionalDouble.empty(), OptionalLong.of(1))
                .coresPerThousand()
                .isEmpty());
        assertTrue(result(500, OptionalDouble.of(1), OptionalLong.empty())
                .bytesPerPeer()
                .isEmpty());
        assertTrue(result(0, OptionalDouble.of(1), OptionalLong.of(1))
                .bytesPerPeer()
                .isEmpty());
    }

    @Test
    void residentMemoryIsReadFromProcStatus() {
        Stream<String> status = Stream.of("Name:\tjava", "VmPeak:\t  999 kB", "VmRSS:\t  123456 kB", "Threads:\t20");

        assertEquals(123_456L * 1_024, ProcessUsage.residentBytes(status).getAsLong());
        assertTrue(ProcessUsage.residentBytes(Stream.of("Name:\tjava")).isEmpty());
    }

    @Test
    void answersCountInTheWindowOfTheirRequest() {
        Latencies times = new Latencies();
        KeepAliveWindow window = new KeepAliveWindow(times, 1_000);
        window.sent(true, 1_500);
        window.sent(true, 1_600);
        window.sent(true, 1_700);
        window.sent(false, 1_700);
        window.answered(900, 1_800);
        window.answered(1_500, 2_501_500);
        window.close(2_000);
        window.sent(true, 2_100);
        window.answered(1_600, 4_001_600);
        window.answered(2_100, 4_002_100);

        assertEquals(3, window.askedNative());
        assertEquals(1, window.sentOriginal());
        assertEquals(1, window.unanswered());
        assertEquals(2, times.count());
        assertEquals(4, times.maxMs(), 0.01);
    }
}
