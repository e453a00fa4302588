package org.hobnob.registry.presence;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.store.Session;

/**
 * Deletes ended sessions from the store: those that end while it is busy with others are deleted together. So thousands who
 * lose their connections at once do not keep it from everything else. Not thread-safe.
 */
final class SessionReleases {
    static final int MOST_TOGETHER = 256;

    private record Ended(UserName user, SessionId session, Promise<Optional<Session>> successor) {}

    private final Function<Map<UserName, SessionId>, Future<Map<UserName, Session>>> delete;
    private final Queue<Ended> waiting = new ArrayDeque<>();
    private boolean isBusy;

    /** @param delete deletes sessions, and returns the ones that their users have now */
    SessionReleases(Function<Map<UserName, SessionId>, Future<Map<UserName, Session>>> delete) {
        this.delete = delete;
    }

    /** Deletes a session. Returns the other one that its user has by now; fails if the store does. */
    Future<Optional<Session>> release(UserName user, SessionId session) {
        Ended ended = new Ended(user, session, Promise.promise());
        waiting.add(ended);
        deleteNext();
        return ended.successor().future();
    }

    private void deleteNext() {
        if (isBusy || waiting.isEmpty()) {
            return;
        }
        isBusy = true;
        List<Ended> batch = new ArrayList<>();
        Map<UserName, SessionId> sessions = new HashMap<>();
        // A user of whom two sessions have ended waits for the next batch with the second one.
        while (!waiting.isEmpty()
                && batch.size() < MOST_TOGETHER
                && !sessions.containsKey(waiting.peek().user())) {
            Ended ended = waiting.remove();
            batch.add(ended);
            sessions.put(ended.user(), ended.session());
        }
        delete.apply(sessions).onComplete(done -> {
            isBusy = false;
            deleteNext();
            batch.forEach(ended -> {
                if (done.succeeded()) {
                    ended.successor().complete(Optional.ofNullable(done.result().get(ended.user())));
                } else {
                    ended.successor().fail(done.cause());
                }
            });
        });
    }
}
