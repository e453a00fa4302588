package org.hobnob.protocol.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineNetTest {
    private final World world = new World(7);
    private final LineNet<Integer> net = new LineNet<>(world, "tls");
    private final List<Integer> got = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Node anna = world.node("anna", node -> {});
    private final Node ben = world.node("ben", node -> net.listen(node, this::accept));
    private Line<Integer> bens;

    private void accept(Line<Integer> line) {
        bens = line;
        use(line, "ben");
    }

    private void use(Line<Integer> line, String who) {
        line.onMessage(got::add);
        line.onClose(() -> told.add(who));
    }

    private Optional<Line<Integer>> connect() {
        List<Optional<Line<Integer>>> answers = new ArrayList<>();
        net.connect(anna, ben, opened -> {
            opened.ifPresent(line -> use(line, "anna"));
            answers.add(opened);
        });
        world.runUntil(() -> !answers.isEmpty(), 60_000);
        world.advance(0);
        assertEquals(1, answers.size());
        return answers.get(0);
    }

    private Line<Integer> connected() {
        anna.start();
        ben.start();
        return connect().orElseThrow();
    }

    private static void sendTen(Line<Integer> line) {
        IntStream.range(0, 10).forEach(line::send);
    }

    private static List<Integer> upTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    @Test
    void allArrivesInOrderAfterItsTime() {
        net.faults(LineFaults.LAN.withDelay(5, 50));
        Line<Integer> line = connected();
        assertEquals(ben, line.peer());
        assertEquals(anna, bens.peer());
        IntStream.range(0, 200).forEach(line::send);
        world.advance(4);
        assertEquals(List.of(), got);
        world.advance(50);
        assertEquals(upTo(200), got);
        bens.send(1_000);
        world.advance(50);
        assertEquals(201, got.size());
    }

    @Test
    void aConnectIsRefusedSoonWhereNothingListens() {
        anna.start();
        assertEquals(Optional.empty(), connect());
        assertTrue(world.nowMs() < 10, "refused after " + world.nowMs());
    }

    @Test
    void connectToAnUnreachableProgramTimesOut() {
        anna.start();
        ben.start();
        world.partitions().separate(ben);
        assertEquals(Optional.empty(), connect());
        assertEquals(5_000, world.nowMs());
        world.partitions().heal();
        ben.powerOff();
        assertEquals(Optional.empty(), connect());
        assertEquals(10_000, world.nowMs());
        ben.start();
        ben.pause();
        assertEquals(Optional.empty(), connect());
        assertEquals(15_000, world.nowMs());
        ben.resume();
        world.advance(1_000);
        assertEquals(0, net.connections());
        assertTrue(connect().isPresent());
    }

    @Test
    void aConnectOutlastsAShortSilence() {
        anna.start();
        ben.start();
        net.silence(anna, ben, 1_500);
        assertTrue(connect().isPresent());
        assertTrue(world.nowMs() >= 1_500, "at " + world.nowMs());
    }

    @Test
    void pausedProgramHearsOfAFailedConnectOnce() {
        List<Optional<Line<Integer>>> answers = new ArrayList<>();
        anna.start();
        net.connect(anna, ben, answers::add);
        anna.pause();
        world.advance(10_000);
        anna.resume();
        assertEquals(List.of(Optional.empty()), answers);
    }

    @Test
    void lateConnectIsClosedAtTheOtherEnd() {
        net.faults(LineFaults.LAN.withDelay(3_000, 3_000));
        anna.start();
        ben.start();
        assertEquals(Optional.empty(), connect());
        assertNotEquals(null, bens);
        world.advance(10_000);
        assertEquals(List.of("ben"), told);
        assertFalse(bens.isOpen());
    }

    @Test
    void closedLineDeliversBeforeTheEnd() {
        Line<Integer> line = connected();
        sendTen(line);
        line.close();
        line.send(99);
        assertFalse(line.isOpen());
        world.advance(10);
        assertEquals(upTo(10), got);
        assertEquals(List.of("ben"), told);
        assertFalse(bens.isOpen());
        assertEquals(0, net.connections());
    }

    @Test
    void aLineClosedByBothIsOver() {
        Line<Integer> line = connected();
        line.close();
        bens.close();
        world.advance(10);
        assertEquals(0, net.connections());
        assertEquals(List.of(), told);
    }

    @Test
    void cutLosesMessagesInTransit() {
        net.faults(LineFaults.LAN.withDelay(5, 5).withNotice(1_000));
        Line<Integer> line = connected();
        sendTen(line);
        world.in(3, () -> net.cut(ben, anna));
        world.advance(3);
        assertTrue(line.isOpen(), "not told yet");
        line.send(99);
        assertTrue(world.runUntil(() -> told.size() == 1, 1_000));
        long firstMs = world.nowMs();
        assertTrue(world.runUntil(() -> told.size() == 2, 1_000));
        assertNotEquals(firstMs, world.nowMs());
        assertEquals(List.of(), got);
        assertFalse(line.isOpen());
        assertFalse(bens.isOpen());
        assertTrue(connect().isPresent(), "a new line opens");
    }

    @Test
    void oneOfTheLinesIsCut() {
        connected();
        connect();
        net.cutOne();
        assertEquals(1, net.connections());
        world.advance(1_000);
        assertEquals(List.of("anna", "ben"), told.stream().sorted().toList());
    }

    @Test
    void aSilenceHoldsBackAndNobodyIsTold() {
        Line<Integer> line = connected();
        net.silence(anna, ben, 5_000);
        sendTen(line);
        world.advance(4_900);
        assertEquals(List.of(), got);
        world.advance(300);
        assertEquals(upTo(10), got);
        assertEquals(List.of(), told);
    }

    @Test
    void longPartitionBreaksOnlyUsedLines() {
        Line<Integer> used = connected();
        assertTrue(connect().isPresent());
        world.partitions().separate(ben);
        sendTen(used);
        world.advance(14_000);
        assertEquals(List.of(), told);
        world.advance(2_000);
        assertEquals(2, told.size());
        assertEquals(1, net.connections());
        world.partitions().heal();
        world.advance(1_000);
        assertEquals(List.of(), got);
    }

    @Test
    void lastMessagesOfACrashedProgramMayArrive() {
        TreeSet<String> outcomes = new TreeSet<>();
        for (int round = 0; round < 20; round++) {
            got.clear();
            told.clear();
            sendTen(connected());
            anna.crash();
            world.advance(1_000);
            outcomes.add(got.size() + " " + told);
        }
        assertEquals(new TreeSet<>(List.of("0 [ben]", "10 [ben]")), outcomes);
        assertEquals(0, net.connections());
    }

    @Test
    void lossOfPowerIsNoticedBySendingOnly() {
        Line<Integer> line = connected();
        connect();
        Line<Integer> silent = bens;
        ben.powerOff();
        world.advance(60_000);
        assertEquals(List.of(), told);
        line.send(1);
        world.advance(10_000);
        assertEquals(List.of(), told);
        ben.start();
        world.advance(1_000);
        assertEquals(List.of("anna"), told);
        assertEquals(1, net.connections(), "the other end of the unused line does not know");
        assertFalse(silent.isOpen());
        assertEquals(List.of(), got);
    }

    @Test
    void aPausedEndGetsAllWhenItGoesOn() {
        Line<Integer> line = connected();
        ben.pause();
        sendTen(line);
        world.advance(30_000);
        assertEquals(List.of(), got);
        ben.resume();
        assertEquals(upTo(10), got);
        assertTrue(line.isOpen());
    }
}
