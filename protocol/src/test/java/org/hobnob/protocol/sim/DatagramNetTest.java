package org.hobnob.protocol.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatagramNetTest {
    private static final int MANY = 20_000;

    private record Got(String at, String from, int number, long atMs) {}

    private final World world = new World(7);
    private final DatagramNet net = new DatagramNet(world, "lan");
    private final List<Got> got = new ArrayList<>();
    private final List<byte[]> odd = new ArrayList<>();
    private final Node anna = member("anna");
    private final Node ben = member("ben");
    private final Node cleo = member("cleo");

    private Node member(String name) {
        Node made = world.node(name, node -> {
            net.join(node, "room", (from, datagram) -> receive(node, from, datagram));
            net.bind(node, (from, datagram) -> receive(node, from, datagram));
        });
        made.start();
        return made;
    }

    private void receive(Node node, String from, byte[] datagram) {
        if (datagram.length != 100) {
            odd.add(datagram);
            return;
        }
        got.add(new Got(node.name(), from, ByteBuffer.wrap(datagram).getInt(), world.nowMs()));
        datagram[99]++;
        odd.addAll(datagram[99] == 1 ? List.of() : List.of(datagram));
    }

    private static byte[] datagram(int number) {
        return ByteBuffer.allocate(100).putInt(number).array();
    }

    private void sendMany() {
        for (int i = 0; i < MANY; i++) {
            int number = i;
            world.in(i, () -> net.unicast(anna, ben, datagram(number)));
        }
        world.advance(MANY + 10_000);
    }

    private List<Integer> numbers(String at) {
        return got.stream().filter(g -> g.at.equals(at)).map(Got::number).toList();
    }

    @Test
    void faultlessNetDeliversToAllOnce() {
        net.multicast(anna, "room", datagram(5));
        net.multicast(anna, "another room", datagram(6));
        net.unicast(anna, ben, datagram(7));
        world.advance(1);
        assertEquals(List.of(5), numbers("anna"));
        assertEquals(List.of(5, 7), numbers("ben"));
        assertEquals(List.of(5), numbers("cleo"));
        assertEquals("anna", got.get(0).from);
        net.echo(false);
        net.multicast(anna, "room", datagram(8));
        world.advance(1);
        assertEquals(List.of(5), numbers("anna"));
        assertEquals(List.of(), odd, "nobody sees what another did with the bytes");
    }

    @Test
    void independentLossHasTheGivenRate() {
        net.faults(LinkFaults.NONE.withLoss(0.2));
        sendMany();
        assertEquals(0.2, lostShare(), 0.01);
        assertEquals(1.25, meanGap(), 0.05);
    }

    @Test
    void burstsLoseAsOftenAsAskedAndManyInARow() {
        net.faults(LinkFaults.NONE.withBurst(LinkFaults.Burst.of(0.1, 10)));
        sendMany();
        assertEquals(0.1, lostShare(), 0.02);
        assertEquals(10, meanGap(), 1.5);
    }

    private double lostShare() {
        return 1 - got.size() / (double) MANY;
    }

    /** How many are missing in the mean where any are. */
    private double meanGap() {
        List<Integer> arrived = numbers("ben");
        return IntStream.range(1, arrived.size())
                .map(i -> arrived.get(i) - arrived.get(i - 1) - 1)
                .filter(missing -> missing > 0)
                .average()
                .orElse(0);
    }

    @Test
    void soManyAreDoubledAsAsked() {
        net.faults(LinkFaults.NONE.withDuplicates(0.1));
        sendMany();
        assertEquals(0.1, got.size() / (double) MANY - 1, 0.01);
        assertEquals(MANY, numbers("ben").stream().distinct().count());
        assertEquals(got.size() - MANY, net.counts().doubled());
    }

    @Test
    void delaysStayWithinTheirBounds() {
        net.faults(LinkFaults.NONE.withDelay(5, 20));
        sendMany();
        long shortest = got.stream().mapToLong(g -> g.atMs - g.number).min().orElseThrow();
        long longest = got.stream().mapToLong(g -> g.atMs - g.number).max().orElseThrow();
        assertEquals(5, shortest);
        assertEquals(20, longest);
        assertNotEquals(numbers("ben").stream().sorted().toList(), numbers("ben"));
    }

    @Test
    void someComeLate() {
        net.faults(LinkFaults.NONE.withLate(0.05, 1_000));
        sendMany();
        long late = got.stream().filter(g -> g.atMs - g.number > 0).count();
        long longest = got.stream().mapToLong(g -> g.atMs - g.number).max().orElseThrow();
        assertEquals(0.05, late / (double) MANY, 0.01);
        assertTrue(longest > 900 && longest <= 1_000, "longest " + longest);
    }

    @Test
    void soManyAreDamagedAsAsked() {
        net.faults(LinkFaults.NONE.withCorruption(0.1));
        List<byte[]> damaged = new ArrayList<>();
        net.bind(
                ben,
                (from, bytes) -> damaged.addAll(bytes.length == 100 && isZero(bytes) ? List.of() : List.of(bytes)));
        for (int i = 0; i < MANY; i++) {
            net.unicast(anna, ben, new byte[100]);
        }
        world.advance(1);
        assertEquals(0.1, damaged.size() / (double) MANY, 0.01);
        assertTrue(damaged.stream().anyMatch(bytes -> bytes.length < 100), "cut");
        assertTrue(damaged.stream().anyMatch(bytes -> bytes.length > 100), "lengthened");
        assertTrue(damaged.stream().anyMatch(bytes -> bytes.length == 100), "flipped");
    }

    private static boolean isZero(byte[] bytes) {
        return IntStream.range(0, bytes.length).allMatch(i -> bytes[i] == 0);
    }

    @Test
    void aLinksOwnFaultsConcernOneDirection() {
        net.faults(anna, ben, LinkFaults.NONE.withLoss(1));
        net.multicast(anna, "room", datagram(1));
        net.multicast(ben, "room", datagram(2));
        world.advance(1);
        assertEquals(List.of(2), numbers("ben"));
        assertEquals(List.of(1, 2), numbers("anna"));
        assertEquals(List.of(1, 2), numbers("cleo"));
        net.faults(anna, ben, null);
        net.multicast(anna, "room", datagram(3));
        world.advance(1);
        assertEquals(List.of(2, 3), numbers("ben"));
    }

    @Test
    void aPartitionBlocksBothDirectionsUntilItHeals() {
        world.partitions().separate(anna, cleo);
        net.multicast(anna, "room", datagram(1));
        net.multicast(ben, "room", datagram(2));
        net.unicast(anna, ben, datagram(3));
        world.advance(1);
        assertEquals(List.of(1), numbers("anna"));
        assertEquals(List.of(2), numbers("ben"));
        assertEquals(List.of(1), numbers("cleo"));
        assertEquals(4, net.counts().blocked());
        world.partitions().heal();
        net.multicast(anna, "room", datagram(4));
        world.advance(1);
        assertEquals(List.of(2, 4), numbers("ben"));
    }

    @Test
    void aPartitionCatchesWhatIsOnItsWay() {
        net.faults(LinkFaults.NONE.withDelay(10, 10));
        net.unicast(anna, ben, datagram(1));
        world.in(5, () -> world.partitions().separate(anna));
        world.advance(20);
        assertEquals(List.of(), got);
        net.unicast(anna, ben, datagram(2));
        world.in(5, world.partitions()::heal);
        world.advance(20);
        assertEquals(List.of(), got, "nor does it wait for the end");
    }

    @Test
    void deafMemberGetsNoMulticast() {
        net.reachedByMulticast(ben, false);
        net.multicast(anna, "room", datagram(1));
        net.multicast(ben, "room", datagram(2));
        net.unicast(anna, ben, datagram(3));
        world.advance(1);
        assertEquals(List.of(1, 2), numbers("anna"));
        assertEquals(List.of(2, 3), numbers("ben"), "of its own it hears the echo");
        net.reachedByMulticast(ben, true);
        net.multicast(anna, "room", datagram(4));
        world.advance(1);
        assertEquals(List.of(2, 3, 4), numbers("ben"));
    }

    @Test
    void socketsEndWithTheirProgram() {
        net.faults(LinkFaults.NONE.withDelay(10, 10));
        net.multicast(anna, "room", datagram(1));
        net.unicast(anna, ben, datagram(2));
        world.in(5, ben::restart);
        world.advance(20);
        assertEquals(List.of(), numbers("ben"));
        ben.crash();
        net.multicast(ben, "room", datagram(3));
        world.advance(20);
        assertEquals(List.of(1), numbers("cleo"), "nor does it send");
        long arrived = net.counts().arrived();
        net.multicast(anna, "room", datagram(4));
        world.advance(20);
        assertEquals(arrived + 2, net.counts().arrived(), "at anna and cleo alone");
    }

    @Test
    void formerGroupMemberGetsNothing() {
        net.faults(LinkFaults.NONE.withDelay(10, 10));
        net.multicast(anna, "room", datagram(1));
        net.leave(ben, "room");
        world.advance(20);
        assertEquals(List.of(), numbers("ben"));
        assertEquals(List.of(1), numbers("cleo"));
        assertEquals(1, net.counts().blocked());
    }

    @Test
    void datagramsToAPausedProgramAreBounded() {
        ben.pause();
        for (int i = 0; i < DatagramNet.MAX_WAITING + 50; i++) {
            net.unicast(anna, ben, datagram(i));
        }
        world.advance(1_000);
        assertEquals(List.of(), got);
        ben.resume();
        assertEquals(DatagramNet.MAX_WAITING, got.size());
        ben.pause();
        net.unicast(anna, ben, datagram(1));
        world.advance(1);
        ben.resume();
        assertEquals(DatagramNet.MAX_WAITING + 1, got.size());
    }

    @Test
    void outsiderCanListenInjectAndReplay() {
        Tap tap = net.tap();
        net.faults(anna, ben, LinkFaults.NONE.withLoss(1));
        net.multicast(anna, "room", datagram(1));
        net.unicast(anna, ben, datagram(2));
        world.advance(1);
        assertEquals(2, tap.heard().size(), "also what is lost on the way");
        assertArrayEquals(datagram(1), tap.heard().get(0).datagram());
        tap.replay(tap.heard().get(0));
        tap.replay(tap.heard().get(1));
        tap.inject("cleo", ben, datagram(3));
        tap.injectToGroup("ben", "room", datagram(4));
        world.advance(1);
        assertEquals(List.of(1, 2, 3, 4), numbers("ben"));
        assertEquals(List.of(1, 1, 4), numbers("cleo"));
        assertEquals("anna", got.get(2).from);
        assertEquals(2, tap.heard().size(), "its own it does not hear");
    }
}
