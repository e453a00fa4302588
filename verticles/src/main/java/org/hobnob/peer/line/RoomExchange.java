package org.hobnob.peer.line;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects the chat verticle and the room verticle: room messages (SPEC 7) travel over the connections that the
 * chat verticle owns. Each side runs on its own context; calls are moved to the right one. Datagrams are not sent
 * over the event bus.
 */
public final class RoomExchange {
    private static final Logger LOG = LoggerFactory.getLogger(RoomExchange.class);

    /** The connections with other peers. */
    public interface Lines {
        /**
         * Sends a message to a user's peer; fails with {@code UNAVAILABLE} if no reply arrives within {@code
         * answerMs} milliseconds.
         */
        Future<PeerReply> ask(UserName user, PeerMessage.OfRoom message, long answerMs);
    }

    /** The rooms of this user. */
    public interface Rooms {
        /** Returns the reply to a message whose sender has proved its key. */
        Future<PeerReply> answer(PeerMessage.OfRoom message);
    }

    private record Target<T>(Context context, T service) {}

    private final Vertx vertx;
    private volatile Optional<Target<Lines>> lines = Optional.empty();
    private volatile Optional<Target<Rooms>> rooms = Optional.empty();

    public RoomExchange(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Registers the connections. Must be called on the context that owns them. */
    public void lines(Lines service) {
        lines = Optional.of(new Target<>(vertx.getOrCreateContext(), service));
    }

    /** Registers the rooms. Must be called on the context that owns them. */
    public void rooms(Rooms service) {
        rooms = Optional.of(new Target<>(vertx.getOrCreateContext(), service));
    }

    /**
     * Sends a message to a user's peer, on the context of the connections; the future completes on the caller's
     * context. {@code answerMs} is in milliseconds.
     */
    public Future<PeerReply> ask(UserName user, PeerMessage.OfRoom message, long answerMs) {
        return lines.map(
                        target -> runOn(target.context(), () -> target.service().ask(user, message, answerMs)))
                .orElseGet(RoomExchange::unavailable);
    }

    /** Passes a message whose sender has proved its key to the rooms, and returns their reply. */
    public Future<PeerReply> answer(PeerMessage.OfRoom message) {
        return rooms.map(
                        target -> runOn(target.context(), () -> target.service().answer(message)))
                .orElseGet(RoomExchange::unavailable);
    }

    private static Future<PeerReply> unavailable() {
        return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
    }

    private <T> Future<T> runOn(Context context, Supplier<Future<T>> work) {
        Context here = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        context.runOnContext(go -> work.get()
                .onComplete(done -> unlessClosed(here, () -> {
                    if (done.succeeded()) {
                        promise.complete(done.result());
                    } else {
                        promise.fail(done.cause());
                    }
                })));
        return promise.future();
    }

    /** While the peer ends, what is still under way fails, and nobody waits for it any more. */
    private static void unlessClosed(Context context, Runnable work) {
        try {
            context.runOnContext(now -> work.run());
        } catch (RejectedExecutionException closed) {
            LOG.debug("the peer ends before an answer arrives");
        }
    }
}
