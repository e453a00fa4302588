package org.hobnob.peer.script;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;
import org.hobnob.bus.Addresses;
import org.hobnob.limits.FairQueue;

/**
 * Has programs take turns with what the registry must answer. The registry answers a peer's requests one after the other, and
 * only so many a second, so that a program which sends a hundred at once would keep all other programs waiting. Private
 * messages take turns of their own: each may ask the registry for its recipient, or wait for a peer that does not answer.
 * Confined to one event loop.
 */
final class RegistryTurns {
    /** So many requests are under way at the same time: what another program then has to wait for. */
    static final int AT_ONCE = 2;

    /** So many private messages are under way at the same time. */
    static final int MESSAGES_AT_ONCE = 16;

    /** Programs are bounded, and so is what each may ask at a time. */
    private static final int UNBOUNDED = Integer.MAX_VALUE;

    private final Asker asker;
    private final FairQueue<Runnable> line = new FairQueue<>(AT_ONCE, UNBOUNDED);
    private final FairQueue<Runnable> messages = new FairQueue<>(MESSAGES_AT_ONCE, UNBOUNDED);
    private int programs;

    RegistryTurns(Asker asker) {
        this.asker = asker;
    }

    /** Returns the way in which one more program asks. */
    Asker program() {
        String program = Integer.toString(programs++);
        return (address, action, body, timeoutMs) -> {
            Supplier<Future<JsonObject>> ask = () -> asker.ask(address, action, body, timeoutMs);
            if (address.equals(Addresses.PEER_CHAT) && action.equals(Actions.MESSAGE)) {
                return inTurn(messages, program, ask);
            }
            return asksRegistry(address, action) ? inTurn(line, program, ask) : ask.get();
        };
    }

    /** All that a room does but to say something needs the registry. */
    private static boolean asksRegistry(String address, String action) {
        return address.equals(Addresses.PEER_REGISTRY)
                || address.equals(Addresses.PEER_ROOM) && !action.equals(Actions.SAY);
    }

    private static Future<JsonObject> inTurn(
            FairQueue<Runnable> line, String program, Supplier<Future<JsonObject>> ask) {
        Promise<JsonObject> answer = Promise.promise();
        Runnable begin =
                () -> Future.<Void>succeededFuture().compose(begun -> ask.get()).onComplete(answered -> {
                    line.ended(program);
                    goOn(line);
                    answer.handle(answered);
                });
        line.offer(program, begin);
        goOn(line);
        return answer.future();
    }

    private static void goOn(FairQueue<Runnable> line) {
        for (Optional<Runnable> next = line.next(); next.isPresent(); next = line.next()) {
            next.get().run();
        }
    }
}
