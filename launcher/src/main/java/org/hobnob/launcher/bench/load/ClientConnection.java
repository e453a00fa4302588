package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.wire.Frame;
import org.hobnob.protocol.wire.Limits;
import org.hobnob.protocol.wire.LineFramer;
import org.hobnob.protocol.wire.NativeLine;

/** A TLS connection of a simulated peer, with at most one request in progress. */
final class ClientConnection {
    /** The tag of every request. One request at a time needs no distinct tags. */
    static final String TAG = "q";

    private static final String ANSWER = "@" + TAG + " ";
    private static final String NOTICE = "@" + NativeLine.NOTICE + " ";
    private static final String PROBE = NOTICE + "PROBE";
    private static final Buffer PING = Buffer.buffer("@p PING\n");

    private final NetSocket socket;
    private final DialectName dialect;
    private final LongSupplier nanoTime;
    private final LineFramer framer = new LineFramer(Limits.LINE_BYTES);
    private final Promise<Void> closed = Promise.promise();
    private Promise<String> asked;
    private long askedNs;

    ClientConnection(NetSocket socket, DialectName dialect, LongSupplier nanoTime) {
        this.socket = socket;
        this.dialect = dialect;
        this.nanoTime = nanoTime;
        Consumer<Buffer> receiver = dialect == DialectName.NATIVE ? this::receiveLines : this::receiveMessage;
        socket.handler(receiver::accept);
        socket.exceptionHandler(cause -> socket.close());
        socket.closeHandler(done -> {
            fail(OperationFailedException.CLOSED);
            closed.tryComplete();
        });
    }

    /** The address of this end. */
    String localHost() {
        return socket.localAddress().hostAddress();
    }

    DialectName dialect() {
        return dialect;
    }

    /**
     * Sends a request.
     *
     * @param question the encoded request
     * @return the text of the answer; fails with an {@link OperationFailedException} if none arrives
     */
    Future<String> ask(Buffer question) {
        if (closed.future().isComplete()) {
            return Future.failedFuture(new OperationFailedException(OperationFailedException.CLOSED));
        }
        if (asked != null) {
            throw new IllegalStateException("a request is in progress already");
        }
        Promise<String> answer = Promise.promise();
        asked = answer;
        askedNs = nanoTime.getAsLong();
        socket.write(question);
        return answer.future();
    }

    /** Completes when the connection is closed by either side. */
    Future<Void> closed() {
        return closed.future();
    }

    Future<Void> close() {
        socket.close();
        return closed();
    }

    /** Abandons a request that was sent before the given time, and closes the connection. */
    void expire(long askedBeforeNs) {
        if (asked != null && askedNs - askedBeforeNs < 0) {
            fail(OperationFailedException.NO_ANSWER);
            socket.close();
        }
    }

    private void receiveLines(Buffer chunk) {
        for (Frame frame : framer.feed(chunk.getBytes())) {
            if (frame instanceof Frame.Line line) {
                take(line.text());
            } else {
                fail(OperationFailedException.UNREADABLE);
            }
        }
    }

    private void take(String line) {
        if (line.startsWith(ANSWER)) {
            answer(line);
        } else if (line.startsWith(PROBE)) {
            socket.write(PING);
        }
    }

    /** Messages of the original dialect are delimited only by TLS records, which the engine delivers one by one. */
    private void receiveMessage(Buffer record) {
        answer(record.toString(StandardCharsets.UTF_8));
    }

    private void answer(String text) {
        Promise<String> answered = asked;
        asked = null;
        if (answered != null) {
            answered.complete(text);
        }
    }

    private void fail(String kind) {
        Promise<String> failed = asked;
        asked = null;
        if (failed != null) {
            failed.fail(new OperationFailedException(kind));
        }
    }
}
