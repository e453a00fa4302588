package org.hobnob.protocol.room.member;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.sim.LineFaults;
import org.hobnob.protocol.sim.LinkFaults;
import org.hobnob.protocol.sim.Seeds;
import org.hobnob.protocol.sim.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class RoomSimulationTest {
    private static final long IDLE_MS = 120_000;
    /** The longest wait for a question, and two heartbeats. */
    private static final long FIND_OUT_MS = 90_000;
    /** Heartbeats, and few else. */
    private static final long MAX_IDLE_TICKS = 20;

    private static final List<String> NAMES = List.of("anna", "ben", "cem", "dana", "eva", "finn", "gus", "hala");

    @Test
    void badNetworkLosesAndReordersNothing() throws Exception {
        Seeds.run(world -> {
            SimRoom room = new SimRoom(world);
            RandomGenerator random = world.random("scenario");
            room.net.faults(LinkFaults.drawn(world.random("faults")));
            List<SimMember> members = members(room, 2 + random.nextInt(6));
            for (int i = 0; i < 60; i++) {
                members.get(random.nextInt(members.size())).sayNext();
                world.advance(random.nextLong(200));
            }
            settle(room);
            room.inside()
                    .forEach(member -> world.check(
                            room.ledger.lacking(member.user()).isEmpty(), () -> member.user() + " lacks something"));
        });
    }

    @Test
    void noLossIsUnnoticed() throws Exception {
        Seeds.run(world -> {
            SimRoom room = new SimRoom(world);
            RandomGenerator random = world.random("scenario");
            List<SimMember> members = members(room, 2 + random.nextInt(5));
            room.net.faults(LinkFaults.drawn(world.random("faults")));
            room.calls.lines().faults(LineFaults.drawn(world.random("faults")));
            for (int i = 0; i < 80; i++) {
                SimMember member = members.get(random.nextInt(members.size()));
                trouble(room, member, random);
                members.get(random.nextInt(members.size())).sayNext();
                world.advance(random.nextLong(400));
            }
            settle(room);
        });
    }

    @Test
    void membersSeeOnlyWhatTheyAreEntitledTo() throws Exception {
        Seeds.run(world -> {
            SimRoom room = new SimRoom(world);
            RandomGenerator random = world.random("scenario");
            members(room, 3);
            NAMES.subList(3, 7).forEach(room::user);
            List<SimMember> users = List.copyOf(room.members.values());
            room.net.faults(LinkFaults.drawn(world.random("faults")));
            for (int i = 0; i < 100; i++) {
                SimMember user = users.get(random.nextInt(users.size()));
                switch (random.nextInt(6)) {
                    case 0 -> user.join();
                    case 1 -> user.leave();
                    case 2 -> room.roster.kick(user.user());
                    case 3 -> trouble(room, user, random);
                    default -> user.sayNext();
                }
                users.get(random.nextInt(users.size())).sayNext();
                world.advance(random.nextLong(300));
            }
            settle(room);
        });
    }

    @Test
    void lostNoticesDoNotHideMembers() throws Exception {
        Seeds.run(world -> {
            SimRoom room = new SimRoom(world);
            RandomGenerator random = world.random("scenario");
            List<SimMember> members = members(room, 2 + random.nextInt(5));
            noticesGetLost(room, members, random);
        });
    }

    static void noticesGetLost(SimRoom room, List<SimMember> members, RandomGenerator random) {
        room.net.faults(LinkFaults.NONE.withDelay(0, 5).withLoss(0.05));
        room.roster.loses(0.3);
        for (int i = 0; i < 40; i++) {
            SimMember member = members.get(random.nextInt(members.size()));
            switch (random.nextInt(4)) {
                case 0 -> member.join();
                case 1 -> member.leave();
                case 2 -> {
                    member.node().crash();
                    room.roster.absent(member.user());
                    room.world.in(random.nextLong(5_000), member.node()::start);
                }
                default -> member.sayNext();
            }
            room.world.advance(random.nextLong(2_000));
        }
        room.roster.loses(0);
        settle(room);
        room.world.advance(FIND_OUT_MS);
        int before = room.ledger.messages().size();
        room.inside().forEach(SimMember::sayNext);
        room.world.advance(10_000);
        room.ledger.messages().keySet().stream()
                .skip(before)
                .forEach(id -> room.inside().stream()
                        .filter(member -> !room.ledger.messages().get(id).sender.equals(member.user()))
                        .forEach(member -> room.world.check(
                                room.ledger.isShown(member.user(), id),
                                () -> member.user() + " does not see what is said in the end")));
    }

    @Test
    void idleMemberSleeps() throws Exception {
        Seeds.run(world -> {
            SimRoom room = new SimRoom(world);
            RandomGenerator random = world.random("scenario");
            room.net.faults(LinkFaults.drawn(world.random("faults")));
            List<SimMember> members = members(room, 2 + random.nextInt(7));
            for (int i = 0; i < 10; i++) {
                SimMember member = members.get(random.nextInt(members.size()));
                member.sayNext();
                trouble(room, member, random);
                world.advance(random.nextLong(400));
            }
            settle(room);
            world.advance(20_000);
            Map<SimMember, Long> before = new HashMap<>();
            members.forEach(member -> before.put(member, member.ticks()));
            world.advance(IDLE_MS);
            members.forEach(member -> world.check(
                    member.ticks() - before.get(member) <= MAX_IDLE_TICKS,
                    () -> member.user() + " woke " + (member.ticks() - before.get(member)) + " times"));
        });
    }

    static void trouble(SimRoom room, SimMember member, RandomGenerator random) {
        World world = room.world;
        switch (random.nextInt(8)) {
            case 0 -> member.node().restart();
            case 1 -> {
                member.node().crash();
                room.roster.absent(member.user());
                world.in(random.nextLong(10_000), member.node()::start);
            }
            case 2 -> {
                world.partitions().separate(member.node());
                world.in(random.nextLong(20_000), world.partitions()::heal);
            }
            case 3 -> room.calls.lines().cutOne();
            case 4 -> {
                room.net.reachedByMulticast(member.node(), false);
                world.in(random.nextLong(20_000), () -> room.net.reachedByMulticast(member.node(), true));
            }
            case 5 -> {
                member.node().pause();
                world.in(random.nextLong(5_000), member.node()::resume);
            }
            default -> {}
        }
    }

    static List<SimMember> members(SimRoom room, int count) {
        List<SimMember> members = new ArrayList<>();
        for (String name : NAMES.subList(0, count)) {
            SimMember member = room.user(name);
            member.join();
            members.add(member);
        }
        room.world.advance(1_000);
        return members;
    }

    /** Lets the network be good, and everybody who is in the room be there, until all is settled. */
    static void settle(SimRoom room) {
        World world = room.world;
        room.net.faults(LinkFaults.NONE.withDelay(0, 2));
        world.partitions().heal();
        room.inside().forEach(member -> member.node().start());
        room.inside().forEach(member -> member.node().resume());
        boolean settled = world.runUntil(() -> room.inside().stream().allMatch(SimMember::isSettled), 120_000);
        world.check(
                settled,
                () -> "not settled: "
                        + room.inside().stream()
                                .filter(member -> !member.isSettled())
                                .map(SimMember::user)
                                .toList());
        room.inside().forEach(member -> room.ledger.checkComplete(member.user()));
    }
}
