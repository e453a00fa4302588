package org.hobnob.peer.handout;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.hobnob.net.MulticastSockets;
import org.hobnob.protocol.handout.HandoutBounds;
import org.hobnob.protocol.handout.HandoutEffect;
import org.hobnob.protocol.handout.HandoutSender;
import org.hobnob.protocol.handout.HandoutTiming;
import org.hobnob.protocol.handout.Layout;
import org.hobnob.protocol.handout.Pace;
import org.hobnob.protocol.handout.Piece;
import org.hobnob.protocol.handout.PieceSeal;
import org.hobnob.protocol.handout.Report;
import org.hobnob.protocol.message.peer.HandOut;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands one file out: waits for receivers, then carries out what the engine wants. Pieces are read, computed and sealed on
 * a worker. Confined to one context.
 */
final class HandOutSending {
    private static final Logger LOG = LoggerFactory.getLogger(HandOutSending.class);
    private static final long FLOOR_BYTES_PER_S = 128 * 1024;
    private static final long START_BYTES_PER_S = 512 * 1024;

    private final HandOutParts parts;
    private final HandOut handOut;
    private final Layout layout;
    private final HandOuts.Shared file;
    private final PieceSeal seal;
    private final long ceiling;
    private final BiConsumer<MessageId, Long> progress;
    private final Runnable over;
    private final Map<UserName, MessageId> receivers = new LinkedHashMap<>();
    private final long createdMs;
    private SourceBlocks blocks;
    private DatagramSocket socket;
    private HandoutSender engine;
    private long timer = -1;
    /** Who joins while the file and the socket are being opened takes part from the start. */
    private boolean hasBegun;

    private boolean busy;
    private boolean isOver;

    /**
     * @param file what is handed out
     * @param ceiling the highest rate, bytes per second
     * @param progress told how many bytes a receiver has, by the id of its offer
     * @param over told once, in the end
     */
    HandOutSending(
            HandOutParts parts,
            HandOut handOut,
            Layout layout,
            HandOuts.Shared file,
            long ceiling,
            BiConsumer<MessageId, Long> progress,
            Runnable over) {
        this.parts = parts;
        this.handOut = handOut;
        this.layout = layout;
        this.file = file;
        this.ceiling = ceiling;
        this.progress = progress;
        this.over = over;
        seal = new PieceSeal(handOut.number(), handOut.key().key());
        createdMs = parts.nowMs().getAsLong();
    }

    HandOut handOut() {
        return handOut;
    }

    boolean isOver() {
        return isOver;
    }

    /** Adds a receiver, who has not taken part before. */
    void join(UserName receiver, MessageId offer) {
        receivers.put(receiver, offer);
        if (engine != null) {
            engine.join(receiver, parts.nowMs().getAsLong());
        } else if (!hasBegun) {
            long nowMs = parts.nowMs().getAsLong();
            long waitMs = Math.min(HandoutTiming.GATHER_MS, createdMs + HandoutTiming.GATHER_MAX_MS - nowMs);
            parts.vertx().cancelTimer(timer);
            timer = parts.vertx().setTimer(Math.max(1, waitMs), gathered -> begin());
        }
    }

    /** Removes a receiver, whose offer is over. */
    void leave(MessageId offer) {
        receivers.entrySet().stream()
                .filter(entry -> entry.getValue().equals(offer))
                .map(Map.Entry::getKey)
                .findFirst()
                .ifPresent(user -> {
                    receivers.remove(user);
                    if (engine != null) {
                        engine.leave(user);
                    }
                });
    }

    private void begin() {
        hasBegun = true;
        if (receivers.size() < HandoutBounds.RECEIVERS) {
            stop();
            return;
        }
        InetSocketAddress at =
                new InetSocketAddress(handOut.group().group(), handOut.group().port());
        parts.vertx()
                .executeBlocking(() -> SourceBlocks.open(file.path(), layout, file.modifiedMs()), false)
                .onSuccess(opened -> blocks = opened)
                .compose(opened -> MulticastSockets.open(parts.vertx(), parts.network(), at))
                .onSuccess(this::opened)
                .onFailure(this::failed);
    }

    private void opened(DatagramSocket opened) {
        socket = opened;
        // One's own datagrams come back.
        socket.handler(own -> {});
        if (isOver) {
            close();
            return;
        }
        long nowMs = parts.nowMs().getAsLong();
        Pace pace = new Pace(Math.min(FLOOR_BYTES_PER_S, ceiling), Math.min(START_BYTES_PER_S, ceiling), ceiling);
        engine = new HandoutSender(layout, pace, nowMs);
        receivers.keySet().forEach(user -> engine.join(user, nowMs));
        LOG.debug("{} is handed out to {} at {}", file.path(), receivers.keySet(), handOut.group());
        step();
    }

    private void step() {
        if (busy || isOver) {
            return;
        }
        parts.vertx().cancelTimer(timer);
        List<HandoutEffect.Emit> pieces = new ArrayList<>();
        for (HandoutEffect effect : engine.step(parts.nowMs().getAsLong())) {
            if (effect instanceof HandoutEffect.Emit emit) {
                pieces.add(emit);
            } else if (effect instanceof HandoutEffect.Ask ask) {
                ask(ask.receiver(), ask.needs());
            } else if (effect instanceof HandoutEffect.Release release) {
                LOG.debug("{} takes no part any more: {}", release.receiver(), release.why());
                release(release.receiver());
            } else {
                LOG.info(
                        "a file of {} pieces was handed out by {} datagrams in {} ms",
                        layout.pieces(),
                        engine.emitted(),
                        parts.nowMs().getAsLong() - createdMs);
                stop();
                return;
            }
        }
        if (pieces.isEmpty()) {
            sleep(Math.max(1, engine.wakeMs() - parts.nowMs().getAsLong()));
        } else {
            emit(pieces);
        }
    }

    private void sleep(long ms) {
        timer = parts.vertx().setTimer(Math.min(ms, HandoutTiming.ASK_MS), due -> step());
    }

    private void emit(List<HandoutEffect.Emit> pieces) {
        busy = true;
        parts.vertx()
                .executeBlocking(() -> sealed(pieces), false)
                .compose(datagrams -> Future.join(datagrams.stream()
                                .map(datagram -> socket.send(
                                        Buffer.buffer(datagram),
                                        handOut.group().port(),
                                        handOut.group().group()))
                                .toList())
                        // What the system refuses to send is lost as on the way.
                        .otherwiseEmpty())
                .onComplete(done -> {
                    busy = false;
                    if (isOver) {
                        close();
                    } else if (done.failed()) {
                        failed(done.cause());
                    } else {
                        sleep(Math.max(1, engine.wakeMs() - parts.nowMs().getAsLong()));
                    }
                });
    }

    private List<byte[]> sealed(List<HandoutEffect.Emit> pieces) throws IOException {
        List<byte[]> datagrams = new ArrayList<>();
        for (HandoutEffect.Emit emit : pieces) {
            byte[] content = blocks.piece(emit.block(), emit.number());
            datagrams.add(seal.seal(new Piece(emit.serial(), emit.block(), emit.number(), content)));
        }
        return datagrams;
    }

    private void ask(UserName user, int needs) {
        MessageId offer = receivers.get(user);
        PeerMessage.OfFile question = new PeerMessage.AskHandOutReport(parts.self(), user, offer, needs);
        parts.exchange().ask(user, question, HandoutTiming.ANSWER_MS).onComplete(answer -> {
            boolean reported = answer.succeeded()
                    && answer.result() instanceof PeerReply.HandOutReported said
                    && said.report().isPresent();
            if (isOver) {
                return;
            }
            if (reported) {
                Report report =
                        ((PeerReply.HandOutReported) answer.result()).report().get();
                progress.accept(offer, Math.min(layout.size(), (long) report.heard() * layout.pieceBytes()));
                engine.report(user, report, parts.nowMs().getAsLong());
            } else {
                engine.leave(user);
                receivers.remove(user, offer);
            }
            step();
        });
    }

    private void release(UserName user) {
        MessageId offer = receivers.remove(user);
        if (offer != null) {
            parts.exchange()
                    .ask(user, new PeerMessage.EndHandOut(parts.self(), user, offer), HandoutTiming.ANSWER_MS)
                    .onFailure(cause -> LOG.debug("{} is not told of the end: {}", user, cause.toString()));
        }
    }

    private void failed(Throwable cause) {
        if (isOver) {
            close();
            return;
        }
        LOG.warn("{} cannot be handed out, and is fetched instead: {}", file.path(), cause.toString());
        stop();
    }

    /** Ends it; all receivers are told to fetch what they lack. */
    void stop() {
        if (!isOver) {
            isOver = true;
            parts.vertx().cancelTimer(timer);
            List.copyOf(receivers.keySet()).forEach(this::release);
            if (!busy) {
                close();
            }
            over.run();
        }
    }

    private void close() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
        if (blocks != null) {
            SourceBlocks closing = blocks;
            blocks = null;
            parts.vertx()
                    .executeBlocking(
                            () -> {
                                closing.close();
                                return null;
                            },
                            false);
        }
    }
}
