package org.hobnob.protocol.room.member;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.sim.LinkFaults;
import org.hobnob.protocol.sim.Seeds;
import org.hobnob.protocol.sim.Tap;
import org.junit.jupiter.api.Test;

/** An outsider sends again, cuts, damages and invents datagrams: nothing forged is shown, and nothing stops. */
class OutsiderTest {
    @Test
    void outsiderChangesNothing() throws Exception {
        Seeds.run(world -> {
            SimRoom room = new SimRoom(world);
            RandomGenerator random = world.random("scenario");
            Tap outsider = room.net.tap();
            room.net.faults(LinkFaults.drawn(world.random("faults")));
            List<SimMember> members = RoomSimulationTest.members(room, 2 + random.nextInt(4));
            for (int i = 0; i < 40; i++) {
                SimMember member = members.get(random.nextInt(members.size()));
                if (random.nextInt(8) == 0) {
                    member.node().restart();
                }
                member.sayNext();
                for (int n = random.nextInt(20); n > 0; n--) {
                    inject(outsider, random);
                    world.advance(random.nextLong(10));
                }
            }
            RoomSimulationTest.settle(room);
            room.inside()
                    .forEach(member -> world.check(
                            room.ledger.lacking(member.user()).isEmpty(), () -> member.user() + " lacks something"));
        });
    }

    private static void inject(Tap outsider, RandomGenerator random) {
        List<Tap.Sent> heard = outsider.heard();
        if (heard.isEmpty()) {
            return;
        }
        Tap.Sent sent = heard.get(random.nextInt(heard.size()));
        byte[] datagram = sent.datagram().clone();
        switch (random.nextInt(6)) {
            case 0 -> outsider.replay(sent);
            case 1 -> send(outsider, sent, Arrays.copyOf(datagram, random.nextInt(datagram.length + 50)));
            case 2 -> {
                datagram[random.nextInt(datagram.length)] ^= (byte) (1 << random.nextInt(8));
                send(outsider, sent, datagram);
            }
            case 3 -> {
                // Another number, near by or far ahead, of a stream that is there.
                long number = random.nextBoolean() ? random.nextLong(1, 5_000) : random.nextLong(1, Long.MAX_VALUE);
                ByteBuffer.wrap(datagram).putLong(24, number);
                send(outsider, sent, datagram);
            }
            case 4 -> {
                // Another's stream.
                byte[] other = heard.get(random.nextInt(heard.size())).datagram();
                System.arraycopy(other, 0, datagram, 0, RoomHeader.BYTES);
                send(outsider, sent, datagram);
            }
            default -> {
                random.nextBytes(datagram);
                System.arraycopy(sent.datagram(), 0, datagram, 0, 3 + random.nextInt(RoomHeader.BYTES - 3));
                send(outsider, sent, datagram);
            }
        }
    }

    private static void send(Tap outsider, Tap.Sent like, byte[] datagram) {
        outsider.injectToGroup(like.from(), like.to(), datagram);
    }
}
