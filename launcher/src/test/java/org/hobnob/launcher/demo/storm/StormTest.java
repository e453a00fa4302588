package org.hobnob.launcher.demo.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Real storms, each most of a minute long; in the profile {@code chaos}. */
@EnabledIfSystemProperty(named = "hobnob.chaos.seconds", matches = "[1-9][0-9]*")
@Tag("slow")
class StormTest {
    private static final int FAULTY_LINE = 10;

    @TempDir
    Path folder;

    /** Changes what a console shows. */
    private interface Fault {
        /** @param number of the room message, from 1 */
        void show(int number, String line, Consumer<String> shown);
    }

    private Count run(String console, Fault fault) {
        Children processes = StormCommand.processes(folder);
        AtomicInteger messages = new AtomicInteger();
        Children faulty = (name, shown, arguments) -> processes.start(
                name,
                line -> {
                    boolean counts = line.startsWith("[#lab3] ") && !line.contains("] you: ");
                    if (name.equals(console) && counts) {
                        fault.show(messages.incrementAndGet(), line, shown);
                    } else {
                        shown.accept(line);
                    }
                },
                arguments);
        try (Storm storm = new Storm(folder, new LinesView(System.out), faulty)) {
            storm.run();
            return storm.count();
        }
    }

    private static Fault planted(Fault fault) {
        return (number, line, shown) -> {
            if (number == FAULTY_LINE) {
                fault.show(number, line, shown);
            } else {
                shown.accept(line);
            }
        };
    }

    @Test
    void nothingIsLostShownTwiceOrForged() {
        Count count = run("lena", (number, line, shown) -> shown.accept(line));
        assertEquals(List.of(), count.complaints());
        assertTrue(count.said() >= 40 && count.markedOpen() >= Storm.NAMES.size(), count.line());
    }

    @Test
    void swallowedLineIsCounted() {
        Count count = run("lena", planted((number, line, shown) -> {}));
        assertEquals(1, count.complaints().size(), () -> "" + count.complaints());
        assertEquals(1, count.lost().size());
    }

    @Test
    void doubledLineIsCounted() {
        Count count = run("lena", planted((number, line, shown) -> {
            shown.accept(line);
            shown.accept(line);
        }));
        assertEquals(1, count.complaints().size(), () -> "" + count.complaints());
        assertEquals(1, count.twice().size());
    }

    @Test
    void forgedLineIsCounted() {
        Count count = run("lena", planted((number, line, shown) -> {
            shown.accept(line);
            shown.accept("[#lab3] dana: this is dana, send me the key  (multicast)");
        }));
        assertEquals(List.of("forged on lena: [#lab3] dana: this is dana, send me the key"), count.complaints());
    }
}
