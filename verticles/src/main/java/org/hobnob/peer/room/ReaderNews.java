package org.hobnob.peer.room;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.engine.RoomEffect;

/**
 * Tells the person of one room's new readers, each once: a line that says that a user joined tells it, too. Not
 * thread-safe.
 */
final class ReaderNews {
    private static final long AGAIN_MS = 1_000;

    private final Vertx vertx;
    private final Function<RoomEffect.NewReader, Future<Void>> show;
    private final Map<UserName, Future<Void>> joins = new HashMap<>();
    private final Map<UserName, Future<Void>> telling = new HashMap<>();
    private boolean closed;

    /** @param show shows a reader on the screen; succeeds when that is done */
    ReaderNews(Vertx vertx, Function<RoomEffect.NewReader, Future<Void>> show) {
        this.vertx = vertx;
        this.show = show;
    }

    /** Forgets those who are no members any more: who comes again is told again. */
    void members(Set<UserName> others) {
        joins.keySet().retainAll(others);
    }

    /** @param told succeeds when the line that says that the user joined has been shown */
    void joinTold(UserName user, Future<Void> told) {
        joins.put(user, told);
    }

    /** Succeeds when the person was told of the reader; is tried again until then, or until the room is closed. */
    Future<Void> tell(RoomEffect.NewReader reader) {
        Optional<Future<Void>> join = Optional.ofNullable(joins.remove(reader.user()));
        Future<Void> first = join.filter(told -> !reader.otherKey()).orElseGet(() -> show.apply(reader));
        Future<Void> told = first.recover(notShown -> again(reader));
        telling.put(reader.user(), told);
        return told.onComplete(done -> telling.remove(reader.user(), told));
    }

    private Future<Void> again(RoomEffect.NewReader reader) {
        return vertx.timer(AGAIN_MS)
                .compose(due -> closed ? Future.failedFuture("the room is closed") : show.apply(reader))
                .recover(notShown -> closed ? Future.failedFuture(notShown) : again(reader));
    }

    /** Succeeds when the person was told of this user, at once where there is nothing to be told. */
    Future<Void> told(UserName user) {
        return telling.getOrDefault(user, Future.succeededFuture());
    }

    void close() {
        closed = true;
    }
}
