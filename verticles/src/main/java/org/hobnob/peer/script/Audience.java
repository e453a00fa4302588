package org.hobnob.peer.script;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.hobnob.socket.Client;

/** The programs that are told events. While there is none, events wait for the next, within bounds. Confined to one event loop. */
final class Audience {
    static final int MOST_WAITING = 2_000;

    private final Set<Client> clients = new LinkedHashSet<>();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int missed;

    private record Waiting(JsonObject event, Promise<Void> told) {}

    boolean isThere(Client client) {
        return clients.contains(client);
    }

    /** Tells the client the greeting and what waits, and all events from now on. */
    void attach(Client client, JsonObject greeting) {
        client.tell(greeting);
        clients.add(client);
        while (!waiting.isEmpty()) {
            Waiting next = waiting.remove();
            client.tell(next.event()).onComplete(next.told());
        }
        if (missed > 0) {
            client.tell(EventTable.own(EventTable.MISSED, new JsonObject().put("count", missed)));
            missed = 0;
        }
    }

    void detach(Client client) {
        clients.remove(client);
    }

    /**
     * Tells all of them.
     *
     * @return succeeds when one of them has it; fails if nobody can be told and no more may wait
     */
    Future<Void> tell(JsonObject event) {
        if (!clients.isEmpty()) {
            return Future.any(clients.stream().map(client -> client.tell(event)).toList())
                    .mapEmpty();
        }
        if (waiting.size() >= MOST_WAITING) {
            missed++;
            return Future.failedFuture("too much waits for a program to be told");
        }
        Promise<Void> told = Promise.promise();
        waiting.add(new Waiting(event, told));
        return told.future();
    }

    /** Tells all but one, if there are any. */
    void tellOthers(Client self, JsonObject event) {
        List.copyOf(clients).stream().filter(client -> client != self).forEach(client -> client.tell(event));
    }

    boolean isEmpty() {
        return clients.isEmpty();
    }
}
