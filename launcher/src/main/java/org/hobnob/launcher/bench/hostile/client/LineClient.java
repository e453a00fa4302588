package org.hobnob.launcher.bench.hostile.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hobnob.launcher.bench.load.Answers;
import org.hobnob.launcher.bench.load.OperationFailedException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.wire.Frame;
import org.hobnob.protocol.wire.Limits;
import org.hobnob.protocol.wire.LineFramer;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativeRequests;

/** A connection in the native dialect with any number of requests in progress. For use on its event loop. */
public final class LineClient {
    private static final String NOTICE = NativeLine.NOTICE;
    private static final String PROBE = "PROBE";
    private static final String SLOW_DOWN = "slow-down";
    private static final Buffer SIGN_OF_LIFE = Buffer.buffer("@p PING\n");

    private final NetSocket socket;
    private final LineFramer framer = new LineFramer(Limits.LINE_BYTES);
    private final Map<String, Promise<String>> waiting = new HashMap<>();
    private final Promise<Void> closed = Promise.promise();
    private long tags;
    private long notices;
    private long others;
    private long slowDowns;

    public LineClient(NetSocket socket) {
        this.socket = socket;
        socket.handler(this::receive);
        socket.exceptionHandler(cause -> socket.close());
        socket.closeHandler(done -> {
            closed.tryComplete();
            List.copyOf(waiting.values())
                    .forEach(each -> each.tryFail(new OperationFailedException(OperationFailedException.CLOSED)));
            waiting.clear();
        });
    }

    /**
     * Sends a request.
     *
     * @return the answer; fails with an {@link OperationFailedException} if it is a refusal or the connection closes
     */
    public Future<Reply> ask(Request request) {
        return answer(request).map(line -> Answers.reply(request.command(), line));
    }

    /** Sends a request and completes with the line of the answer, whatever it says. */
    public Future<String> answer(Request request) {
        if (closed.future().isComplete()) {
            return Future.failedFuture(new OperationFailedException(OperationFailedException.CLOSED));
        }
        String tag = "b" + tags++;
        Promise<String> answer = Promise.promise();
        waiting.put(tag, answer);
        socket.write(Buffer.buffer(NativeRequests.print(tag, request).print() + "\n", StandardCharsets.UTF_8.name()));
        return answer.future();
    }

    /** How many requests have no answer yet. */
    public int inProgress() {
        return waiting.size();
    }

    /** Sends bytes whose answers, if any, are only counted. */
    public void send(Buffer bytes) {
        socket.write(bytes);
    }

    /** Whether more waits to be sent than the connection takes at present. */
    public boolean isFull() {
        return socket.writeQueueFull();
    }

    /** How many lines have come that answer no request of {@link #answer}. */
    public long others() {
        return others;
    }

    /** How many of them say that the client must slow down. */
    public long slowDowns() {
        return slowDowns;
    }

    /** How many notices have come. */
    public long notices() {
        return notices;
    }

    /** Completes when the connection is closed by either side. */
    public Future<Void> closed() {
        return closed.future();
    }

    public Future<Void> close() {
        return socket.close();
    }

    private void receive(Buffer chunk) {
        for (Frame frame : framer.feed(chunk.getBytes())) {
            if (frame instanceof Frame.Line line) {
                take(line.text());
            }
        }
    }

    private void take(String line) {
        int end = line.indexOf(' ');
        String tag = end < 2 ? "" : line.substring(1, end);
        if (tag.equals(NOTICE)) {
            notices++;
            if (line.startsWith(PROBE, end + 1)) {
                socket.write(SIGN_OF_LIFE);
            }
            return;
        }
        Promise<String> answer = waiting.remove(tag);
        if (answer != null) {
            answer.complete(line);
            return;
        }
        others++;
        if (line.contains(SLOW_DOWN)) {
            slowDowns++;
        }
    }
}
