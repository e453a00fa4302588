package org.hobnob.peer.handout;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongConsumer;
import org.hobnob.protocol.handout.HandoutReceiver;
import org.hobnob.protocol.handout.HandoutTiming;
import org.hobnob.protocol.handout.Layout;
import org.hobnob.protocol.handout.PieceSeal;
import org.hobnob.protocol.handout.Report;
import org.hobnob.protocol.message.peer.HandOut;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives one file by multicast. Datagrams are opened and written on a worker, many at a time; what comes while too many
 * wait is lost, and the sender's pace falls. Confined to one context.
 */
final class HandOutReceiving {
    private static final Logger LOG = LoggerFactory.getLogger(HandOutReceiving.class);
    private static final int MOST_WAITING = 4_096;
    private static final int CHECK_MS = 1_000;

    private final HandOutParts parts;
    private final Path part;
    private final Layout layout;
    /** Guards the engine too: it takes pieces and reports on workers. */
    private final PieceSeal seal;

    private final LongConsumer progress;
    private final Promise<Long> over = Promise.promise();
    private Queue<byte[]> waiting = new ArrayDeque<>();
    private ArrivingFile file;
    private HandoutReceiver engine;
    private DatagramSocket socket;
    private boolean busy;
    private boolean ending;
    private long askedMs;
    private long timer;

    /** @param progress told how many bytes have arrived, on this context */
    HandOutReceiving(HandOutParts parts, HandOut handOut, Layout layout, Path part, LongConsumer progress) {
        this.parts = parts;
        this.part = part;
        this.layout = layout;
        this.progress = progress;
        seal = new PieceSeal(handOut.number(), handOut.key().key());
    }

    /**
     * Receives until everything is there, the sender ends it, or nothing is heard of the sender any more.
     *
     * @param listening hears the datagrams; closed in the end
     * @return up to where the file is there without a gap, in bytes; never fails
     */
    Future<Long> over(DatagramSocket listening) {
        socket = listening;
        askedMs = parts.nowMs().getAsLong();
        socket.handler(this::heard);
        parts.vertx()
                .executeBlocking(() -> ArrivingFile.open(part), false)
                .onSuccess(this::opened)
                .onFailure(cause -> {
                    LOG.warn("{} cannot be written: {}", part, cause.toString());
                    socket.close();
                    over.complete(0L);
                });
        return over.future();
    }

    private void opened(ArrivingFile opened) {
        file = opened;
        engine = new HandoutReceiver(layout, file);
        timer = parts.vertx().setPeriodic(CHECK_MS, tick -> check());
        drain();
    }

    private void check() {
        if (parts.nowMs().getAsLong() - askedMs > HandoutTiming.SILENCE_MS) {
            end();
        }
    }

    private void heard(DatagramPacket packet) {
        Buffer data = packet.data();
        if (!ending && waiting.size() < MOST_WAITING) {
            waiting.add(data.getBytes());
            drain();
        }
    }

    private void drain() {
        if (busy || engine == null) {
            return;
        }
        if (ending) {
            finish();
        } else if (!waiting.isEmpty()) {
            busy = true;
            Queue<byte[]> batch = waiting;
            waiting = new ArrayDeque<>();
            parts.vertx().executeBlocking(() -> taken(batch), false).onComplete(done -> {
                busy = false;
                if (done.failed()) {
                    LOG.warn("{} cannot be written: {}", part, done.cause().toString());
                    ending = true;
                } else {
                    progress.accept(done.result());
                }
                drain();
            });
        }
    }

    private long taken(Queue<byte[]> batch) {
        synchronized (seal) {
            batch.forEach(datagram -> seal.open(datagram).ifPresent(engine::take));
            return engine.arrivedBytes();
        }
    }

    /** Answers a question of the sender. What waits to be taken counts as not heard yet. */
    Future<Optional<Report>> report(int needs) {
        askedMs = parts.nowMs().getAsLong();
        if (engine == null || ending) {
            return Future.succeededFuture(Optional.empty());
        }
        return parts.vertx()
                .executeBlocking(
                        () -> {
                            synchronized (seal) {
                                return Optional.of(engine.report(needs));
                            }
                        },
                        false);
    }

    /** Ends it; what has arrived is kept. */
    void end() {
        ending = true;
        drain();
    }

    private void finish() {
        busy = true;
        parts.vertx().cancelTimer(timer);
        socket.close();
        parts.vertx()
                .executeBlocking(this::closed, false)
                .onComplete(done -> over.complete(done.succeeded() ? done.result() : 0L));
    }

    private long closed() throws IOException {
        file.close();
        return engine.gap();
    }
}
