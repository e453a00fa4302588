package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

class EarlyLinesTest {
    private static final UserName OMAR = new UserName("omar");
    private static final UserName NOUR = new UserName("nour");

    private final AtomicLong nowMs = new AtomicLong(7);
    private final EarlyLines early = new EarlyLines(nowMs::get);

    private void add(UserName sender, String text) {
        early.add(new EarlyLines.Line(sender, text, "127.0.0.9"));
    }

    private List<String> taken(UserName known) {
        return early.take(known::equals).stream().map(EarlyLines.Line::text).toList();
    }

    @Test
    void linesWaitUntilTheirSenderIsKnown() {
        add(OMAR, "one");
        add(NOUR, "good morning");
        add(OMAR, "two");
        assertEquals(List.of("one", "two"), taken(OMAR));
        assertEquals(List.of(), taken(OMAR), "each once");
        assertEquals(List.of("good morning"), taken(NOUR));
    }

    @Test
    void linesOfWhoDoesNotComeAreDropped() {
        add(OMAR, "one");
        nowMs.addAndGet(EarlyLines.KEPT_MS - 1);
        add(OMAR, "two");
        nowMs.addAndGet(1);
        assertEquals(List.of("two"), taken(OMAR));
    }

    @Test
    void aFloodKeepsABoundedNumber() {
        IntStream.range(0, 2 * EarlyLines.MOST).forEach(i -> add(OMAR, "line " + i));
        assertEquals(EarlyLines.MOST, taken(OMAR).size());
        add(NOUR, "good morning");
        assertEquals(List.of("good morning"), taken(NOUR));
    }
}
