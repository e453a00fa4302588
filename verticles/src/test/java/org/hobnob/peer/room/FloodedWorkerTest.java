package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.hobnob.ed25519.Ed25519Verifier;
import org.hobnob.peer.identity.Identity;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.RoomHash;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.RosterClaim;
import org.hobnob.protocol.room.engine.Change;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.engine.RoomRecord;
import org.hobnob.protocol.room.engine.Saying;
import org.hobnob.protocol.room.member.Roster;
import org.hobnob.protocol.room.member.SealedRoom;
import org.hobnob.protocol.room.seal.Arrival;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How long a datagram of one room waits for the rooms' worker while another room gets 20,000 forged ones a second. The
 * clock is the time that the worker's thread has had a processor for, so a busy machine does not matter. The profile
 * {@code faults} runs it.
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "hobnob.faults.figures", matches = "true")
class FloodedWorkerTest {
    private static final int FORGED_PER_SECOND = 20_000;
    private static final int LINES = 60;
    private static final long PERIOD_NS = 25_000_000;
    private static final long NS_PER_SECOND = 1_000_000_000;
    private static final long MAX_RUN_NS = 10 * NS_PER_SECOND;
    private static final long MAX_DELAY_NS = 50_000_000;
    private static final int SEQUENCE_AT = 24;
    private static final int MAC_FROM_END = 64 + 16;
    private static final int EPOCH_FROM_END = MAC_FROM_END + 4;
    private static final UserName DANA = new UserName("dana");
    private static final UserName OMAR = new UserName("omar");
    private static final RoomInstance INSTANCE = new RoomInstance("ab".repeat(16));
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final SplittableRandom random = new SplittableRandom(7);
    private final Identity danas = Identity.generate(new SecureRandom());
    private final Identity omars = Identity.generate(new SecureRandom());

    /** A room of two, at Omar's and at Dana's. */
    private final class Room {
        private final RoomName name;
        private final SealedRoom dana;
        private final SealedRoom omar;

        Room(String name) {
            this.name = new RoomName(name);
            dana = program(DANA, danas);
            omar = program(OMAR, omars);
            told(dana, OMAR);
            told(omar, DANA);
            say("first").forEach(this::atOmars);
            omar.keys(DANA, dana.keysFor(OMAR, 0, 0).orElseThrow(), true, 0);
        }

        private SealedRoom program(UserName user, Identity identity) {
            RoomRecord record = new RoomRecord();
            record.apply(new Change.Joined());
            return new SealedRoom(
                    RoomId.of(name), user, record.memory(), identity, new Ed25519Verifier(), random, random);
        }

        private void told(SealedRoom program, UserName other) {
            Map<UserName, Optional<PublicKey>> all = new TreeMap<>();
            all.put(DANA, Optional.of(danas.publicKey()));
            all.put(OMAR, Optional.of(omars.publicKey()));
            Roster.Member member = new Roster.Member(all.get(other).orElseThrow(), true, true, true);
            program.roster(
                    new Roster(
                            1,
                            Optional.of(RoomHash.of(new byte[32], INSTANCE, name)),
                            RosterClaim.of(INSTANCE, 1, all),
                            Map.of(other, member)),
                    0);
        }

        List<byte[]> say(String text) {
            Saying saying = new Saying(MessageId.random(random), MessageBody.of(new ChatText(text)));
            return sent(dana.say(List.of(saying), 0));
        }

        /** A status of Dana's that is news to Omar. */
        byte[] status() {
            return sent(dana.tick(20_000)).stream()
                    .filter(datagram -> RoomHeader.parse(datagram).orElseThrow().kind() == RoomHeader.KIND_STATUS)
                    .findFirst()
                    .orElseThrow();
        }

        List<RoomEffect> atOmars(byte[] datagram) {
            return omar.datagram(datagram, Arrival.fromGroup("10.0.0.9"), clockNs() / 1_000_000);
        }

        private static List<byte[]> sent(List<RoomEffect> effects) {
            return effects.stream()
                    .filter(RoomEffect.Send.class::isInstance)
                    .map(effect -> ((RoomEffect.Send) effect).datagram())
                    .toList();
        }
    }

    private static long clockNs() {
        return THREADS.getCurrentThreadCpuTime();
    }

    private static byte[] changed(byte[] datagram, long number, int fromEnd) {
        byte[] copy = datagram.clone();
        ByteBuffer.wrap(copy).putLong(SEQUENCE_AT, number);
        copy[copy.length - fromEnd] ^= 1;
        return copy;
    }

    /** Floods one room by the clock, and returns how long each line of another one waited, the shortest first. */
    private List<Long> waitsNs(Room flooded, LongFunction<byte[]> forged, Room quiet) {
        Deque<Runnable> worker = new ArrayDeque<>();
        long[] dropped = new long[1];
        ArrivalQueue queue = new ArrivalQueue(worker::add, room -> dropped[0]++);
        ArrivalQueue.Lane floodedLane = queue.lane("flooded");
        ArrivalQueue.Lane quietLane = queue.lane("quiet");
        List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            lines.addAll(quiet.say("line " + i));
        }
        List<Long> waits = new ArrayList<>();
        List<RoomEffect> shown = new ArrayList<>();
        long startNs = clockNs();
        long sent = 0;
        for (int next = 0; waits.size() < lines.size(); ) {
            long sinceNs = clockNs() - startNs;
            assertTrue(sinceNs < MAX_RUN_NS, () -> "only " + waits.size() + " lines had their turn");
            for (long due = sinceNs * FORGED_PER_SECOND / NS_PER_SECOND; sent < due; sent++) {
                byte[] datagram = forged.apply(sent);
                floodedLane.offer(() -> flooded.atOmars(datagram));
            }
            for (; next < lines.size() && next * PERIOD_NS <= sinceNs; next++) {
                byte[] line = lines.get(next);
                long offeredNs = clockNs();
                quietLane.offer(() -> {
                    shown.addAll(quiet.atOmars(line));
                    waits.add(clockNs() - offeredNs);
                });
            }
            if (!worker.isEmpty()) {
                worker.remove().run();
            }
        }
        Collections.sort(waits);
        System.out.printf(
                "p50 %.2f ms, p99 %.2f ms, longest %.2f ms; %d forged, %d dropped%n",
                waits.get(LINES / 2) / 1e6,
                waits.get(LINES * 99 / 100) / 1e6,
                waits.get(LINES - 1) / 1e6,
                sent,
                dropped[0]);
        assertEquals(
                LINES,
                shown.stream().filter(RoomEffect.Deliver.class::isInstance).count());
        return waits;
    }

    private void isNotDelayed(String what, LongFunction<byte[]> forged, Room flooded, Room quiet) {
        System.out.print(what + ": ");
        List<Long> waits = waitsNs(flooded, forged, quiet);
        assertTrue(waits.get(LINES - 1) < MAX_DELAY_NS, what);
    }

    @Test
    void floodDelaysNoOtherRoom() {
        Room flooded = new Room("flooded");
        Room quiet = new Room("quiet");
        List<byte[]> unheard = flooded.say("not delivered");
        byte[] status = flooded.status();
        isNotDelayed("nothing", number -> new byte[0], flooded, quiet);
        isNotDelayed("wrong MAC", number -> changed(status, 1_000 + number, MAC_FROM_END), flooded, quiet);
        isNotDelayed("unknown key", number -> changed(status, 1_000 + number, EPOCH_FROM_END), flooded, quiet);
        isNotDelayed("right MAC, wrong signature", number -> changed(status, sequence(status), 1), flooded, quiet);
        isNotDelayed("sealed far ahead", number -> changed(unheard.get(0), 1_000, 1), flooded, quiet);
    }

    private static long sequence(byte[] datagram) {
        return ByteBuffer.wrap(datagram).getLong(SEQUENCE_AT);
    }
}
