package org.hobnob.launcher.bench.hostile.attack;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hobnob.launcher.bench.hostile.client.LineClient;
import org.hobnob.launcher.bench.hostile.client.Person;

/** Users who are logged in and ask as fast as their connections take it; each asks the same all the time. */
final class RequestFlood implements Attack {
    /** Requests that the gateway answers by itself. */
    static final String PING = "@f PING\n";
    /** Requests that are answered from memory. */
    static final String CHEAP = "@f SEARCH_USER attacker-0\n";
    /** Requests whose answers are lists. */
    static final String LIST = "@f DISCOVER_PEERS DETAILED\n";
    /** Requests that change something. */
    static final String CHANGE = "@f STATUS away for-a-while\n";

    private static final long TICK_MS = 10;
    private static final int LINES = 50;
    private static final int WRITES_AT_ONCE = 20;

    private final int users;
    private final List<String> requests;
    private final List<LineClient> clients = new ArrayList<>();

    /** @param requests the users ask these in turn, each user one of them */
    RequestFlood(int users, String... requests) {
        this.users = users;
        this.requests = List.of(requests);
    }

    @Override
    public Future<?> prepare(Ground ground) {
        return Future.all(IntStream.range(0, users)
                .mapToObj(user -> ground.come("attacker-" + user, user).map(Person.Online::client))
                .map(coming -> coming.onSuccess(clients::add))
                .toList());
    }

    @Override
    public void begin(Ground ground) {
        for (int i = 0; i < clients.size(); i++) {
            LineClient client = clients.get(i);
            Buffer lines = Buffer.buffer(requests.get(i % requests.size()).repeat(LINES));
            long[] told = {0};
            ground.every(TICK_MS, () -> {
                for (int write = 0; write < WRITES_AT_ONCE && !client.isFull(); write++) {
                    client.send(lines);
                    ground.tally().sent(LINES);
                }
                ground.tally().told(client.slowDowns() - told[0]);
                told[0] = client.slowDowns();
            });
        }
    }
}
