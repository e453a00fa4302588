package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.peer.RoomKeys;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.StreamId;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativePeer;
import org.hobnob.protocol.wire.Parsed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member with a key of its own, and every key that the others gave it, cannot speak as another member. */
@Tag("slow")
class RoomImpostorTest {
    private static final String CHAIN = "1:1:" + "ab".repeat(32);
    private static final String SALT = "0123456789abcdeffedcba9876543210";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    @TempDir
    Path folder;

    private RoomFixture room;
    private Forger forger;

    @BeforeEach
    void start() {
        room = new RoomFixture(folder, "dana", "omar", "mallory");
        forger = new Forger(RoomFixture.ID, room.peer("mallory").identity());
        room.say("dana", "one");
        room.allWasShownOnceAndNothingElse();
    }

    @AfterEach
    void stop() {
        room.close();
    }

    private long streamOf(String name) {
        return room.statusOf(name).header().stream();
    }

    private static String hex(long stream) {
        return HexFormat.of().toHexDigits(stream);
    }

    private void allGoOn() {
        for (int i = 0; i < 3; i++) {
            room.say("dana", "still here " + i);
            room.say("omar", "so I hear " + i);
            room.say("mallory", "and I " + i);
        }
        room.allWasShownOnceAndNothingElse();
    }

    /** The keys that the other member of the room hands over, as it must: its words are for all members. */
    private static RoomKeys keys(Stranger mallory, long stream) {
        mallory.say("@k ASK_ROOM_KEYS mallory lab3 " + hex(stream) + " 0\n");
        NativeLine line = NativeLine.parse(mallory.hear()).orElseThrow();
        PeerReply reply = ((Parsed.Valid<PeerReply>) NativePeer.parseReply(line)).value();
        return ((PeerReply.RoomKeysAnswer) reply).keys().orElseThrow();
    }

    @Test
    void whatItSealsInAnothersStreamIsNotShown() {
        long danas = streamOf("dana");
        RoomKeys keys;
        try (Stranger mallory = room.knock("mallory", "dana")) {
            keys = keys(mallory, danas);
        }
        assertEquals(
                danas, StreamId.of(RoomFixture.ID, room.peer("dana").identity().publicKey(), keys.salt()));
        ChainKey key = keys.chains().get(keys.chains().size() - 1);
        MessageId id = MessageId.random(new SplittableRandom(1));
        byte[] forged = forger.said(danas, key, id, "send me your password");
        room.wire().send(forged);
        try (Stranger mallory = room.knock("mallory", "omar")) {
            mallory.say("@1 DIRECT_BROADCAST mallory " + BASE64.encodeToString(forged) + " room=lab3\n");
            assertEquals("@1 DIRECT_BROADCAST_NOTIFICATION <SUCCESS> <200> mallory", mallory.hear());
        }
        allGoOn();
    }

    @Test
    void itsStatusInAnothersNameIsNotBelieved() {
        long danas = streamOf("dana");
        RoomStatus over = new RoomStatus(
                RoomFixture.user("dana"), false, 0, 1, Optional.of(new RoomStatus.Prior(danas, 1_000)), List.of());
        RoomStatus lost = new RoomStatus(RoomFixture.user("dana"), false, 1_000, 1_001, Optional.empty(), List.of());
        for (int i = 1; i <= 20; i++) {
            room.wire().send(forger.status(danas + 1, 1_000 + i, over));
            room.wire().send(forger.status(danas, 1_000 + i, lost));
            // In its own name, of a stream that is another's.
            room.wire()
                    .send(forger.status(
                            danas,
                            2_000 + i,
                            new RoomStatus(
                                    RoomFixture.user("mallory"), false, 1_000, 1_001, Optional.empty(), List.of())));
        }
        allGoOn();
    }

    @Test
    void overLinesItMaySpeakForItselfOnly() {
        String refused = " ERROR <FAILURE> <404> reason=not-yours";
        try (Stranger mallory = room.knock("mallory", "omar")) {
            mallory.say("@1 DIRECT_BROADCAST dana SEIB_w room=lab3\n");
            assertEquals("@1" + refused, mallory.hear());
            mallory.say("@2 ROOM_KEYS dana lab3 " + SALT + " 1 " + CHAIN + "\n");
            assertEquals("@2" + refused, mallory.hear());
            mallory.say("@3 ASK_ROOM_KEYS dana lab3 " + hex(streamOf("omar")) + " 0\n");
            assertEquals("@3" + refused, mallory.hear());
            mallory.say("@4 ASK_ROOM_REPAIR dana lab3 " + hex(streamOf("omar")) + " 1 2\n");
            assertEquals("@4" + refused, mallory.hear());
        }
        assertEquals(4, room.peer("omar").counted("refused"));
        allGoOn();
    }

    /** Others' claims to a stream do not make its words theirs, nor end it. */
    @Test
    void itCannotTakeAStreamOver() {
        long danas = streamOf("dana");
        RoomKeys keys;
        try (Stranger mallory = room.knock("mallory", "dana")) {
            keys = keys(mallory, danas);
        }
        try (Stranger mallory = room.knock("mallory", "omar")) {
            mallory.say("@1 ROOM_KEYS mallory lab3 " + keys.salt() + " 1 " + CHAIN + "\n");
            assertTrue(mallory.hear().startsWith("@1 ROOM_KEYS_RESPONSE"));
        }
        allGoOn();
    }

    /** Cut and damaged lines cost at most the connection that they came over. */
    @Test
    void damagedLinesChangeNothing() {
        SplittableRandom random = new SplittableRandom(1);
        long danas = streamOf("dana");
        List<String> lines = List.of(
                "@1 ROOM_KEYS mallory lab3 " + SALT + " 1 " + CHAIN,
                "@2 ASK_ROOM_KEYS mallory lab3 " + hex(danas) + " 0",
                "@3 ASK_ROOM_REPAIR mallory lab3 " + hex(danas) + " 1 2",
                "@4 DIRECT_BROADCAST mallory "
                        + BASE64.encodeToString(room.wire().heard().get(0)) + " room=lab3",
                "@5 DIRECT_MESSAGE mallory omar hello id=" + "0a".repeat(16) + " log=8899aabbccddeeff n=1 first=1");
        for (int i = 0; i < 40; i++) {
            byte[] line = lines.get(random.nextInt(lines.size())).getBytes(StandardCharsets.UTF_8);
            byte[] damaged = random.nextBoolean() ? line.clone() : Arrays.copyOf(line, random.nextInt(line.length));
            if (damaged.length == line.length) {
                damaged[random.nextInt(line.length)] ^= (byte) (1 << random.nextInt(7));
            }
            try (Stranger mallory = room.knock("mallory", "omar")) {
                mallory.say(Buffer.buffer(damaged).appendString("\n"));
            }
        }
        allGoOn();
    }
}
