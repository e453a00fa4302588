package org.hobnob.peer.line;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.UserName;

/**
 * Connects the chat verticle and the room verticle: room messages (SPEC 7) travel over the connections that the
 * chat verticle owns. Each side runs on its own context; calls are moved to the right one. Datagrams are not sent
 * over the event bus.
 */
public final class RoomExchange {
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

    private final Vertx vertx;
    private volatile Optional<Crossing<Lines>> lines = Optional.empty();
    private volatile Optional<Crossing<Rooms>> rooms = Optional.empty();

    public RoomExchange(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Registers the connections. Must be called on the context that owns them. */
    public void lines(Lines service) {
        lines = Optional.of(new Crossing<>(vertx, service));
    }

    /** Registers the rooms. Must be called on the context that owns them. */
    public void rooms(Rooms service) {
        rooms = Optional.of(new Crossing<>(vertx, service));
    }

    /**
     * Sends a message to a user's peer, on the context of the connections; the future completes on the caller's
     * context. {@code answerMs} is in milliseconds.
     */
    public Future<PeerReply> ask(UserName user, PeerMessage.OfRoom message, long answerMs) {
        return lines.map(to -> to.call(service -> service.ask(user, message, answerMs)))
                .orElseGet(RoomExchange::unavailable);
    }

    /** Passes a message whose sender has proved its key to the rooms, and returns their reply. */
    public Future<PeerReply> answer(PeerMessage.OfRoom message) {
        return rooms.map(to -> to.call(service -> service.answer(message))).orElseGet(RoomExchange::unavailable);
    }

    private static Future<PeerReply> unavailable() {
        return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
    }
}
