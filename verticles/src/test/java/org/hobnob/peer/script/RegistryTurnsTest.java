package org.hobnob.peer.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.hobnob.bus.Addresses;
import org.junit.jupiter.api.Test;

/** Programs that ask much, and those beside them. */
class RegistryTurnsTest {
    private static final int MANY = 100;

    private record Begun(String action, String who, Promise<JsonObject> answer) {}

    private final List<Begun> begun = new ArrayList<>();
    private final RegistryTurns turns = new RegistryTurns((address, action, body, timeoutMs) -> {
        Begun one = new Begun(action, body.getString("who"), Promise.promise());
        begun.add(one);
        return one.answer().future();
    });

    private static Future<JsonObject> ask(Asker program, String who, String address, String action) {
        return program.ask(address, action, new JsonObject().put("who", who), 1_000);
    }

    private void flood(Asker program, String address, String action) {
        for (int i = 0; i < MANY; i++) {
            ask(program, "flood", address, action);
        }
    }

    private void answerFirst() {
        begun.get(0).answer().complete(new JsonObject());
    }

    @Test
    void floodOfMessagesDelaysAnothersByOneOfThem() {
        flood(turns.program(), Addresses.PEER_CHAT, Actions.MESSAGE);
        assertEquals(RegistryTurns.MESSAGES_AT_ONCE, begun.size());
        ask(turns.program(), "other", Addresses.PEER_CHAT, Actions.MESSAGE);
        answerFirst();
        assertEquals("other", begun.get(begun.size() - 1).who());
    }

    @Test
    void floodOfMessagesHoldsNoRequestOfAnotherBack() {
        flood(turns.program(), Addresses.PEER_CHAT, Actions.MESSAGE);
        ask(turns.program(), "other", Addresses.PEER_REGISTRY, "peers");
        assertEquals("peers", begun.get(begun.size() - 1).action());
    }

    @Test
    void floodOfRequestsDelaysAnothersByOneOfThem() {
        flood(turns.program(), Addresses.PEER_REGISTRY, "search");
        assertEquals(RegistryTurns.AT_ONCE, begun.size());
        ask(turns.program(), "other", Addresses.PEER_REGISTRY, "search");
        answerFirst();
        assertEquals("other", begun.get(begun.size() - 1).who());
    }

    @Test
    void whatIsSaidInRoomsWaitsForNothing() {
        flood(turns.program(), Addresses.PEER_ROOM, Actions.SAY);
        assertEquals(MANY, begun.size());
        assertTrue(begun.stream().allMatch(one -> one.action().equals(Actions.SAY)));
    }
}
