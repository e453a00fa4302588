package org.hobnob.peer.file;

import io.netty.buffer.Unpooled;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.net.NetSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.hobnob.net.SocketControl;
import org.hobnob.protocol.file.FileFault;
import org.hobnob.protocol.file.FileLimits;
import org.hobnob.protocol.file.Offer;
import org.hobnob.protocol.message.peer.FetchFile;
import org.hobnob.protocol.wire.NativeFetch;

/**
 * Hands one file out over one connection (SPEC 16.2). The disk is read and the hash made on a worker, while the pieces
 * before are being sent; nothing is read while the other side does not take what was sent. Confined to one context.
 */
final class Serving {
    private static final long LAST_WORDS_MS = 10_000;

    private final Vertx vertx;
    private final Context context;
    private final NetSocket socket;
    private final Offer offer;
    private final FetchFile fetch;
    private final LongSupplier nowMs;
    private final LongConsumer progress;
    private final BiConsumer<Serving, Optional<FileFault>> over;
    /** Blocks that were sent, to be filled again. */
    private final Queue<byte[]> spare = new ArrayDeque<>();

    private SourceFile source;
    private long sent;
    private long lastMovedMs;
    /** Whether a worker has the file. */
    private boolean reading;

    private boolean finished;
    /** Set on the context, and read by the worker too. */
    private volatile boolean closed;

    private boolean told;
    private Optional<FileFault> fault = Optional.empty();

    /**
     * @param progress told how many bytes the other side has or is being sent
     * @param over told once, when the connection has closed and no worker has the file any more, what is wrong with the
     *     file, if something is
     */
    Serving(
            Vertx vertx,
            NetSocket socket,
            Offer offer,
            FetchFile fetch,
            LongSupplier nowMs,
            LongConsumer progress,
            BiConsumer<Serving, Optional<FileFault>> over) {
        this.vertx = vertx;
        context = vertx.getOrCreateContext();
        this.socket = socket;
        this.offer = offer;
        this.fetch = fetch;
        this.nowMs = nowMs;
        this.progress = progress;
        this.over = over;
        lastMovedMs = nowMs.getAsLong();
    }

    void begin() {
        socket.closeHandler(gone -> ended(Optional.empty()));
        socket.exceptionHandler(cause -> socket.close());
        // Nothing more is expected; a connection that is read notices its end.
        socket.handler(unexpected -> socket.close());
        Path path = Path.of(offer.place());
        work(() -> SourceFile.open(path, offer.file().size(), offer.modifiedMs()), this::opened);
    }

    /** One listener does it all: of two, the second is called first where the work ends between them. */
    private <T> void work(Callable<T> work, Consumer<T> then) {
        reading = true;
        vertx.executeBlocking(work, false).onComplete(done -> {
            reading = false;
            if (done.succeeded()) {
                then.accept(done.result());
            } else {
                refuse(done.cause());
            }
        });
    }

    private void refuse(Throwable cause) {
        if (closed) {
            close();
            return;
        }
        boolean isForNow = cause instanceof SourceFile.NotNowException;
        socket.write(NativeFetch.print(isForNow ? FetchFile.Answer.BUSY : FetchFile.Answer.CHANGED) + "\n");
        end(isForNow ? Optional.empty() : fault(cause));
    }

    private static Optional<FileFault> fault(Throwable cause) {
        boolean changed = cause instanceof SourceFile.ChangedException;
        return Optional.of(changed ? FileFault.CHANGED : FileFault.UNREADABLE);
    }

    private void opened(SourceFile file) {
        source = file;
        if (closed) {
            close();
            return;
        }
        if (fetch.from() > offer.file().size()) {
            answer(FetchFile.Answer.OTHER_CONTENT);
            return;
        }
        work(
                () -> file.skip(fetch.from(), () -> closed),
                hash -> answer(
                        fetch.from() == 0 || fetch.sha256().equals(Optional.of(hash))
                                ? FetchFile.Answer.OK
                                : FetchFile.Answer.OTHER_CONTENT));
    }

    private void answer(FetchFile.Answer answer) {
        if (closed) {
            close();
            return;
        }
        socket.write(NativeFetch.print(answer) + "\n");
        if (answer == FetchFile.Answer.OK) {
            sent = fetch.from();
            socket.drainHandler(drained -> {
                lastMovedMs = nowMs.getAsLong();
                next();
            });
            next();
        } else {
            end(Optional.empty());
        }
    }

    private void next() {
        if (closed) {
            close();
        } else if (!reading && !finished && !socket.writeQueueFull()) {
            reading = true;
            boolean last = source.isRead();
            // Behind what this call is still about to write: the future may be complete already.
            byte[] block = spare.isEmpty() ? new byte[SourceFile.BLOCK_BYTES] : spare.remove();
            vertx.executeBlocking(() -> source.next(block), false)
                    .onComplete(done -> context.runOnContext(then -> read(done, last)));
        }
    }

    private void read(AsyncResult<SourceFile.Pieces> pieces, boolean last) {
        reading = false;
        if (closed) {
            close();
        } else if (pieces.succeeded()) {
            send(pieces.result(), last);
        } else {
            changed(pieces.cause());
        }
    }

    private void send(SourceFile.Pieces pieces, boolean last) {
        Buffer bytes = BufferInternal.buffer(Unpooled.wrappedBuffer(pieces.block(), 0, pieces.length()));
        if (last) {
            Buffer end = Buffer.buffer().appendBuffer(bytes);
            String line = NativeFetch.print(new FetchFile.End(Optional.of(source.hash())));
            finished = true;
            socket.end(end.appendString(line + "\n"));
            return;
        }
        lastMovedMs = nowMs.getAsLong();
        sent += pieces.bytes();
        // The next pieces are read while these are encrypted and sent.
        next();
        socket.write(bytes).onSuccess(written -> spare.add(pieces.block()));
        progress.accept(sent);
        next();
    }

    /** Tells in the place of a piece that the file is another one now. */
    private void changed(Throwable cause) {
        Buffer end = Buffer.buffer(new byte[Integer.BYTES]);
        socket.write(end.appendString(NativeFetch.print(new FetchFile.End(Optional.empty())) + "\n"));
        end(fault(cause));
    }

    private void end(Optional<FileFault> why) {
        ended(why);
        socket.end();
        // The other side may never read what is still to be sent.
        vertx.setTimer(LAST_WORDS_MS, late -> SocketControl.closeNow(socket));
    }

    private void ended(Optional<FileFault> why) {
        if (!closed) {
            closed = true;
            fault = why;
            close();
        }
    }

    /** Ends it unless a worker has the file still: what a worker does counts as handing out. */
    private void close() {
        if (reading) {
            return;
        }
        if (!told) {
            told = true;
            over.accept(this, fault);
        }
        if (source != null) {
            SourceFile file = source;
            source = null;
            vertx.executeBlocking(
                    () -> {
                        file.close();
                        return null;
                    },
                    false);
        }
    }

    Offer offer() {
        return offer;
    }

    /** Returns how many bytes were sent. */
    long sent() {
        return sent;
    }

    /** Returns whether the other side has taken nothing for too long. */
    boolean isStalled() {
        return !reading && nowMs.getAsLong() - lastMovedMs > FileLimits.STALL_MS;
    }

    void stop() {
        SocketControl.closeNow(socket);
    }
}
