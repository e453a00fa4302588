package org.hobnob.registry.bridge;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.hobnob.limits.RateLimit;
import org.hobnob.net.SocketControl;

/**
 * A connection as frames of JSON in both directions. Takes no more frames than its program may send, and cuts off a program
 * that does not read. Lives on one event loop.
 */
final class BridgeWire {
    /** Is told what happens on the connection. */
    interface Listener {
        /** A frame has come. */
        void frame(byte[] frame);

        /** The connection is over; called once. */
        void gone();
    }

    private static final String BUCKET = "frames";
    private static final long LAST_WORDS_MS = 1_000;

    private final Vertx vertx;
    private final NetSocket socket;
    private final BridgeLimits limits;
    private final LongSupplier nanoTime;
    private final FrameReader reader;
    private final RateLimit<String> pace;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private final Listener listener;
    private long unreadBytes;
    private boolean isOver;

    BridgeWire(Vertx vertx, NetSocket socket, BridgeLimits limits, LongSupplier nanoTime, Listener listener) {
        this.vertx = vertx;
        this.socket = socket;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.listener = listener;
        reader = new FrameReader(limits.frameBytes());
        pace = limits.frames().limit(1);
        socket.handler(this::read);
        socket.exceptionHandler(broken -> end());
        socket.closeHandler(closed -> end());
    }

    private void read(Buffer bytes) {
        if (isOver) {
            return;
        }
        try {
            reader.feed(bytes.getBytes(), waiting::add);
        } catch (FrameReader.BadLengthException e) {
            end(new JsonObject().put("type", "err").put("message", "too-long"));
            return;
        }
        takeWaiting();
    }

    /** Takes the frames that have come; goes on later where there are too many, and reads nothing until then. */
    private void takeWaiting() {
        while (!isOver && !waiting.isEmpty()) {
            long waitNs = pace.tryTake(BUCKET, nanoTime.getAsLong());
            if (waitNs > 0) {
                SocketControl.pause(socket);
                vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(waitNs)), due -> takeWaiting());
                return;
            }
            listener.frame(waiting.remove());
        }
        if (!isOver) {
            SocketControl.resume(socket);
        }
    }

    /**
     * Writes a frame; cuts the program off if too much waits for it already.
     *
     * @return false if the frame would be too long, and was not written
     */
    boolean write(JsonObject json) {
        byte[] text = json.toBuffer().getBytes();
        if (text.length > limits.frameBytes()) {
            return false;
        }
        if (isOver) {
            return true;
        }
        int length = text.length + FrameReader.LENGTH_BYTES;
        if (unreadBytes + length > limits.unreadBytes()) {
            end();
            return true;
        }
        unreadBytes += length;
        socket.write(Buffer.buffer(length).appendInt(text.length).appendBytes(text))
                .onComplete(written -> unreadBytes -= length);
        return true;
    }

    /** Writes a last frame and ends, when it was read or a moment has passed. */
    void end(JsonObject last) {
        write(last);
        if (!isOver) {
            over();
            socket.close();
            vertx.setTimer(LAST_WORDS_MS, late -> SocketControl.closeNow(socket));
        }
    }

    /** Ends the connection now; what was not read is dropped. */
    void end() {
        if (!isOver) {
            over();
            SocketControl.closeNow(socket);
        }
    }

    private void over() {
        isOver = true;
        waiting.clear();
        listener.gone();
    }
}
