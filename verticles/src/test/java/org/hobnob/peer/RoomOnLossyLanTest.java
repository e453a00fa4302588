package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.hobnob.faults.Lan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A room of real programs on several machines, as network namespaces, whose kernels drop multicast at random: all that is
 * said is shown everywhere, once and in order. In the profile {@code faults}; skipped where that cannot be made.
 */
@EnabledIfSystemProperty(named = "hobnob.faults.figures", matches = "true")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
@Tag("slow")
class RoomOnLossyLanTest {
    @RegisterExtension
    final OwnLan own = new OwnLan(Lan.hindrance(), 4);

    private Crowd crowd(List<String> names, int hosts) {
        return own.crowd(names, hosts);
    }

    private RoomFigures.Network losing(int percent) {
        return new RoomFigures.Network() {
            @Override
            public void fail() {
                own.lan().drop(percent);
            }

            @Override
            public void heal() {
                assertTrue(own.lan().dropped() > 0, "nothing was dropped");
                own.lan().heal();
            }
        };
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "member" + i).toList();
    }

    @Test
    void aTenthLostIsRepaired() {
        List<String> names = names(3);
        try (Crowd crowd = crowd(names, 2)) {
            RoomFigures figures = RoomFigures.measured(crowd, names, "lab3", losing(10), 30);
            System.out.println(RoomFigures.head() + "\n" + figures.row("10 % by the kernel", names.size()));
            assertEquals(List.of(), figures.wrong());
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void figures() {
        int rounds = RoomFigures.rounds();
        List<String> names = names(8);
        List<String> wrong = new ArrayList<>();
        System.out.println(RoomFigures.head());
        try (Crowd crowd = crowd(names, 4)) {
            for (int percent : new int[] {1, 5, 10, 20}) {
                RoomFigures figures = RoomFigures.measured(crowd, names, "room" + percent, losing(percent), rounds);
                System.out.println(figures.row(percent + " % by the kernel", names.size()));
                figures.wrong().forEach(what -> wrong.add(percent + " %: " + what));
            }
        }
        assertEquals(List.of(), wrong);
    }
}
