package org.hobnob.peer.console.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hobnob.peer.console.conversation.ChatLine;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.form.FlowFixture;
import org.hobnob.peer.console.screen.Alert;
import org.hobnob.peer.console.screen.Notices;
import org.hobnob.peer.console.screen.Palette;
import org.hobnob.peer.console.screen.Reader;
import org.hobnob.peer.console.state.Times;
import org.hobnob.peer.console.text.Role;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.peer.settings.PeerValues;
import org.junit.jupiter.api.Test;

class TerminalScreenTest {
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final PeerValues settings = PeerValues.defaults();
    private int width;

    private void says(TerminalScreen screen, String text) {
        screen.chat(new ChatLine(Conversation.room("lab"), "omar", text, "", Role.OTHERS));
    }

    @Test
    void bellRingsOnceWithTheNextLine() {
        try (TerminalScreen screen = screen(new CountDownLatch(0), new CountDownLatch(0))) {
            screen.alert(new Alert("omar", "one"));
            says(screen, "one");
            screen.flush();
            says(screen, "two");
            screen.flush();
            settings.set(PeerKey.BELL, Optional.of("off"));
            screen.alert(new Alert("omar", "three"));
            says(screen, "three");
        }
        assertEquals(List.of("\u000710:02 #lab omar: one", "10:02 #lab omar: two", "10:02 #lab omar: three"), written);
    }

    @Test
    void notificationGoesTheWayThatIsSet() {
        try (TerminalScreen screen = screen(new CountDownLatch(0), new CountDownLatch(0))) {
            settings.set(PeerKey.BELL, Optional.of("off"));
            for (String way : List.of("auto", "osc777", "off")) {
                settings.set(PeerKey.NOTIFICATIONS, Optional.of(way));
                screen.alert(new Alert("omar", "hi"));
                says(screen, "hi");
                screen.flush();
            }
        }
        String line = "10:02 #lab omar: hi";
        assertEquals(
                List.of("\u001b]9;omar: hi\u001b\\" + line, "\u001b]777;notify;omar;hi\u001b\\" + line, line), written);
    }

    @Test
    void timesAreShownAsTheSettingSays() {
        try (TerminalScreen screen = screen(new CountDownLatch(0), new CountDownLatch(0))) {
            for (String format : List.of("minutes", "seconds", "date", "none")) {
                settings.set(PeerKey.TIMES, Optional.of(format));
                says(screen, "hi");
            }
            settings.set(PeerKey.TIMES, Optional.of("seconds"));
            screen.chat(new ChatLine(Conversation.chat("omar"), "", "then", "", Role.OTHERS)
                    .arrived(Instant.parse("2026-01-05T09:15:07Z")));
        }
        assertEquals(
                List.of(
                        "10:02 #lab omar: hi",
                        "10:02:00 #lab omar: hi",
                        "2026-01-05 10:02 #lab omar: hi",
                        "#lab omar: hi",
                        "09:15:07 @omar then"),
                written);
    }

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

    @Test
    void clearComesAfterEarlierLines() throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch resumed = new CountDownLatch(1);
        try (TerminalScreen screen = screen(reached, resumed)) {
            screen.show(Role.PLAIN, "#lab3> /clear");
            assertTrue(reached.await(10, TimeUnit.SECONDS));
            screen.clear();
            resumed.countDown();
            screen.flush();
        }
        assertEquals(List.of("#lab3> /clear", "<cleared>"), written);
    }

    private TerminalScreen screen(CountDownLatch reached, CountDownLatch resumed) {
        return new TerminalScreen(
                new Palette(false, false),
                new Times(FlowFixture.TWO_PAST_TEN, settings),
                new Alarm(settings, new Notices(Map.of("TERM_PROGRAM", "ghostty")), alert -> {}),
                Reader.TERMINAL,
                () -> width,
                lines -> {
                    reached.countDown();
                    awaitUninterruptibly(resumed);
                    written.addAll(lines.lines().toList());
                },
                () -> written.add("<cleared>"));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
