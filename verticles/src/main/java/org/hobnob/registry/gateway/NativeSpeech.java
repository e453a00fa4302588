package org.hobnob.registry.gateway;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.wire.Frame;
import org.hobnob.protocol.wire.Limits;
import org.hobnob.protocol.wire.LineFramer;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativeReplies;
import org.hobnob.protocol.wire.NativeRequests;
import org.hobnob.protocol.wire.Parsed;

/**
 * The native dialect (SPEC 3). Lines are cut off and parsed when their turn comes, so that what waits takes no more memory
 * than its bytes.
 */
final class NativeSpeech implements Speech {
    /** A line that goes on for so many bytes beyond its limit counts as nonsense once more. */
    private static final int ENDLESS_BYTES = 16 * 1024;

    /** A line that comes in so many pieces counts as nonsense once, since each costs as much as a line. */
    static final int MOST_PIECES = 64;

    private final LineFramer framer = new LineFramer(Limits.LINE_BYTES);
    private final Queue<byte[]> chunks = new ArrayDeque<>();
    private int at;
    private int endless;
    private int pieces;

    @Override
    public void feed(byte[] chunk) {
        chunks.add(chunk);
    }

    @Override
    public boolean isRead() {
        return chunks.isEmpty();
    }

    @Override
    public Optional<Heard> next() {
        while (!chunks.isEmpty()) {
            List<Frame> frames = framer.feed(upToLineFeed());
            if (!frames.isEmpty()) {
                endless = 0;
                pieces = 0;
                return Optional.of(heard(frames.get(0)));
            }
            pieces++;
            if (pieces % MOST_PIECES == 0) {
                return Optional.of(refused(Reason.TOO_LONG, reply -> Optional.empty()));
            }
            if (framer.dropped() / ENDLESS_BYTES > endless) {
                endless++;
                return Optional.of(refused(Reason.TOO_LONG, reply -> Optional.empty()));
            }
        }
        return Optional.empty();
    }

    /** The bytes up to the first line feed, or all of the first chunk if it has none. */
    private byte[] upToLineFeed() {
        byte[] chunk = chunks.element();
        int from = at;
        while (at < chunk.length && chunk[at] != '\n') {
            at++;
        }
        int end = Math.min(at + 1, chunk.length);
        at = end;
        if (end == chunk.length) {
            chunks.remove();
            at = 0;
        }
        return Arrays.copyOfRange(chunk, from, end);
    }

    private static Heard heard(Frame frame) {
        if (frame instanceof Frame.Rejected rejected) {
            return refused(rejected.reason(), reply -> Optional.of(line(rejected.tag(), reply)));
        }
        String text = ((Frame.Line) frame).text();
        String tag = NativeLine.tagOf(text);
        Parsed<Request> parsed = NativeLine.parse(text)
                .map(NativeRequests::parse)
                .orElseGet(() -> new Parsed.Invalid<>(Command.UNKNOWN, Reason.MALFORMED));
        return new Heard(Optional.of(parsed), reply -> Optional.of(line(tag, reply)));
    }

    private static Heard refused(Reason reason, Function<Reply, Optional<String>> spelling) {
        return new Heard(Optional.of(new Parsed.Invalid<>(Command.UNKNOWN, reason)), spelling);
    }

    private static String line(String tag, Reply reply) {
        return NativeReplies.print(tag, reply).print() + "\n";
    }
}
