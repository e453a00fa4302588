package org.hobnob.protocol.keepalive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Answer;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Ask;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Bare;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Expired;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Tagged;
import org.hobnob.protocol.keepalive.ReceivedKeepAlive.Unverified;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The vectors in {@code vectors/keepalive.txt}, whose tags were computed by another program. */
class KeepAliveVectorsTest {

    private static final Pattern BYTE = Pattern.compile("\\\\x([0-9a-f]{2})");
    private static final Set<String> KINDS =
            Set.of("ask", "answer", "expired", "bare", "forged", "malformed", "window");

    private record Vector(int line, String kind, String[] fields, String key, String text) {

        byte[] datagram() {
            return BYTE.matcher(text)
                    .replaceAll(m -> String.valueOf((char) HexFormat.fromHexDigits(m.group(1))))
                    .getBytes(ISO_8859_1);
        }

        KeepAliveKey sessionKey() {
            return KeepAliveKey.parse(key).orElseThrow();
        }

        Tagged tagged() {
            return switch (kind) {
                case "ask" -> new Ask(fields[0], Integer.parseInt(fields[1]), session(2), counter());
                case "answer" -> new Answer(fields[0].equals("200"), session(1), counter());
                case "expired" -> new Expired(fields[0], session(1), counter());
                default -> throw new IllegalArgumentException(kind);
            };
        }

        private long session(int field) {
            return HexFormat.fromHexDigitsToLong(fields[field]);
        }

        private long counter() {
            return Long.parseLong(fields[fields.length - 1]);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyVectorHolds() throws IOException {
        return vectors().stream()
                .map(vector -> dynamicTest(vector.line + " " + vector.kind + " " + vector.text, () -> check(vector)));
    }

    @Test
    void everyKindHasVectors() throws IOException {
        assertEquals(
                new TreeSet<>(KINDS),
                vectors().stream().map(Vector::kind).collect(Collectors.toCollection(TreeSet::new)));
    }

    private static void check(Vector vector) {
        switch (vector.kind) {
            case "ask", "answer", "expired" -> checkTagged(vector);
            case "bare" ->
                assertEquals(
                        Optional.of(new ReceivedKeepAlive.Untagged(new Bare(vector.fields[0]))),
                        KeepAliveCodec.parse(vector.datagram()));
            case "forged" ->
                assertEquals(Optional.empty(), received(vector).verify(vector.sessionKey()), "believed a forgery");
            case "malformed" ->
                assertTrue(KeepAliveCodec.parse(vector.datagram()).isEmpty(), "parsed");
            case "window" -> checkWindow(vector);
            default -> throw new AssertionError("unknown kind of vector: " + vector.kind);
        }
    }

    private static void checkTagged(Vector vector) {
        Tagged expected = vector.tagged();
        assertEquals(expected.sessionId(), received(vector).claimedSessionId());
        assertEquals(Optional.of(expected), received(vector).verify(vector.sessionKey()));
        assertArrayEquals(vector.datagram(), KeepAliveCodec.encode(expected, vector.sessionKey()));
    }

    private static Unverified received(Vector vector) {
        return (Unverified) KeepAliveCodec.parse(vector.datagram()).orElseThrow();
    }

    private static void checkWindow(Vector vector) {
        ReplayWindow window = new ReplayWindow();
        String accepted = Arrays.stream(vector.fields)
                .map(counter -> window.accept(Long.parseLong(counter)) ? "1" : "0")
                .collect(Collectors.joining(" "));
        assertEquals(vector.text, accepted);
    }

    private static List<Vector> vectors() throws IOException {
        try (var in = Objects.requireNonNull(
                        KeepAliveVectorsTest.class.getResourceAsStream("/vectors/keepalive.txt"),
                        "vectors/keepalive.txt is missing");
                var reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            List<String> lines = reader.lines().toList();
            return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
                    .filter(i -> !lines.get(i).isEmpty() && !lines.get(i).startsWith("#"))
                    .map(i -> vector(i + 1, lines.get(i)))
                    .toList();
        }
    }

    private static Vector vector(int line, String text) {
        String[] columns = text.split("\\|", -1);
        assertEquals(4, columns.length, "columns in line " + line);
        return new Vector(line, columns[0], columns[1].split(" "), columns[2], columns[3]);
    }
}
