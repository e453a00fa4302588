package org.hobnob.peer;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.wire.Frame;
import org.hobnob.protocol.wire.Limits;
import org.hobnob.protocol.wire.LineFramer;
import org.hobnob.protocol.wire.NativeLine;

/** Native lines over one socket: questions find their answers by tag, everything else goes to the listener. */
final class LineChannel {
    private final Vertx vertx;
    private final NetSocket socket;
    private final long answerMs;
    private final LineFramer framer = new LineFramer(Limits.LINE_BYTES);
    private final Map<String, Promise<NativeLine>> asked = new HashMap<>();
    private Consumer<NativeLine> listener = line -> {};
    private Runnable closeListener = () -> {};
    private long lastTag;
    private boolean closed;

    /** @param answerMs how long an answer may take, in milliseconds */
    LineChannel(Vertx vertx, NetSocket socket, long answerMs) {
        this.vertx = vertx;
        this.socket = socket;
        this.answerMs = answerMs;
        socket.handler(this::receive);
        socket.exceptionHandler(cause -> socket.close());
        socket.closeHandler(done -> closed());
    }

    /** Who takes what answers no question. */
    LineChannel listener(Consumer<NativeLine> listener) {
        this.listener = listener;
        return this;
    }

    /** Who is told, once, that the connection is gone. */
    LineChannel closeListener(Runnable listener) {
        closeListener = listener;
        return this;
    }

    /**
     * Asks.
     *
     * @param print spells the question with the tag given
     * @return the answer; fails with {@code UNAVAILABLE} where none comes in time or the connection closes
     */
    Future<NativeLine> ask(Function<String, NativeLine> print) {
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

    /** Sends a line that wants no answer. */
    void tell(NativeLine line) {
        socket.write(Buffer.buffer(line.print() + "\n", StandardCharsets.UTF_8.name()));
    }

    Future<Void> close() {
        return socket.close();
    }

    NetSocket socket() {
        return socket;
    }

    private void receive(Buffer chunk) {
        for (Frame frame : framer.feed(chunk.getBytes())) {
            if (frame instanceof Frame.Line line) {
                NativeLine.parse(line.text()).ifPresent(this::take);
            }
        }
        if (framer.isOverflowed()) {
            socket.close();
        }
    }

    private void take(NativeLine line) {
        Promise<NativeLine> answer = asked.remove(line.tag());
        if (answer == null) {
            listener.accept(line);
        } else {
            answer.complete(line);
        }
    }

    private void closed() {
        closed = true;
        List<Promise<NativeLine>> lost = List.copyOf(asked.values());
        asked.clear();
        lost.forEach(LineChannel::fail);
        closeListener.run();
    }

    private static void fail(Promise<NativeLine> answer) {
        if (answer != null) {
            answer.tryFail(new RefusalException(Reason.UNAVAILABLE));
        }
    }
}
