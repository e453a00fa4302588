package org.hobnob.protocol.keepalive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Answer;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Ask;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Bare;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Expired;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Tagged;
import org.hobnob.protocol.keepalive.ReceivedKeepAlive.Unverified;

class KeepAliveCodecTest {

    private static final KeepAliveKey KEY = KeepAliveKey.of(new byte[KeepAliveKey.BYTES]);

    @Property
    void printedMessageParsesToTheSame(@ForAll("tagged") Tagged datagram, @ForAll("keys") KeepAliveKey key) {
        byte[] bytes = KeepAliveCodec.encode(datagram, key);

        assertEquals(Optional.of(datagram), believed(bytes, key));
        assertTrue(bytes.length <= KeepAliveCodec.MAX_BYTES);
    }

    @Property
    void bareParsesToTheSameWithAnyBlanksAtItsEnd(
            @ForAll("users") String user, @ForAll @IntRange(max = 200) int blanks) {
        byte[] printed = KeepAliveCodec.encode(new Bare(user));
        byte[] padded = (new String(printed, US_ASCII) + " ".repeat(blanks)).getBytes(US_ASCII);

        assertEquals(Optional.of(new ReceivedKeepAlive.Untagged(new Bare(user))), KeepAliveCodec.parse(padded));
    }

    @Property(tries = 200)
    void everyFlippedBitIsRejected(@ForAll("tagged") Tagged datagram, @ForAll("keys") KeepAliveKey key) {
        byte[] bytes = KeepAliveCodec.encode(datagram, key);
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            Optional<ReceivedKeepAlive> received = KeepAliveCodec.parse(bytes);
            assertFalse(
                    received.filter(ReceivedKeepAlive.Untagged.class::isInstance)
                            .isPresent(),
                    "bit " + bit);
            assertEquals(Optional.empty(), believed(bytes, key), "bit " + bit);
            bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        }
    }

    @Property
    void everyTruncationIsRejected(@ForAll("tagged") Tagged datagram) {
        String text = new String(KeepAliveCodec.encode(datagram, KEY), US_ASCII);
        for (int length = 0; length < text.length(); length++) {
            assertEquals(Optional.empty(), believed(text.substring(0, length).getBytes(US_ASCII), KEY));
        }
    }

    @Property(tries = 20_000)
    void arbitraryBytesNeverThrow(@ForAll @Size(max = 300) byte[] bytes) {
        assertEquals(Optional.empty(), believed(bytes, KEY));
    }

    @Property(tries = 5_000)
    void parsedMessagePrintsTheSameBytes(@ForAll("nearMisses") String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        KeepAliveCodec.parse(bytes)
                .filter(Unverified.class::isInstance)
                .ifPresent(received -> assertEquals(text, printedAgain((Unverified) received, text)));
    }

    @Property
    void anAnswerIsNeverLongerThanItsQuestion(@ForAll("asks") Ask ask, @ForAll boolean accepted) {
        byte[] question = KeepAliveCodec.encode(ask, KEY);
        byte[] answer = KeepAliveCodec.encode(new Answer(accepted, ask.sessionId(), ask.counter()), KEY);

        assertTrue(answer.length <= question.length, answer.length + " > " + question.length);
    }

    @Property
    void anotherKeyIsNotBelieved(
            @ForAll("tagged") Tagged datagram, @ForAll("keys") KeepAliveKey key, @ForAll("keys") KeepAliveKey other) {
        if (!key.equals(other)) {
            assertEquals(Optional.empty(), believed(KeepAliveCodec.encode(datagram, key), other));
        }
    }

    @Example
    void valuesThatTheTextCannotCarryAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Ask("a b", 5, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Ask("alice", 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Ask("alice", 100_000, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Answer(true, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Expired("alice", 1, KeepAliveDatagram.MAX_COUNTER + 1));
        assertThrows(IllegalArgumentException.class, () -> new Bare("x".repeat(33)));
    }

    @Example
    void aKeyDoesNotPrintItselfAndParsesFromItsText() {
        byte[] bytes = new byte[KeepAliveKey.BYTES];
        bytes[0] = (byte) 0xab;
        KeepAliveKey key = KeepAliveKey.of(bytes);

        assertEquals("KeepAliveKey[***]", key.toString());
        assertEquals(Optional.of(key), KeepAliveKey.parse(key.revealHex()));
        assertEquals(Optional.empty(), KeepAliveKey.parse(key.revealHex() + "0"));
        assertEquals(Optional.empty(), KeepAliveKey.parse("g".repeat(64)));
        assertThrows(IllegalArgumentException.class, () -> KeepAliveKey.of(new byte[31]));
    }

    @Example
    void aTimeoutIsClampedToTheBounds() {
        assertArrayEquals(
                new int[] {2, 2, 2, 5, 30, 30, 30},
                IntStream.of(Integer.MIN_VALUE, 0, 2, 5, 30, 31, Integer.MAX_VALUE)
                        .map(TimeoutBounds.DEFAULT::clamp)
                        .toArray());
        assertThrows(IllegalArgumentException.class, () -> new TimeoutBounds(5, 4));
        assertThrows(IllegalArgumentException.class, () -> new TimeoutBounds(0, 4));
    }

    /** The text of what was understood, with the tag that the text came with. */
    private static String printedAgain(Unverified received, String text) {
        String printed = new String(KeepAliveCodec.encode(received.claim(), KEY), US_ASCII);
        return printed.substring(0, printed.length() - 32) + text.substring(text.length() - 32);
    }

    private static Optional<Tagged> believed(byte[] bytes, KeepAliveKey key) {
        return KeepAliveCodec.parse(bytes)
                .filter(Unverified.class::isInstance)
                .flatMap(received -> ((Unverified) received).verify(key));
    }

    @Provide
    Arbitrary<String> users() {
        Arbitrary<String> first = Arbitraries.strings()
                .withChars('a', 'Z', '0')
                .withCharRange('a', 'z')
                .ofLength(1);
        Arbitrary<String> rest = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .withChars('_', '-')
                .ofMaxLength(31);
        return Combinators.combine(first, rest).as(String::concat);
    }

    @Provide
    Arbitrary<Ask> asks() {
        return Combinators.combine(
                        users(),
                        Arbitraries.integers().between(1, KeepAliveDatagram.MAX_TIMEOUT_S),
                        Arbitraries.longs(),
                        counters())
                .as(Ask::new);
    }

    @Provide
    Arbitrary<Tagged> tagged() {
        Arbitrary<Tagged> answers = Combinators.combine(Arbitraries.of(true, false), Arbitraries.longs(), counters())
                .as(Answer::new);
        Arbitrary<Tagged> expiries =
                Combinators.combine(users(), Arbitraries.longs(), counters()).as(Expired::new);
        return Arbitraries.oneOf(asks().map(ask -> ask), answers, expiries);
    }

    @Provide
    Arbitrary<KeepAliveKey> keys() {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofSize(KeepAliveKey.BYTES)
                .map(KeepAliveKey::of);
    }

    /** Valid datagrams with one character replaced, inserted or removed. */
    @Provide
    Arbitrary<String> nearMisses() {
        return Combinators.combine(
                        tagged(),
                        Arbitraries.integers().between(0, 255),
                        Arbitraries.chars().with("0123456789abcdef KTspnt=<>_-".toCharArray()),
                        Arbitraries.integers().between(0, 2))
                .as(KeepAliveCodecTest::edited);
    }

    private static String edited(Tagged datagram, int position, char with, int edit) {
        String text = new String(KeepAliveCodec.encode(datagram, KEY), US_ASCII);
        int at = position % text.length();
        String tail = text.substring(edit == 0 ? at : at + 1);
        return text.substring(0, at) + (edit == 2 ? "" : with) + tail;
    }

    private static Arbitrary<Long> counters() {
        return Arbitraries.longs().between(1, KeepAliveDatagram.MAX_COUNTER);
    }
}
