package org.hobnob.protocol.room.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.crypto.JdkEd25519;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.peer.HistoryEntry;
import org.hobnob.protocol.message.peer.RoomDatagram;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.StreamSalt;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Link;
import org.hobnob.protocol.room.RoomHash;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.RosterClaim;
import org.hobnob.protocol.room.SealedCodec;
import org.hobnob.protocol.room.SealedContent;
import org.hobnob.protocol.room.ShortHash;
import org.hobnob.protocol.room.StreamId;
import org.junit.jupiter.api.Test;

/** What a report proves, and what it hides (SPEC 15). */
class SignedReportTest {
    static final byte[] PIN = new byte[32];
    static final RoomName LAB = new RoomName("Lab");
    private static final RoomInstance INSTANCE = new RoomInstance("0b".repeat(16));
    private static final StreamSalt SALT = new StreamSalt("0a".repeat(16));
    static final Signer ANN = JdkEd25519.signer(new byte[32]);
    static final Verifier VERIFIER = JdkEd25519.verifier();
    static final MessageId FIRST = new MessageId("01".repeat(16));
    private static final MessageId SECOND = new MessageId("02".repeat(16));

    private static HistoryEntry entry() {
        SealedContent.Messages said = new SealedContent.Messages(List.of(
                new SealedContent.Message(FIRST, MessageBody.of(new ChatText("a secret of mine"))),
                new SealedContent.Message(SECOND, MessageBody.of(new ChatText("bob is a fool")))));
        RoomHash hash = RoomHash.of(PIN, INSTANCE, LAB);
        long stream = StreamId.of(RoomId.of(LAB), ANN.publicKey(), SALT);
        RoomHeader header = new RoomHeader(RoomHeader.VERSION_2, RoomHeader.KIND_SEALED, hash.id(), 1, stream, 1);
        Link link = new Link(ShortHash.NONE, new RosterClaim(1, new ShortHash(1, 1)));
        SealedCodec.Encoded encoded = SealedCodec.encode(link, said, new Random(7));
        byte[] signature =
                ANN.sign(Signing.message(Signing.Purpose.SEALED, header, encoded.signed(), Optional.of(hash)));
        byte[] plain = ByteBuffer.allocate(signature.length + encoded.content().length)
                .put(signature)
                .put(encoded.content())
                .array();
        byte[] sealed = new Primitives().seal(new byte[32], header.bytes(), plain);
        byte[] datagram = ByteBuffer.allocate(RoomHeader.BYTES + sealed.length)
                .put(header.bytes())
                .put(sealed)
                .array();
        return new HistoryEntry(new UserName("ann"), ANN.publicKey(), SALT, new byte[32], RoomDatagram.of(datagram));
    }

    static byte[] report() {
        return report(SECOND);
    }

    static byte[] report(MessageId id) {
        return SignedReport.of(entry(), LAB, INSTANCE, id).orElseThrow();
    }

    @Test
    void reportProvesWhoSignedWhatInWhichRoom() {
        SignedReport.Proven proven = SignedReport.check(report(), PIN, VERIFIER).orElseThrow();
        assertEquals("bob is a fool", proven.body().text().text());
        assertEquals(ANN.publicKey(), proven.key());
        assertEquals(LAB, proven.room());
        assertEquals(SECOND, proven.id());
    }

    @Test
    void otherMessagesOfTheDatagramStayHidden() {
        assertFalse(new String(report(), StandardCharsets.ISO_8859_1).contains("secret"));
    }

    @Test
    void whatIsNotThereMakesNoReport() {
        assertTrue(SignedReport.of(entry(), LAB, INSTANCE, new MessageId("03".repeat(16)))
                .isEmpty());
    }

    @Test
    void anyChangedByteProvesNothingElse() {
        byte[] good = report();
        // The name is the reporter's word: no signature covers it.
        for (int i = 0; i < good.length; i++) {
            byte[] changed = good.clone();
            changed[i] ^= 1;
            Optional<SignedReport.Proven> proven = SignedReport.check(changed, PIN, VERIFIER);
            assertTrue(
                    proven.isEmpty()
                            || proven.get().key().equals(ANN.publicKey())
                                    && proven.get().body().text().text().equals("bob is a fool")
                                    && proven.get().room().equals(LAB),
                    "byte " + i);
        }
    }

    @Test
    void cutOrOtherRegistrysReportsProveNothing() {
        byte[] good = report();
        for (int length = 0; length < good.length; length++) {
            assertTrue(SignedReport.check(Arrays.copyOf(good, length), PIN, VERIFIER)
                    .isEmpty());
        }
        byte[] other = new byte[32];
        other[0] = 1;
        assertTrue(SignedReport.check(good, other, VERIFIER).isEmpty());
        assertTrue(SignedReport.check(new byte[4_000], PIN, VERIFIER).isEmpty());
    }
}
