package org.hobnob.peer.handout;

import io.vertx.core.Future;
import io.vertx.core.datagram.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.hobnob.net.MulticastSockets;
import org.hobnob.protocol.handout.HandoutTiming;
import org.hobnob.protocol.handout.Layout;
import org.hobnob.protocol.handout.Report;
import org.hobnob.protocol.message.peer.HandOut;
import org.hobnob.protocol.message.peer.HandOutKey;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hand-outs of one user at one registry, own ones and others' (SPEC 17.3). Confined to one context. */
public final class HandOuts {
    private static final Logger LOG = LoggerFactory.getLogger(HandOuts.class);
    /** The smallest file that is worth a hand-out. */
    public static final long LEAST_BYTES = 1 << 20;
    /** The highest rate at which a file is handed out, unless the user says another. */
    public static final long MOST_BYTES_PER_S = 12_000_000;

    private static final int MOST_SENT = 4;
    private static final int MOST_REMEMBERED = 4_096;
    private static final int LAST_PORT = 65_535;

    private final HandOutParts parts;
    private final BiConsumer<MessageId, Long> progress;
    private final Map<Shared, HandOutSending> sending = new HashMap<>();
    private final Map<MessageId, HandOutReceiving> receiving = new HashMap<>();
    private final Set<MessageId> asking = new LinkedHashSet<>();
    /** The offers of those who take part, or took part. */
    private final Set<MessageId> took = new LinkedHashSet<>();

    private boolean stopped;

    /**
     * A file that was offered to the members of a room at one time.
     *
     * @param room where it was offered
     * @param modifiedMs when it was changed last
     */
    public record Shared(String room, Path path, long size, long modifiedMs) {}

    /** @param progress told how many bytes are there of a file, by the id of its offer */
    public HandOuts(HandOutParts parts, BiConsumer<MessageId, Long> progress) {
        this.parts = parts;
        this.progress = progress;
    }

    /**
     * A user asks to take part.
     *
     * @param offer the id of the offer to that user
     * @param file what was offered
     * @param group the room's, if it has one
     * @param ceiling the highest rate, bytes per second; 0 if nothing is handed out
     */
    public PeerReply.HandOutAnswer asked(
            UserName user, MessageId offer, Shared file, Optional<GroupAddress> group, long ceiling) {
        HandOutSending running = sending.get(file);
        if (stopped || ceiling == 0 || group.isEmpty() || !isFirst(offer)) {
            return new PeerReply.HandOutAnswer(Optional.empty());
        }
        if (running == null && sending.size() == MOST_SENT) {
            return new PeerReply.HandOutAnswer(Optional.empty());
        }
        if (running == null) {
            running = begun(file, group.get(), ceiling);
        }
        running.join(user, offer);
        return new PeerReply.HandOutAnswer(Optional.of(running.handOut()));
    }

    /** Who took part, and lost track or was ended, fetches: else one could have a file sent again and again. */
    private boolean isFirst(MessageId offer) {
        boolean isNew = took.add(offer);
        if (took.size() > MOST_REMEMBERED) {
            took.remove(took.iterator().next());
        }
        return isNew;
    }

    private HandOutSending begun(Shared file, GroupAddress group, long ceiling) {
        Layout layout = Layout.usual(file.size());
        HandOut handOut = new HandOut(
                parts.secureRandom().nextLong(),
                HandOutKey.random(parts.secureRandom()),
                new GroupAddress(group.group(), group.port() == LAST_PORT ? LAST_PORT - 1 : group.port() + 1),
                layout.pieceBytes(),
                layout.blockPieces());
        HandOutSending begun =
                new HandOutSending(parts, handOut, layout, file, ceiling, progress, () -> sending.remove(file));
        sending.put(file, begun);
        return begun;
    }

    /**
     * Takes part in another's hand-out, if there is one.
     *
     * @param part where the file arrives; it exists and nothing of it is worth anything
     * @return up to where the file is there without a gap, in bytes; 0 if there is no hand-out. Never fails.
     */
    public Future<Long> receive(UserName sender, MessageId offer, long size, Path part) {
        if (stopped || size < 1 || size > Layout.MAX_SIZE) {
            return Future.succeededFuture(0L);
        }
        asking.add(offer);
        return parts.exchange()
                .ask(sender, new PeerMessage.AskHandOut(parts.self(), sender, offer), HandoutTiming.ANSWER_MS)
                .compose(reply -> {
                    Optional<HandOut> handOut =
                            reply instanceof PeerReply.HandOutAnswer answer ? answer.handOut() : Optional.empty();
                    Optional<Layout> layout = handOut.flatMap(one -> one.layout(size));
                    return layout.isPresent()
                            ? listen(handOut.get(), layout.get(), offer, part)
                            : Future.succeededFuture(0L);
                })
                .otherwise(cause -> {
                    LOG.debug("{} hands out nothing: {}", sender, cause.toString());
                    return 0L;
                })
                .onComplete(done -> {
                    asking.remove(offer);
                    receiving.remove(offer);
                });
    }

    private Future<Long> listen(HandOut handOut, Layout layout, MessageId offer, Path part) {
        InetSocketAddress at =
                new InetSocketAddress(handOut.group().group(), handOut.group().port());
        return MulticastSockets.open(parts.vertx(), parts.network(), at)
                .compose(socket -> receive(handOut, layout, offer, part, socket));
    }

    private Future<Long> receive(HandOut handOut, Layout layout, MessageId offer, Path part, DatagramSocket socket) {
        HandOutReceiving begun =
                new HandOutReceiving(parts, handOut, layout, part, bytes -> progress.accept(offer, bytes));
        receiving.put(offer, begun);
        Future<Long> over = begun.over(socket);
        if (stopped || !asking.contains(offer)) {
            begun.end();
        }
        return over;
    }

    /** Returns the answer to a sender's question. */
    public Future<PeerReply> answer(PeerMessage.AskHandOutReport question) {
        HandOutReceiving one = receiving.get(question.id());
        if (one != null) {
            return one.report(question.needs()).map(PeerReply.HandOutReported::new);
        }
        // It is about to listen.
        Optional<Report> nothing =
                asking.contains(question.id()) ? Optional.of(new Report(0, 0, 0, List.of())) : Optional.empty();
        return Future.succeededFuture(new PeerReply.HandOutReported(nothing));
    }

    /** The sender ends this user's part. */
    public PeerReply answer(PeerMessage.EndHandOut end) {
        HandOutReceiving one = receiving.get(end.id());
        if (one != null) {
            one.end();
        }
        return new PeerReply.HandOutEndHeard(one != null);
    }

    /** Ends what concerns this offer; what has arrived is kept. */
    public void stop(MessageId offer) {
        asking.remove(offer);
        Optional.ofNullable(receiving.get(offer)).ifPresent(HandOutReceiving::end);
        List.copyOf(sending.values()).forEach(one -> one.leave(offer));
    }

    /** Ends all. */
    public void stopAll() {
        stopped = true;
        List.copyOf(receiving.values()).forEach(HandOutReceiving::end);
        List.copyOf(sending.values()).forEach(HandOutSending::stop);
    }
}
