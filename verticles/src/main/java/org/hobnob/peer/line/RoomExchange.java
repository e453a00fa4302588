package org.hobnob.peer.line;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Supplier;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.value.UserName;

/**
 * Where chats and rooms meet: what members of a room say to each other over lines (SPEC 7) goes over the chats'
 * connections. Each side works on a thread of its own; datagrams do not travel on the bus.
 */
public final class RoomExchange {
    /** The connections with other peers. */
    public interface Lines {
        /** Asks a user's peer; fails as unavailable where no answer comes in time. */
        Future<PeerReply> ask(UserName user, PeerMessage message, long answerMs);
    }

    /** The rooms. */
    public interface Desk {
        /** The reply to what a user's peer, which has proven its key, says about a room. */
        Future<PeerReply> answer(UserName sender, PeerMessage message);
    }

    private record Place<T>(Context context, T service) {}

    private final Vertx vertx;
    private volatile Optional<Place<Lines>> lines = Optional.empty();
    private volatile Optional<Place<Desk>> desk = Optional.empty();

    public RoomExchange(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Called on the context on which the lines are to be asked. */
    public void lines(Lines service) {
        lines = Optional.of(new Place<>(vertx.getOrCreateContext(), service));
    }

    /** Called on the context on which the rooms are to answer. */
    public void desk(Desk service) {
        desk = Optional.of(new Place<>(vertx.getOrCreateContext(), service));
    }

    /** Asks a user's peer. */
    public Future<PeerReply> ask(UserName user, PeerMessage message, long answerMs) {
        return lines.map(place -> there(place.context(), () -> place.service().ask(user, message, answerMs)))
                .orElseGet(RoomExchange::nobody);
    }

    /** Hands over what a user's peer says. */
    public Future<PeerReply> answer(UserName sender, PeerMessage message) {
        return desk.map(place -> there(place.context(), () -> place.service().answer(sender, message)))
                .orElseGet(RoomExchange::nobody);
    }

    private static Future<PeerReply> nobody() {
        return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
    }

    private <T> Future<T> there(Context context, Supplier<Future<T>> work) {
        Context here = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        context.runOnContext(go -> work.get()
                .onComplete(done -> here.runOnContext(back -> {
                    if (done.succeeded()) {
                        promise.complete(done.result());
                    } else {
                        promise.fail(done.cause());
                    }
                })));
        return promise.future();
    }
}
