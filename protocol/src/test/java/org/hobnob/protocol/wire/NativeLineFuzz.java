package org.hobnob.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.fuzz.FuzzTarget;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reply;

/** Lines of the native dialect, from bytes to messages: of registries, peers and mailboxes (SPEC 3, 4, 7, 14.3). */
public final class NativeLineFuzz implements FuzzTarget {
    private static final int LINE_BYTES = 1_000;

    @Override
    public void parse(byte[] input) {
        LineFramer framer = new LineFramer(LINE_BYTES);
        List<Frame> frames = framer.feed(input);
        assertEquals(frames, inTwoChunks(input), "frames do not depend on chunks");
        for (Frame frame : frames) {
            if (frame instanceof Frame.Line line) {
                assertTrue(line.text().getBytes(StandardCharsets.UTF_8).length <= LINE_BYTES);
                NativeLine.parse(line.text()).ifPresent(NativeLineFuzz::read);
            }
        }
    }

    private static List<Frame> inTwoChunks(byte[] input) {
        LineFramer framer = new LineFramer(LINE_BYTES);
        int half = input.length / 2;
        List<Frame> frames = new ArrayList<>(framer.feed(java.util.Arrays.copyOf(input, half)));
        frames.addAll(framer.feed(java.util.Arrays.copyOfRange(input, half, input.length)));
        return frames;
    }

    private static void read(NativeLine line) {
        assertEquals(line, NativeLine.parse(line.print()).orElseThrow(), "what was read can be written");
        check(line, NativeRequests::parse, NativeRequests::print);
        for (Command command : Command.values()) {
            checkReply(line, command);
        }
        check(line, NativeNotices::parse, (tag, notice) -> NativeNotices.print(notice));
        check(line, NativePeer::parseMessage, NativePeer::print);
        check(line, NativePeer::parseReply, NativePeer::print);
    }

    private interface Printer<T> {
        NativeLine print(String tag, T message);
    }

    /** What is read, written and read again stays the same. */
    private static <T> void check(NativeLine line, Function<NativeLine, Parsed<T>> parser, Printer<T> printer) {
        if (parser.apply(line) instanceof Parsed.Valid<T> valid) {
            NativeLine printed = printer.print("1", valid.value());
            Parsed<T> again = parser.apply(NativeLine.parse(printed.print()).orElseThrow());
            assertEquals(valid, again, printed::toString);
        }
    }

    /** A page from which entries of later versions were left out is not written as it was read (SPEC 4.5). */
    private static void checkReply(NativeLine line, Command command) {
        if (NativeReplies.parse(line, command) instanceof Parsed.Valid<Reply> valid) {
            NativeLine printed = NativeReplies.print("1", valid.value());
            NativeLine again = NativeLine.parse(printed.print()).orElseThrow();
            assertInstanceOf(Parsed.Valid.class, NativeReplies.parse(again, command), printed::toString);
        }
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> lines = new ArrayList<>();
        add(lines, "native-requests.txt", 3, 1);
        add(lines, "native-replies.txt", 4, 2);
        add(lines, "native-notices.txt", 3, 1);
        add(lines, "native-peer.txt", 4, 2);
        return lines;
    }

    private static void add(List<byte[]> lines, String file, int columns, int column) {
        Vectors.read(file, columns)
                .forEach(row -> lines.add((row.column(column) + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public int maxBytes() {
        return 2 * LINE_BYTES;
    }
}
