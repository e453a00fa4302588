package org.hobnob.protocol.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiskTest {
    private final World world = new World(7);
    private final Node anna = world.node("anna", node -> {});
    private final Disk disk = anna.disk();

    @BeforeEach
    void start() {
        anna.start();
    }

    @Test
    void aCrashTakesBackWhatWasNotCommitted() {
        disk.put("kept", 1L);
        disk.put("removed", 1L);
        disk.append("log", "a");
        disk.append("log", "b");
        disk.commit();
        disk.put("kept", 2L);
        disk.put("kept", 3L);
        disk.put("new", 1L);
        disk.remove("removed");
        disk.append("log", "c");
        disk.trim("log", 2);
        assertEquals(List.of("c"), disk.log("log", String.class));
        assertEquals(Optional.of(3L), disk.get("kept", Long.class));
        anna.restart();
        assertEquals(Optional.of(1L), disk.get("kept", Long.class));
        assertEquals(List.of("kept", "removed"), disk.keys(""));
        assertEquals(List.of("a", "b"), disk.log("log", String.class));
    }

    @Test
    void keysAreFoundByTheirBeginning() {
        disk.put("a/1", 1L);
        disk.put("a/2", 1L);
        disk.put("b/1", 1L);
        assertEquals(List.of("a/1", "a/2"), disk.keys("a/"));
    }

    @Test
    void bytesOnTheDiskAreNotTheProgramsOwn() {
        byte[] bytes = {1};
        disk.put("bytes", bytes);
        bytes[0] = 2;
        disk.get("bytes", byte[].class).orElseThrow()[0] = 3;
        assertEquals(1, disk.get("bytes", byte[].class).orElseThrow()[0]);
    }

    @Test
    void aProgramThatIsDownWritesNothing() {
        anna.crash();
        disk.put("key", 1L);
        disk.append("log", 1L);
        disk.commit();
        anna.start();
        assertEquals(List.of(), disk.keys(""));
        assertEquals(List.of(), disk.log("log", Long.class));
    }

    @Test
    void callbackRunsWhenTheCommitIsDurable() {
        List<Long> done = new ArrayList<>();
        disk.takesForCommit(50);
        for (long i = 0; i < 20; i++) {
            long number = i;
            disk.append("log", number);
            disk.commit(() -> done.add(number));
        }
        world.runUntil(() -> done.size() == 5, 1_000);
        anna.restart();
        List<Long> kept = disk.log("log", Long.class);
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L), kept.subList(0, 5));
        world.advance(1_000);
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L), done, "of a crashed program nothing more happens");
    }

    @Test
    void crashKeepsAPrefixOfPendingCommits() {
        Set<List<Long>> outcomes = new TreeSet<>((a, b) -> a.size() - b.size());
        for (int seed = 0; seed < 50; seed++) {
            World other = new World(seed);
            Node ben = other.node("ben", node -> {});
            ben.start();
            ben.disk().takesForCommit(50);
            for (long i = 1; i <= 3; i++) {
                ben.disk().append("log", i);
                ben.disk().commit(() -> {});
            }
            ben.crash();
            outcomes.add(ben.disk().log("log", Long.class));
        }
        assertEquals(List.of(List.of(), List.of(1L), List.of(1L, 2L), List.of(1L, 2L, 3L)), List.copyOf(outcomes));
    }

    @Test
    void onlyLossOfPowerTakesBackCommits() {
        disk.losesAtPowerOff(2);
        Set<Integer> lost = new TreeSet<>();
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < 5; i++) {
                disk.append("log", i);
                disk.commit();
            }
            int before = disk.log("log", Integer.class).size();
            anna.restart();
            assertEquals(before, disk.log("log", Integer.class).size());
            anna.powerOff();
            lost.add(before - disk.log("log", Integer.class).size());
            anna.start();
        }
        assertEquals(Set.of(0, 1, 2), lost);
    }

    @Test
    void aWipedDiskIsEmpty() {
        disk.put("key", 1L);
        disk.append("log", 1L);
        disk.commit();
        assertThrows(IllegalStateException.class, disk::wipe);
        anna.crash();
        disk.wipe();
        anna.start();
        assertTrue(disk.keys("").isEmpty());
        assertTrue(disk.log("log", Long.class).isEmpty());
    }
}
