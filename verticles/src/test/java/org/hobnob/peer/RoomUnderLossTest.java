package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rooms of real programs in several processes that share one interface, whose sockets lose datagrams: all that is said is
 * shown everywhere, once and in order. The profile {@code faults} runs the whole table.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "its processes share a clock of nanoseconds")
@Tag("slow")
class RoomUnderLossTest {
    private static final long SEED = Long.getLong("hobnob.faults.seed", 1);
    private static final double BURST_LENGTH = 5;
    /** More would compile the same code too often at once. */
    private static final int PROCESSES = 2;

    @TempDir
    Path folder;

    private RegistryFixture registry;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private Crowd crowd(List<String> names) {
        return new Crowd(names, PROCESSES, SEED, name -> Crowd.Place.onLoopback(registry.port()));
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "member" + i).toList();
    }

    private static JsonObject independent(double loss) {
        return new JsonObject().put("loss", loss);
    }

    private static JsonObject inBursts(double loss) {
        return new JsonObject().put("burst", loss).put("length", BURST_LENGTH);
    }

    private static int[] numbers(String property, String otherwise) {
        return Stream.of(System.getProperty(property, otherwise).split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    @Test
    void aTenthLostIsRepaired() {
        List<String> names = names(4);
        try (Crowd crowd = crowd(names)) {
            RoomFigures figures =
                    RoomFigures.measured(crowd, names, "lab3", RoomFigures.Network.of(crowd, independent(0.1)), 30);
            System.out.println("seed " + SEED + "\n" + RoomFigures.head() + "\n" + figures.row("10 %", 4));
            assertEquals(List.of(), figures.wrong());
            assertTrue(figures.lostDatagrams() > 0, "nothing was lost");
        }
    }

    /** Two senders, ten messages a second each, as long as the property says, at each loss and size of the room. */
    @Test
    @EnabledIfSystemProperty(named = "hobnob.faults.figures", matches = "true")
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void figures() {
        int rounds = RoomFigures.rounds();
        System.out.println("seed " + SEED + ", " + 2 * rounds + " messages a row\n" + RoomFigures.head());
        List<String> wrong = new ArrayList<>();
        for (int members : numbers("hobnob.faults.members", "2,8,32")) {
            List<String> names =
                    names(members).stream().map(name -> "of" + members + name).toList();
            try (Crowd crowd = crowd(names)) {
                for (boolean burst : new boolean[] {false, true}) {
                    for (int percent : numbers("hobnob.faults.percents", "1,5,10,20")) {
                        double loss = percent / 100.0;
                        String title = "%s%d %%".formatted(burst ? "bursts " : "", percent);
                        RoomFigures figures = RoomFigures.measured(
                                crowd,
                                names,
                                "room" + members + (burst ? "b" : "i") + percent,
                                RoomFigures.Network.of(crowd, burst ? inBursts(loss) : independent(loss)),
                                rounds);
                        System.out.println(figures.row(title, members));
                        figures.wrong().forEach(what -> wrong.add(title + ", " + members + " members: " + what));
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }
}
