package org.hobnob.peer.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Promise;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * From Enter to one's own line on the terminal, while no other part of the program answers. Prints how long it takes; in the
 * profile {@code faults} 250 times, as many as may be under way.
 */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OwnLineTest {
    private static final int COUNT = Boolean.getBoolean("hobnob.faults.figures") ? 250 : 20;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(40);
    private static final long LOOK_NS = 200_000;

    private static boolean shows(TerminalFixture dana, String text) {
        return dana.lines().stream().anyMatch(line -> line.endsWith(text));
    }

    @Test
    void ownLineStandsThereBeforeAnybodyAnswers() {
        try (TerminalFixture dana = new TerminalFixture(80, 24)) {
            dana.type("/login dana secret", "Logged in as dana").type("/create lab3", "#lab3 created");
            dana.endsWith("#lab3> ").peer.outcome = Optional.of(Promise.promise());
            long[] tookNs = new long[COUNT];
            for (int i = 0; i < COUNT; i++) {
                String text = "you: line " + i;
                long enteredNs = System.nanoTime();
                dana.keys("line " + i + "\r");
                while (!shows(dana, text)) {
                    assertTrue(System.nanoTime() - enteredNs < PATIENCE_NS, () -> "not shown: " + text);
                    LockSupport.parkNanos(LOOK_NS);
                }
                tookNs[i] = System.nanoTime() - enteredNs;
            }
            Awaitility.await()
                    .untilAsserted(() -> assertEquals(
                            COUNT,
                            dana.peer.asked.stream()
                                    .filter(one -> one.startsWith("say"))
                                    .count()));
            Arrays.sort(tookNs);
            System.out.printf(
                    Locale.ROOT,
                    "from Enter to one's own line: p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                    tookNs[COUNT / 2] / 1e6,
                    tookNs[COUNT * 99 / 100] / 1e6,
                    tookNs[COUNT - 1] / 1e6);
        }
    }
}
