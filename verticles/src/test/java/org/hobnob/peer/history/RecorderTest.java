package org.hobnob.peer.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.hobnob.bus.Addresses;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private final List<String> told = new ArrayList<>();
    private final Recorder recorder = new Recorder((action, json) -> told.add(action + " " + json.encode()));

    private static JsonObject json(String json) {
        return new JsonObject(json.replace('\'', '"'));
    }

    private void says(String address, String action, String body, Future<JsonObject> answer) {
        recorder.asked(address, action, json(body), answer);
    }

    @Test
    void linesOfOthersAreKeptWithTheirConversation() {
        recorder.shown("direct", json("{'user':'omar','text':'hi','id':'0a'}"), true);
        recorder.shown("room-text", json("{'room':'lab','user':'omar','text':'hi'}"), false);
        recorder.shown("room-event", json("{'room':'lab','user':'omar','event':'joined'}"), true);
        assertEquals(2, told.size());
        assertTrue(told.get(0).contains("\"conversation\":\"@omar\",\"seen\":true"), told.get(0));
        assertTrue(told.get(1).contains("\"conversation\":\"#lab\",\"seen\":false"), told.get(1));
    }

    @Test
    void ownLineIsKeptBeforeItsOutcomeIsKnown() {
        says(Addresses.PEER_CHAT, "message", "{'user':'omar','text':'a'}", Future.future(never -> {}));
        assertEquals(List.of("said {\"user\":\"omar\",\"text\":\"a\",\"conversation\":\"@omar\",\"key\":1}"), told);
    }

    @Test
    void outcomeSaysWhatBecameOfTheLine() {
        says(Addresses.PEER_CHAT, "message", "{'user':'omar','text':'a'}", answer("{'state':'queued','id':'0a'}"));
        says(Addresses.PEER_ROOM, "say", "{'room':'lab','text':'b'}", answer("{'id':'0b','missing':[]}"));
        says(Addresses.PEER_ROOM, "say", "{'room':'lab','text':'b'}", answer("{'id':'0c','missing':['omar']}"));
        says(Addresses.PEER_CHAT, "message", "{'user':'omra','text':'a'}", failed(Reason.NO_SUCH_USER));
        says(Addresses.PEER_CHAT, "message", "{'user':'omar','text':'a'}", failed(Reason.QUEUE_FULL));
        List<String> states = told.stream()
                .filter(one -> one.startsWith("outcome"))
                .map(one -> new JsonObject(one.substring("outcome ".length())))
                .map(one -> one.getLong("key") + one.getString("state"))
                .toList();
        assertEquals(List.of("1queued", "2delivered", "3partly", "4nobody", "5failed"), states);
    }

    private static Future<JsonObject> answer(String json) {
        return Future.succeededFuture(json(json));
    }

    private static Future<JsonObject> failed(Reason reason) {
        return Future.failedFuture(new RefusalException(reason));
    }

    @Test
    void laterOutcomesChangeTheLine() {
        recorder.shown("delivered", json("{'user':'omar','id':'0a','left':0}"), false);
        recorder.shown(
                "room-progress", json("{'room':'lab','id':'0b'}").put("missing", new JsonArray().add("x")), false);
        recorder.shown("room-progress", json("{'room':'lab','id':'0b'}").put("missing", new JsonArray()), false);
        assertEquals(
                List.of(
                        "became {\"conversation\":\"@omar\",\"id\":\"0a\",\"state\":\"delivered\"}",
                        "became {\"conversation\":\"#lab\",\"id\":\"0b\",\"state\":\"delivered\"}"),
                told);
    }

    @Test
    void closedChatIsNoted() {
        says(Addresses.PEER_CHAT, "end", "{'user':'omar'}", answer("{}"));
        says(Addresses.PEER_CHAT, "waiting", "{}", answer("{}"));
        assertEquals(List.of("closed {\"conversation\":\"@omar\"}"), told);
    }
}
