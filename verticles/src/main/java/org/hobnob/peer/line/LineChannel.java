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

/** Native lines over one socket: questions find their answers by tag, everything else goes to the listener. */
public final class LineChannel {
    private final Vertx vertx;
    private final NetSocket socket;
    private final LineFramer framer = new LineFramer(Limits.LINE_BYTES);
    private final Map<String, Promise<NativeLine>> asked = new HashMap<>();
    private final Owner owner;
    private long lastTag;
    private boolean closed;

    /** Who deals with what comes over the connection. */
    public interface Owner {
        /** A line that answers no question of this side. */
        void heard(NativeLine line);

        /** The connection is gone; called once. */
        void closed();

        /** Whether the line is the other side's question, even under a tag of ours: each side's tags are its own (SPEC 7). */
        default boolean isQuestion(NativeLine line) {
            return false;
        }

        /** A line that breaks the grammar; {@code tag} is the one to answer it under. */
        default void unreadable(String tag) {
            // Whoever only asks has nothing to say to it.
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
     * Asks.
     *
     * @param print spells the question with the tag given
     * @param answerMs how long the answer may take, in milliseconds
     * @return the answer; fails with {@code UNAVAILABLE} where none comes in time or the connection closes
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

    /** Sends a line that wants no answer; to a closed connection, nothing. */
    void tell(NativeLine line) {
        if (!closed) {
            socket.write(Buffer.buffer(line.print() + "\n", StandardCharsets.UTF_8.name()));
        }
    }

    /** Closes; what is unanswered fails when the connection is gone. */
    public Future<Void> close() {
        closed = true;
        return socket.close();
    }

    boolean isClosed() {
        return closed;
    }

    /** Whether the other side reads more slowly than it is written to. */
    boolean isFull() {
        return socket.writeQueueFull();
    }

    /** Where the connection leads to, as a literal. */
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
        if (framer.isOverflowed()) {
            close();
        }
    }

    private void take(Frame frame) {
        if (frame instanceof Frame.Rejected rejected) {
            owner.unreadable(rejected.tag());
            return;
        }
        String text = ((Frame.Line) frame).text();
        Optional<NativeLine> parsed = NativeLine.parse(text);
        if (parsed.isPresent()) {
            take(parsed.get());
        } else {
            owner.unreadable(NativeLine.tagOf(text));
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
