package org.hobnob.peer.console.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hobnob.peer.console.form.FlowFixture;
import org.hobnob.peer.console.screen.Palette;
import org.hobnob.peer.console.screen.Reader;
import org.hobnob.peer.console.text.Role;
import org.junit.jupiter.api.Test;

class TerminalScreenTest {
    private final List<String> written = new CopyOnWriteArrayList<>();
    private int width;

    @Test
    void widthIsTheTerminalsWhereKnown() {
        try (TerminalScreen screen = screen(new CountDownLatch(0), new CountDownLatch(0))) {
            assertEquals(80, screen.width());
            width = 120;
            assertEquals(120, screen.width());
        }
    }

    @Test
    void stoppedTerminalBlocksNobody() throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch resumed = new CountDownLatch(1);
        try (TerminalScreen screen = screen(reached, resumed)) {
            screen.show(Role.PLAIN, "first");
            assertTrue(reached.await(10, TimeUnit.SECONDS));
            for (int i = 0; i < TerminalScreen.MOST_WAITING + 7; i++) {
                screen.show(Role.PLAIN, "line");
            }
            resumed.countDown();
            screen.flush();
        }
        assertEquals(TerminalScreen.MOST_WAITING + 2, written.size());
        assertEquals("-!- 7 lines came faster than the terminal took them", written.get(written.size() - 1));
    }

    private TerminalScreen screen(CountDownLatch reached, CountDownLatch resumed) {
        return new TerminalScreen(
                new Palette(false, false),
                FlowFixture.TWO_PAST_TEN,
                Reader.TERMINAL,
                () -> width,
                lines -> {
                    reached.countDown();
                    awaitUninterruptibly(resumed);
                    written.addAll(lines.lines().toList());
                },
                () -> {});
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
