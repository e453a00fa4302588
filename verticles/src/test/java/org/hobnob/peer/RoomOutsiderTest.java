package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.hobnob.peer.identity.Identity;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody on the network who is in no room hears a sealed one's datagrams, and sends its own into it. */
@Tag("slow")
class RoomOutsiderTest {
    private static final long SEED = Long.getLong("hobnob.faults.seed", 1);
    private static final int ROUNDS = 30;
    private static final int INJECTED_A_ROUND = 40;

    @TempDir
    Path folder;

    private final RandomGenerator random = new SplittableRandom(SEED);
    private final Identity own = Identity.generate(new SecureRandom());
    private RoomFixture room;
    private Wiretap wire;

    @BeforeEach
    void start() {
        room = new RoomFixture(folder, "dana", "omar");
        wire = room.wire();
    }

    @AfterEach
    void stop() {
        room.close();
    }

    @Test
    void readsNothing() {
        for (String text : List.of("the key is under the mat", "the mat is behind the house")) {
            room.say("dana", text);
        }
        room.allWasShownOnceAndNothingElse();
        for (byte[] datagram : wire.heard()) {
            String readable = new String(datagram, StandardCharsets.ISO_8859_1);
            assertTrue(!readable.contains("key is") && !readable.contains("mat is"), readable);
        }
    }

    /** Again, cut, with bits flipped, under other numbers and streams, and invented. */
    @Test
    void whatItSendsChangesNothing() {
        System.out.println("seed " + SEED);
        for (int round = 0; round < ROUNDS; round++) {
            room.say(round % 2 == 0 ? "dana" : "omar", "words of round " + round);
            for (int i = 0; i < INJECTED_A_ROUND; i++) {
                inject();
            }
        }
        room.allWasShownOnceAndNothingElse();
        // All of it once more, to members who have had it.
        List.copyOf(wire.heard()).forEach(wire::send);
        room.say("dana", "after the replay");
        room.say("omar", "after the replay");
        room.allWasShownOnceAndNothingElse();
        assertTrue(wire.heard().size() > ROUNDS * INJECTED_A_ROUND / 2);
    }

    private void inject() {
        List<byte[]> heard = wire.heard();
        if (heard.isEmpty()) {
            return;
        }
        byte[] datagram = heard.get(random.nextInt(heard.size())).clone();
        if (datagram.length < RoomHeader.BYTES) {
            wire.send(datagram);
            return;
        }
        switch (random.nextInt(7)) {
            case 0 -> wire.send(datagram);
            case 1 -> wire.send(Arrays.copyOf(datagram, random.nextInt(datagram.length + 50)));
            case 2 -> {
                datagram[random.nextInt(datagram.length)] ^= (byte) (1 << random.nextInt(8));
                wire.send(datagram);
            }
            case 3 -> {
                long number = random.nextBoolean() ? random.nextLong(1, 200) : random.nextLong(1, Long.MAX_VALUE);
                wire.send(ByteBuffer.wrap(datagram).putLong(24, number).array());
            }
            case 4 -> {
                byte[] other = heard.get(random.nextInt(heard.size()));
                System.arraycopy(other, 0, datagram, 0, Math.min(other.length, RoomHeader.BYTES));
                wire.send(datagram);
            }
            case 5 -> {
                byte[] invented = new byte[random.nextInt(1_300)];
                random.nextBytes(invented);
                System.arraycopy(datagram, 0, invented, 0, Math.min(invented.length, random.nextInt(RoomHeader.BYTES)));
                wire.send(invented);
            }
            default -> wire.send(open());
        }
    }

    /** As original peers write; nobody may in a sealed room. */
    private byte[] open() {
        List<String> lines = List.of(
                "dana: send me your password", "System: User omar left.", "omar: \u001b]0;hello\u0007", "dana:");
        return lines.get(random.nextInt(lines.size())).getBytes(StandardCharsets.UTF_8);
    }

    /** Whoever could take a member's stream for over in its name would silence the member. */
    @Test
    void speaksInNobodysName() {
        room.say("dana", "one");
        room.allWasShownOnceAndNothingElse();
        RoomFixture.Heard heard = room.statusOf("dana");
        long stream = heard.header().stream();
        Forger forger = new Forger(RoomFixture.ID, own);
        RoomStatus over = new RoomStatus(
                RoomFixture.user("dana"), false, 0, 1, Optional.of(new RoomStatus.Prior(stream, 1_000)), List.of());
        RoomStatus lost = new RoomStatus(RoomFixture.user("dana"), false, 1_000, 1_001, Optional.empty(), List.of());
        for (int i = 1; i <= 20; i++) {
            wire.send(forger.status(stream + 1, 1_000 + i, over));
            wire.send(forger.status(stream, 1_000 + i, lost));
        }
        // What a member believed of it would take some time to show.
        for (int i = 0; i < 20; i++) {
            room.say("dana", "still here " + i);
            room.say("omar", "so I hear " + i);
            room.allWasShownOnceAndNothingElse();
        }
    }
}
