package org.hobnob.launcher.bench.hostile.attack;

import java.util.List;
import java.util.function.IntFunction;
import org.hobnob.launcher.bench.hostile.client.LineClient;
import org.hobnob.protocol.message.Request;

/** Clients that each ask the next thing once the last one is answered. */
final class Asking {
    private static final String SLOW_DOWN = "slow-down";

    private Asking() {}

    /**
     * Has each client ask one request at a time until the attack is over.
     *
     * @param everyMs how often to see whether an answer has come, in milliseconds
     * @param next makes the next request from the number of those before
     */
    static void again(Ground ground, long everyMs, List<LineClient> clients, IntFunction<Request> next) {
        for (LineClient client : clients) {
            int[] turn = {0};
            ground.every(everyMs, () -> {
                if (client.inProgress() == 0) {
                    ground.tally().sent(1);
                    client.answer(next.apply(turn[0]++))
                            .onSuccess(line -> ground.tally().told(line.contains(SLOW_DOWN) ? 1 : 0));
                }
            });
        }
    }
}
