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
 * Connects the chat verticle and the file verticle: messages about files (SPEC 16) travel over the connections that the
 * chat verticle owns. Each side runs on its own context; calls are moved to the right one.
 */
public final class FileExchange {
    /** The connections with other peers. */
    public interface Lines {
        /** Sends a message to a user's peer, as {@link OutgoingLines#ask} does. */
        Future<PeerReply> ask(UserName user, PeerMessage.OfFile message, long answerMs);
    }

    /** The files of this user. */
    public interface Files {
        /**
         * Returns the reply to a message whose sender has proved its key.
         *
         * @param verified whether a person has compared that key
         */
        Future<PeerReply> answer(PeerMessage.OfFile message, boolean verified);

        /** Called when a connection has been proven to be a user's. */
        void seen(UserName user);
    }

    private final Vertx vertx;
    private volatile Optional<Crossing<Lines>> lines = Optional.empty();
    private volatile Optional<Crossing<Files>> files = Optional.empty();

    public FileExchange(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Registers the connections. Must be called on the context that owns them. */
    public void lines(Lines service) {
        lines = Optional.of(new Crossing<>(vertx, service));
    }

    /** Registers the files. Must be called on the context that owns them. */
    public void files(Files service) {
        files = Optional.of(new Crossing<>(vertx, service));
    }

    /** Sends a message to a user's peer; the future completes on the caller's context. */
    public Future<PeerReply> ask(UserName user, PeerMessage.OfFile message, long answerMs) {
        return lines.map(to -> to.call(service -> service.ask(user, message, answerMs)))
                .orElseGet(FileExchange::unavailable);
    }

    /** Passes a message whose sender has proved its key to the files, and returns their reply. */
    public Future<PeerReply> answer(PeerMessage.OfFile message, boolean verified) {
        return files.map(to -> to.call(service -> service.answer(message, verified)))
                .orElseGet(FileExchange::unavailable);
    }

    /** Tells the files that a user is there. */
    public void seen(UserName user) {
        files.ifPresent(to -> to.call(service -> {
            service.seen(user);
            return Future.succeededFuture();
        }));
    }

    private static Future<PeerReply> unavailable() {
        return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
    }
}
