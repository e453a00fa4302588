package org.hobnob.peer.line;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.wire.Frame;
import org.hobnob.protocol.wire.Limits;
import org.hobnob.protocol.wire.LineFramer;
import org.hobnob.protocol.wire.NativeLine;

/**
 * Exchanges native lines over one socket. Answers are matched to questions by tag; all other lines go to the owner.
 */
public final class LineChannel {
    /** A line may be too long, but not endless. */
    private static final int MAX_DROPPED_BYTES = 1 << 20;

    private final Vertx vertx;
    private final NetSocket socket;
    private final LineFramer framer = new LineFramer(Limits.LINE_BYTES);
    private final Map<String, Promise<NativeLine>> asked = new HashMap<>();
    private final Owner owner;
    private long lastTag;
    private boolean closed;

    /** Handles what arrives over the connection. */
    public interface Owner {
        /** Called with each line that does not answer a question of this side. */
        void heard(NativeLine line);

        /** Called once, when the connection has closed. */
        void closed();

        /**
         * Returns whether the line is a question from the other side, even if its tag equals one of ours: each side
         * chooses its own tags (SPEC 7).
         */
        default boolean isQuestion(NativeLine line) {
            return false;
        }

        /** Called with the tag to answer under when a line is too long or breaks the grammar. */
        default void unreadable(String tag, Reason reason) {
            // A side that only asks does not answer unreadable lines.
        }
    }

    public LineChannel(Vertx vertx, NetSocket socket, Owner owner) {
        this.vertx = vertx;
        this.socket = socket;
        this.owner = owner;
        socket.handler(this::receive);
        socket.exceptionHandler(cause -> socket.close());
        socket.closeHandler(done -> closed());
    }

    /**
     * Sends a question and waits for the answer.
     *
     * @param print encodes the question under the given tag
     * @param answerMs how long to wait for the answer, in milliseconds
     * @return the answer; fails with {@code UNAVAILABLE} on timeout or if the connection closes
     */
    public Future<NativeLine> ask(Function<String, NativeLine> print, long answerMs) {
        if (closed) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        lastTag++;
        String tag = Long.toString(lastTag, Character.MAX_RADIX);
        Promise<NativeLine> answer = Promise.promise();
        asked.put(tag, answer);
        long timer = vertx.setTimer(answerMs, late -> fail(asked.remove(tag)));
        tell(print.apply(tag));
        return answer.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    /** Sends a line that needs no answer; does nothing if the connection is closed. */
    void tell(NativeLine line) {
        if (!closed) {
            socket.write(Buffer.buffer(line.print() + "\n", StandardCharsets.UTF_8.name()));
        }
    }

    /** Closes the connection. Unanswered questions fail once it has closed. */
    public Future<Void> close() {
        closed = true;
        return socket.close();
    }

    boolean isClosed() {
        return closed;
    }

    /** Returns whether the write queue is full because the other side reads too slowly. */
    boolean isFull() {
        return socket.writeQueueFull();
    }

    /** Returns the remote IP address, as a literal. */
    String remoteIp() {
        return socket.remoteAddress().hostAddress();
    }

    private void receive(Buffer chunk) {
        for (Frame frame : framer.feed(chunk.getBytes())) {
            if (closed) {
                return;
            }
            take(frame);
        }
        if (framer.dropped() > MAX_DROPPED_BYTES) {
            close();
        }
    }

    private void take(Frame frame) {
        if (frame instanceof Frame.Rejected rejected) {
            owner.unreadable(rejected.tag(), rejected.reason());
            return;
        }
        String text = ((Frame.Line) frame).text();
        Optional<NativeLine> parsed = NativeLine.parse(text);
        if (parsed.isPresent()) {
            take(parsed.get());
        } else {
            owner.unreadable(NativeLine.tagOf(text), Reason.MALFORMED);
        }
    }

    private void take(NativeLine line) {
        Promise<NativeLine> answer = owner.isQuestion(line) ? null : asked.remove(line.tag());
        if (answer == null) {
            owner.heard(line);
        } else {
            answer.complete(line);
        }
    }

    private void closed() {
        closed = true;
        List<Promise<NativeLine>> lost = List.copyOf(asked.values());
        asked.clear();
        lost.forEach(LineChannel::fail);
        owner.closed();
    }

    private static void fail(Promise<NativeLine> answer) {
        if (answer != null) {
            answer.tryFail(new RefusalException(Reason.UNAVAILABLE));
        }
    }
}
