package org.hobnob.peer.file;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.hobnob.net.SocketControl;
import org.hobnob.protocol.file.FetchOutcome;
import org.hobnob.protocol.file.FetchReader;
import org.hobnob.protocol.file.FileLimits;
import org.hobnob.protocol.file.Offer;
import org.hobnob.protocol.message.peer.FetchFile;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.NativeFetch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches one file over one connection (SPEC 16.2). What comes is written and hashed on a worker; the connection is read
 * no further while too much waits for that. Confined to one context.
 */
final class Fetching implements FetchReader.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int MOST_BLOCKS = 4;
    /** A disk with less than this is full. */
    private static final long LEAST_SPACE = 1 << 20;
    /** How fast at least the sender is thought to hash what is there already, in bytes a millisecond. */
    private static final long HASHED_PER_MS = 20_000;

    private record Block(byte[] bytes, int length) {}

    /**
     * How it ended.
     *
     * @param place where the whole file stands, if it is whole
     */
    record Result(FetchOutcome outcome, Optional<Path> place) {
        static Result of(FetchOutcome outcome) {
            return new Result(outcome, Optional.empty());
        }
    }

    private final Vertx vertx;
    private final Offer offer;
    private final PartFile part;
    private final LongSupplier nowMs;
    private final LongConsumer progress;
    private final Promise<Result> over = Promise.promise();
    private final FetchReader reader = new FetchReader(this);
    private final Queue<Block> waiting = new ArrayDeque<>();
    private final Queue<byte[]> spare = new ArrayDeque<>();
    private final long from;
    private NetSocket socket;
    private byte[] block;
    private int filled;
    private long received;
    private boolean writing;
    private boolean answered;
    private boolean restarted;
    private Optional<FetchOutcome> outcome = Optional.empty();
    private String told = "";
    private long lastMovedMs;

    /** @param progress told how many bytes are here */
    Fetching(Vertx vertx, Offer offer, PartFile part, LongSupplier nowMs, LongConsumer progress) {
        this.vertx = vertx;
        this.offer = offer;
        this.part = part;
        this.nowMs = nowMs;
        this.progress = progress;
        from = part.length();
        received = from;
        lastMovedMs = nowMs.getAsLong();
    }

    /** Fetches over a connection whose other side has proved its key; the part is closed in the end. */
    Future<Result> over(NetSocket connection, UserName self) {
        socket = connection;
        lastMovedMs = nowMs.getAsLong() + from / HASHED_PER_MS;
        socket.handler(this::read);
        socket.exceptionHandler(cause -> socket.close());
        socket.closeHandler(gone -> end(FetchOutcome.CUT));
        Optional<String> hash = from == 0 ? Optional.empty() : Optional.of(part.hashSoFar());
        socket.write(NativeFetch.print(new FetchFile(self, offer.id(), from, hash)) + "\n");
        socket.resume();
        return over.future();
    }

    private void read(Buffer chunk) {
        if (outcome.isPresent()) {
            return;
        }
        lastMovedMs = nowMs.getAsLong();
        try {
            feed(((BufferInternal) chunk).getByteBuf());
        } catch (FetchReader.MalformedException e) {
            LOG.warn("what {} sent of a file is malformed: {}", offer.peer(), e.getMessage());
            end(FetchOutcome.CUT);
        }
        if (waiting.size() >= MOST_BLOCKS) {
            SocketControl.pause(socket);
        }
    }

    /** Of a gigabyte each copy costs a tenth of a second. */
    private void feed(ByteBuf chunk) throws FetchReader.MalformedException {
        if (chunk.hasArray()) {
            int from = chunk.arrayOffset() + chunk.readerIndex();
            reader.feed(chunk.array(), from, from + chunk.readableBytes());
        } else {
            reader.feed(ByteBufUtil.getBytes(chunk));
        }
    }

    @Override
    public void line(String text) {
        if (!answered) {
            answered = true;
            answer(NativeFetch.parseAnswer(text).orElse(FetchFile.Answer.BUSY));
            return;
        }
        Optional<FetchFile.End> end = NativeFetch.parseEnd(text);
        if (end.isEmpty()) {
            end(FetchOutcome.CUT);
        } else if (end.get().sha256().isEmpty()) {
            end(FetchOutcome.CHANGED);
        } else {
            told = end.get().sha256().get();
            pass();
            end(received == offer.file().size() ? FetchOutcome.DONE : FetchOutcome.WRONG_HASH);
        }
    }

    private void answer(FetchFile.Answer answer) {
        switch (answer) {
            case OK -> progress.accept(received);
            case NOT_OFFERED -> end(FetchOutcome.NOT_OFFERED);
            case CHANGED -> end(FetchOutcome.CHANGED);
            case OTHER_CONTENT -> {
                restarted = from > 0;
                end(FetchOutcome.CUT);
            }
            case BUSY -> end(FetchOutcome.CUT);
        }
    }

    @Override
    public void bytes(byte[] chunk, int start, int length) {
        if (outcome.isPresent()) {
            return;
        }
        received += length;
        if (received > offer.file().size()) {
            end(FetchOutcome.WRONG_HASH);
            return;
        }
        int at = start;
        while (at < start + length) {
            if (block == null) {
                block = spare.isEmpty() ? new byte[BLOCK_BYTES] : spare.remove();
            }
            int taken = Math.min(BLOCK_BYTES - filled, start + length - at);
            System.arraycopy(chunk, at, block, filled, taken);
            filled += taken;
            at += taken;
            if (filled == BLOCK_BYTES) {
                pass();
            }
        }
    }

    /** Passes on what has come, to be written. */
    private void pass() {
        if (filled > 0) {
            waiting.add(new Block(block, filled));
            block = null;
            filled = 0;
        }
        write();
    }

    private void write() {
        if (writing) {
            return;
        }
        Block next = waiting.poll();
        if (next == null) {
            if (outcome.isPresent()) {
                writing = true;
                settle(outcome.get());
            }
            return;
        }
        writing = true;
        vertx.executeBlocking(
                        () -> {
                            write(next);
                            return part.length();
                        },
                        false)
                .onSuccess(length -> {
                    writing = false;
                    spare.add(next.bytes());
                    progress.accept(length);
                    lastMovedMs = nowMs.getAsLong();
                    if (waiting.size() < MOST_BLOCKS) {
                        SocketControl.resume(socket);
                    }
                    write();
                })
                .onFailure(this::unwritten);
    }

    /** On a worker. */
    private void write(Block written) throws IOException {
        try {
            part.write(written.bytes(), written.length());
        } catch (IOException e) {
            throw isFull(Path.of(offer.place())) ? new FullException(e) : e;
        }
    }

    /** Thrown where the disk is full. */
    private static final class FullException extends IOException {
        private static final long serialVersionUID = 1;

        FullException(IOException cause) {
            super(cause);
        }
    }

    private void unwritten(Throwable cause) {
        LOG.warn("{} cannot be written: {}", offer.place(), cause.toString());
        writing = false;
        waiting.clear();
        outcome = Optional.of(cause instanceof FullException ? FetchOutcome.NO_SPACE : FetchOutcome.UNWRITABLE);
        SocketControl.closeNow(socket);
        write();
    }

    private static boolean isFull(Path place) {
        try {
            return Files.getFileStore(place.getParent()).getUsableSpace() < LEAST_SPACE;
        } catch (IOException e) {
            return false;
        }
    }

    /** What has come is written first. */
    private void end(FetchOutcome how) {
        if (outcome.isEmpty()) {
            outcome = Optional.of(how);
            SocketControl.closeNow(socket);
            pass();
        }
    }

    private void settle(FetchOutcome how) {
        vertx.executeBlocking(() -> settled(how), false)
                .onComplete(
                        done -> over.complete(done.succeeded() ? done.result() : Result.of(FetchOutcome.UNWRITABLE)));
    }

    private Result settled(FetchOutcome how) throws IOException {
        try (part) {
            if (how == FetchOutcome.DONE) {
                return part.hash().equals(told)
                        ? new Result(FetchOutcome.DONE, Optional.of(part.finish()))
                        : Result.of(FetchOutcome.WRONG_HASH);
            }
            if (restarted) {
                part.restart();
            } else {
                keep();
            }
        }
        boolean isFurther = how == FetchOutcome.CUT && (received > from || restarted);
        return Result.of(isFurther ? FetchOutcome.CUT_WITH_PROGRESS : how);
    }

    /** On a full disk the checkpoint before counts. */
    private void keep() {
        try {
            part.checkpoint();
        } catch (IOException e) {
            LOG.debug("no checkpoint for {}: {}", offer.place(), e.toString());
        }
    }

    Offer offer() {
        return offer;
    }

    /** Returns whether nothing has come for too long. */
    boolean isStalled() {
        return !writing && nowMs.getAsLong() - lastMovedMs > FileLimits.STALL_MS;
    }

    void stop() {
        end(FetchOutcome.CUT);
    }
}
