package org.hobnob.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.message.Reason;
import org.junit.jupiter.api.Test;

/** SPEC 3.1. */
class LineFramerTest {
    private static final int MAX = 12;
    private static final Frame TOO_LONG = new Frame.Rejected("?", Reason.TOO_LONG);
    private static final Frame MALFORMED = new Frame.Rejected("?", Reason.MALFORMED);
    private static final Pattern TAGGED = Pattern.compile("@([0-9A-Za-z]{1,16})( .*)?", Pattern.DOTALL);

    @Property
    void anySplitOfTheBytesGivesTheSameFrames(
            @ForAll("streams") byte[] stream, @ForAll("cuts") List<Integer> chunkLengths) {
        LineFramer framer = new LineFramer(MAX);
        List<Frame> frames = new ArrayList<>();
        int from = 0;
        for (int length : chunkLengths) {
            int to = Math.min(stream.length, from + length);
            frames.addAll(framer.feed(Arrays.copyOfRange(stream, from, to)));
            from = to;
        }
        frames.addAll(framer.feed(Arrays.copyOfRange(stream, from, stream.length)));
        assertEquals(new LineFramer(MAX).feed(stream), frames);
    }

    /** Says the rule a second time, in another way: line by line over the whole stream. */
    @Property
    void theFramesAreTheLinesBetweenLineFeeds(@ForAll("streams") byte[] stream) {
        List<Frame> expected = new ArrayList<>();
        String latin = new String(stream, StandardCharsets.ISO_8859_1);
        String[] lines = latin.split("\n", -1);
        for (String line : Arrays.asList(lines).subList(0, lines.length - 1)) {
            expected.add(frameOf(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line));
        }
        assertEquals(expected, new LineFramer(MAX).feed(stream));
    }

    private static Frame frameOf(String latin) {
        byte[] bytes = latin.getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (bytes.length > MAX) {
            return TOO_LONG;
        }
        boolean strict = Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8));
        return strict && latin.chars().noneMatch(c -> c < 0x20 || c == 0x7f) ? new Frame.Line(text) : malformed(latin);
    }

    private static Frame malformed(String latin) {
        Matcher tagged = TAGGED.matcher(latin);
        return tagged.matches() ? new Frame.Rejected(tagged.group(1), Reason.MALFORMED) : MALFORMED;
    }

    @Test
    void badLinesAreAnsweredAsTheVectorsSay() {
        for (Vectors.Row row : Vectors.read("bad-lines.txt", 3)) {
            byte[] bytes = (Vectors.unquote(row.column(1)) + "\n").getBytes(StandardCharsets.ISO_8859_1);
            List<Frame> frames = new LineFramer(Limits.LINE_BYTES).feed(bytes);
            assertEquals(1, frames.size(), row.name());
            assertEquals(row.column(2), answer(frames.get(0)), row.name());
        }
    }

    private static String answer(Frame frame) {
        if (frame instanceof Frame.Rejected rejected) {
            return "@" + rejected.tag() + " " + rejected.reason().word();
        }
        String text = ((Frame.Line) frame).text();
        return NativeLine.parse(text).isPresent() ? "none" : "@" + NativeLine.tagOf(text) + " malformed";
    }

    @Test
    void aCarriageReturnBeforeTheLineFeedIsDropped() {
        assertEquals(List.of(new Frame.Line("@1 PING"), new Frame.Line("")), feed(MAX, "@1 PING\r\n\r\n"));
        assertEquals(List.of(new Frame.Rejected("1", Reason.MALFORMED)), feed(MAX, "@1 PING\r\r\n"));
        assertEquals(List.of(MALFORMED), feed(MAX, "@1\rPING\n"));
    }

    @Test
    void longestLinePassesAndOneByteMoreDoesNot() {
        String longest = "x".repeat(MAX);
        assertEquals(List.of(new Frame.Line(longest)), feed(MAX, longest + "\n"));
        assertEquals(List.of(new Frame.Line(longest)), feed(MAX, longest + "\r\n"));
        assertEquals(List.of(TOO_LONG), feed(MAX, longest + "x\n"));
        assertEquals(List.of(TOO_LONG), feed(MAX, longest + "x\r\n"));
        assertEquals(List.of(TOO_LONG), feed(MAX, longest + "\rx\n"));
    }

    @Test
    void lengthCountsBytesNotCharacters() {
        assertEquals(List.of(new Frame.Line("éééééé")), feed(MAX, "éééééé\n"));
        assertEquals(List.of(TOO_LONG), feed(MAX, "ééééééé\n"));
    }

    @Test
    void aLongLineIsReportedOnceAndTheNextOneIsRead() {
        assertEquals(List.of(TOO_LONG, new Frame.Line("next")), feed(MAX, "y".repeat(100_000) + "\nnext\n"));
    }

    @Test
    void anOverlongLineIsSeenBeforeItEnds() {
        LineFramer framer = new LineFramer(MAX);
        framer.feed("z".repeat(MAX).getBytes(StandardCharsets.UTF_8));
        assertEquals(0, framer.dropped());
        framer.feed("zz".getBytes(StandardCharsets.UTF_8));
        assertEquals(1, framer.dropped());
        framer.feed("\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(0, framer.dropped());
    }

    @Test
    void invalidUtf8IsRejected() {
        byte[][] bad = {
            {(byte) 0xff, '\n'},
            {(byte) 0xc3, '\n'},
            {(byte) 0xc0, (byte) 0x80, '\n'},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80, '\n'},
            {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80, '\n'}
        };
        for (byte[] bytes : bad) {
            assertEquals(List.of(MALFORMED), new LineFramer(MAX).feed(bytes));
        }
    }

    @Test
    void controlCharactersAreRejected() {
        for (char c = 0; c <= 0x7f; c++) {
            if ((c < ' ' || c == 0x7f) && c != '\n') {
                assertEquals(List.of(MALFORMED), feed(MAX, "a" + c + "b\n"), "U+" + (int) c);
            }
        }
    }

    private static List<Frame> feed(int maxLineBytes, String text) {
        return new LineFramer(maxLineBytes).feed(text.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(0, 9).list().ofMaxSize(40);
    }

    @Provide
    Arbitrary<byte[]> streams() {
        Arbitrary<byte[]> piece = Arbitraries.oneOf(
                Arbitraries.of(
                                "\n",
                                "\r\n",
                                "\r",
                                "é",
                                "😀",
                                "@1 PING",
                                "@1 ",
                                "@1\u0007",
                                "@?",
                                "x".repeat(MAX),
                                "x".repeat(30),
                                "\u0007")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(4));
        return piece.list().ofMaxSize(25).map(pieces -> {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            pieces.forEach(all::writeBytes);
            return all.toByteArray();
        });
    }
}
