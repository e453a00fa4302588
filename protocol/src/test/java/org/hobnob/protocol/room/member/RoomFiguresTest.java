package org.hobnob.protocol.room.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.sim.LinkFaults;
import org.hobnob.protocol.sim.Tap;
import org.hobnob.protocol.sim.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Figures of a room on a bad network: two members say ten messages a second each for a minute. A table is printed; the
 * profile {@code simulation} runs this.
 */
@EnabledIfSystemProperty(named = "hobnob.sim.figures", matches = "true")
class RoomFiguresTest {
    private static final int ROUNDS = 600;
    private static final long ROUND_MS = 100;
    private static final long SETTLED_MS = 60_000;
    /** Without a loss a message is shown within 2 ms; what takes longer needed a repair, or waited for one. */
    private static final long UNHARMED_MS = 2;

    private static final double BURST_LENGTH = 5;
    private static final long TARGET_P99_MS = 150;

    @Test
    void whatARoomCostsAndHowFastItRepairs() {
        System.out.printf(
                "%n| loss | members | lost | shown | late | late p50 ms | late p99 ms | p99 of all ms "
                        + "| datagrams a message | naks a loss | statuses a second |%n|---|---|---|---|---|---|---|---|---|---|---|%n");
        for (boolean burst : new boolean[] {false, true}) {
            for (double loss : new double[] {0, 0.01, 0.05, 0.1, 0.2}) {
                for (int count : new int[] {2, 8, 32}) {
                    if (!(burst && loss == 0)) {
                        run(count, loss, burst);
                    }
                }
            }
        }
    }

    /** Small rooms are run more often, so that there are enough losses for figures. */
    private static void run(int count, double loss, boolean burst) {
        Figures figures = new Figures();
        for (int seed = 1; seed <= 16 / count + 1; seed++) {
            figures.add(run(new World(seed), count, loss, burst));
        }
        String name = "%s%.0f %%".formatted(burst ? "bursts " : "", 100 * loss);
        figures.print(name, count, !burst && loss <= 0.1);
    }

    private static Figures run(World world, int count, double loss, boolean burst) {
        SimRoom room = new SimRoom(world);
        List<SimMember> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(room.user("member" + i));
            members.get(i).join();
            world.advance(10);
        }
        world.advance(3_000);
        LinkFaults faults = LinkFaults.NONE.withDelay(0, UNHARMED_MS);
        room.net.faults(burst ? faults.withBurst(LinkFaults.Burst.of(loss, BURST_LENGTH)) : faults.withLoss(loss));
        Tap tap = room.net.tap();
        long lostBefore = room.net.counts().lost();
        for (int i = 0; i < ROUNDS; i++) {
            members.get(0).sayNext();
            world.advance(ROUND_MS / 2);
            members.get(1).sayNext();
            world.advance(ROUND_MS / 2);
        }
        Figures figures = new Figures();
        figures.rooms = 1;
        figures.lost = room.net.counts().lost() - lostBefore;
        figures.sealed = of(tap, RoomHeader.KIND_SEALED);
        figures.naks = of(tap, RoomHeader.KIND_NAK);
        figures.statuses = of(tap, RoomHeader.KIND_STATUS);
        boolean settled = world.runUntil(() -> members.stream().allMatch(SimMember::isSettled), SETTLED_MS);
        assertTrue(settled, "settled");
        members.forEach(member -> room.ledger.checkComplete(member.user()));
        assertEquals(0, room.ledger.gaps());
        assertEquals(2 * ROUNDS * (count - 1), room.ledger.delaysMs().size(), "shown");
        figures.delaysMs.addAll(room.ledger.delaysMs());
        return figures;
    }

    /** What was counted, of one room or of several. */
    private static final class Figures {
        private final List<Long> delaysMs = new ArrayList<>();
        private int rooms;
        private long lost;
        private long sealed;
        private long naks;
        private long statuses;

        void add(Figures other) {
            rooms += other.rooms;
            lost += other.lost;
            sealed += other.sealed;
            naks += other.naks;
            statuses += other.statuses;
            delaysMs.addAll(other.delaysMs);
        }

        void print(String loss, int count, boolean hasTarget) {
            long[] delays =
                    delaysMs.stream().mapToLong(Long::longValue).sorted().toArray();
            long[] late =
                    Arrays.stream(delays).filter(delay -> delay > UNHARMED_MS).toArray();
            System.out.printf(
                    "| %s | %d | %d | %d | %d | %d | %d | %d | %.2f | %.2f | %.1f |%n",
                    loss,
                    count,
                    lost,
                    delays.length,
                    late.length,
                    percentile(late, 0.5),
                    percentile(late, 0.99),
                    percentile(delays, 0.99),
                    sealed / (2.0 * ROUNDS * rooms),
                    lost == 0 ? 0 : naks / (double) lost,
                    statuses * 1_000.0 / (ROUNDS * ROUND_MS * rooms));
            assertTrue(!hasTarget || percentile(late, 0.99) <= TARGET_P99_MS, "repair at p99");
        }
    }

    private static long of(Tap tap, int kind) {
        return tap.heard().stream()
                .filter(one -> RoomHeader.parse(one.datagram())
                        .filter(header -> header.kind() == kind)
                        .isPresent())
                .count();
    }

    private static long percentile(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
