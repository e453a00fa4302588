package org.hobnob.launcher.demo.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hobnob.peer.console.screen.Canvas;
import org.hobnob.peer.console.text.Role;
import org.junit.jupiter.api.Test;

class BoardTest {
    private final Board board = new Board("a storm", "#lab3", List.of("dana", "omar"));

    private static String text(Canvas canvas) {
        return IntStream.range(0, canvas.rows()).mapToObj(canvas::text).collect(Collectors.joining("\n"));
    }

    @Test
    void consolesStandSideBySide() {
        board.happens(Duration.ofSeconds(61), Role.ERROR, "the registry is killed");
        board.state("dana", Role.SUCCESS, "online");
        board.state("omar", Role.ERROR, "killed");
        board.shown("dana", "[#lab3] you: water at 40 cm  (2/3, not yet: omar)");
        board.shown("omar", "[#square] paula: hello  (open: anyone here can read and forge this)");
        board.shown("omar", "-- Logged out.");
        board.count(Role.SUCCESS, "lost 0");
        assertEquals("""
                a storm
                1:01  the registry is killed



                ──────────────────────────────────────────────────
                dana online             │ omar killed
                you: water at 40 cm     │ #square paula: hello
                  (2/3, not yet: omar)  │   (open: anyone here
                                        │   can read and forge
                                        │   this)
                                        │ -- Logged out.
                ──────────────────────────────────────────────────
                lost 0""", text(board.paint(50, 14)));
    }

    @Test
    void newestLinesStayInView() {
        IntStream.range(0, 500).forEach(i -> board.shown("dana", "[#lab3] omar: line " + i + "  (multicast)"));
        String text = text(board.paint(60, 20));
        assertTrue(text.contains("omar: line 499"), text);
        assertTrue(text.contains("omar: line 489"), text);
        assertFalse(text.contains("line 488"), text);
    }

    @Test
    void hostileTextIsNeutralised() {
        board.shown("dana", "[#lab3] omar: \u001b[2J\u202egone");
        assertTrue(text(board.paint(60, 20)).contains("omar: \uFFFD[2J\uFFFDgone"));
    }

    @Test
    void wordLongerThanThePaneIsCut() {
        assertEquals(
                List.of("omar:", "  abcdefgh", "  ijklm"),
                new PaneLine(Role.OTHERS, "omar: abcdefghijklm")
                        .wrapped(10).stream().map(PaneLine::text).toList());
    }
}
