package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.message.Contact;
import org.hobnob.protocol.message.DialectName;
import org.hobnob.protocol.message.Member;
import org.hobnob.protocol.message.RoomKind;
import org.hobnob.protocol.message.RoomName;
import org.hobnob.protocol.message.RoomState;
import org.hobnob.protocol.message.UserName;
import org.hobnob.protocol.room.RoomPacket;
import org.junit.jupiter.api.Test;

/** Rooms full of members who greet, in simulated time and over a simulated network. */
class ReachTest {
    private static final long SEED = 20_261;
    private static final long STEP_MS = 50;
    private static final String IP = "10.0.0.1";

    private record Node(RoomSeat seat, Reach reach) {}

    /** A room whose members come one after the other, {@code everyMs} apart. */
    private static final class World {
        private final RandomGenerator random = new Random(SEED);
        private final List<Node> nodes = new ArrayList<>();
        private final double loss;
        private List<RoomPacket> onTheWay = new ArrayList<>();
        private long nowMs;
        private long sent;

        World(int members, double loss) {
            this.loss = loss;
            List<Member> all = new ArrayList<>();
            for (int i = 0; i < members; i++) {
                all.add(member("m" + i));
            }
            RoomState state =
                    new RoomState(new RoomName("hall"), all.get(0).user(), 1, 5_000, members, RoomKind.SEALED);
            for (Member member : all) {
                RoomSeat seat = new RoomSeat(member.user(), IP, state, Optional.empty(), random.nextLong());
                seat.members(all);
                nodes.add(new Node(seat, new Reach(seat, random)));
            }
        }

        private static Member member(String name) {
            UserName user = new UserName(name);
            return new Member(
                    user, Optional.of(new Contact(user, IP, 1, 2, DialectName.NATIVE, Optional.empty(), List.of())));
        }

        void begin() {
            nodes.forEach(node -> node.reach().begin(nowMs));
        }

        /** Lets so much time pass; the most datagrams sent within one second of it. */
        long run(long ms) {
            long most = 0;
            long sentBefore = sent;
            for (long passed = 0; passed < ms; passed += STEP_MS) {
                if (passed % 1_000 == 0) {
                    most = Math.max(most, sent - sentBefore);
                    sentBefore = sent;
                }
                step();
            }
            return Math.max(most, sent - sentBefore);
        }

        private void step() {
            nowMs += STEP_MS;
            List<RoomPacket> arriving = onTheWay;
            onTheWay = new ArrayList<>();
            for (RoomPacket packet : arriving) {
                RoomPacket.Greeting greeting = (RoomPacket.Greeting) packet;
                for (Node node : nodes) {
                    boolean heard = random.nextDouble() >= loss
                            && node.seat().concerns(greeting.header(), greeting.sender(), IP);
                    if (heard) {
                        node.reach().greeted(greeting, nowMs);
                    }
                }
            }
            for (Node node : nodes) {
                node.reach().due(nowMs).ifPresent(packet -> {
                    sent++;
                    onTheWay.add(packet);
                });
            }
        }

        long unreached() {
            return nodes.stream()
                    .mapToLong(node -> node.seat().unreached().size())
                    .sum();
        }
    }

    @Test
    void twoReachEachOtherAtOnce() {
        World world = new World(2, 0);
        world.begin();
        world.run(1_000);
        assertEquals(0, world.unreached());
        assertTrue(world.sent <= 4, world.sent + " greetings");
    }

    @Test
    void aHundredReachEachOtherWithoutAStorm() {
        World world = new World(100, 0);
        world.begin();
        long mostPerSecond = world.run(15_000);
        assertEquals(0, world.unreached(), "members not known to be reached");
        assertTrue(mostPerSecond <= 200, mostPerSecond + " greetings in a second");
    }

    @Test
    void whoAreAllReachedAreSilent() {
        World world = new World(100, 0);
        world.begin();
        world.run(15_000);
        long before = world.sent;
        world.run(60_000);
        assertEquals(before, world.sent);
    }

    @Test
    void lostGreetingsAreMadeUpFor() {
        World world = new World(20, 0.3);
        world.begin();
        world.run(120_000);
        assertEquals(0, world.unreached());
    }

    @Test
    void whereNothingArrivesGreetingsGrowSeldom() {
        World world = new World(10, 1);
        world.begin();
        world.run(300_000);
        long before = world.sent;
        world.run(300_000);
        assertEquals(10 * 5, world.sent - before, 10);
    }
}
