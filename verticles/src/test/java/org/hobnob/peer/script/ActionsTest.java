package org.hobnob.peer.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.PasswordHash;
import org.junit.jupiter.api.Test;

/** Requests of programs and their answers (docs/json.md), with the other verticles in memory. */
class ActionsTest {
    private final List<String> asked = new ArrayList<>();
    private final Map<String, Future<JsonObject>> replies = new HashMap<>();
    private final Standing standing = new Standing();
    private final Actions actions = new Actions(this::asked, standing, Future::succeededFuture);

    private Future<JsonObject> asked(String address, String action, JsonObject body, long timeoutMs) {
        asked.add(address + " " + action + " " + body.encode());
        String page = body.getString("after", "");
        return replies.getOrDefault(action + page, Future.succeededFuture(new JsonObject()));
    }

    private String answer(String request) {
        return Answers.to(new JsonObject(request.replace('\'', '"')), actions)
                .result()
                .encode();
    }

    private static Future<JsonObject> reply(String json) {
        return Future.succeededFuture(new JsonObject(json.replace('\'', '"')));
    }

    @Test
    void answerHasTheIdOfItsRequest() {
        assertEquals("{\"id\":7,\"result\":{}}", answer("{'id':7,'request':'back'}"));
        assertEquals("{\"id\":\"a\",\"result\":{}}", answer("{'id':'a','request':'back'}"));
        assertEquals("{\"result\":{}}", answer("{'request':'back'}"));
    }

    @Test
    void idThatIsNoNumberOfJsonIsRefused() {
        assertEquals(
                "{\"error\":{\"reason\":\"malformed\",\"detail\":\"'id' must be a number or a short string\"}}",
                answer("{'id':1e999999,'request':'back'}"));
    }

    @Test
    void wrongRequestsAreMalformed() {
        for (String wrong : List.of(
                "{'id':1}",
                "{'id':1,'request':5}",
                "{'id':1,'request':'send','to':'omar'}",
                "{'id':1,'request':'send','to':'omar','text':7}",
                "{'id':1,'request':'send','to':'omar','text':'x','txt':'x'}",
                "{'id':1,'request':'create','room':'lab','capacity':1.5}",
                "{'id':1,'request':'send','to':'omar','text':'x','action':'yes'}")) {
            JsonObject error = new JsonObject(answer(wrong)).getJsonObject("error");
            assertEquals("malformed", error.getString("reason"), wrong);
            assertFalse(error.getString("detail").isEmpty(), wrong);
        }
        assertEquals(List.of(), asked, "nothing was asked");
    }

    @Test
    void idThatIsNoneIsRefusedWithoutIt() {
        for (String id : List.of("{}", "[]", "true", "'" + "x".repeat(200) + "'")) {
            JsonObject answer = new JsonObject(answer("{'id':" + id + ",'request':'back'}"));
            assertFalse(answer.containsKey("id"), id);
            assertEquals("malformed", answer.getJsonObject("error").getString("reason"), id);
        }
        assertEquals(List.of(), asked);
    }

    @Test
    void unknownRequestIsToldWhichThereAre() {
        JsonObject error = new JsonObject(answer("{'id':1,'request':'sned'}")).getJsonObject("error");
        assertEquals("unknown-command", error.getString("reason"));
        assertTrue(error.getString("detail").contains(" send join "));
    }

    @Test
    void refusalIsToldWithItsWordAndWait() {
        replies.put("search", Future.failedFuture(new RefusalException(Reason.SLOW_DOWN, 1_200)));
        assertEquals(
                "{\"id\":1,\"error\":{\"reason\":\"slow-down\",\"waitMs\":1200}}",
                answer("{'id':1,'request':'whois','user':'omar'}"));
        assertEquals(
                "{\"id\":1,\"error\":{\"reason\":\"no-such-user\"}}",
                answer("{'id':1,'request':'whois','user':'4711'}"));
    }

    @Test
    void roomMessageIsPartlySentWhileSomebodyLacksIt() {
        replies.put("say", reply("{'room':'lab','id':'ab','confirmed':['omar'],'missing':['carl'],'open':[]}"));
        assertEquals(
                "{\"id\":1,\"result\":{\"state\":\"partly\",\"messageId\":\"ab\",\"confirmed\":[\"omar\"],"
                        + "\"missing\":[\"carl\"],\"open\":[]}}",
                answer("{'id':1,'request':'send','to':'#lab','text':'hi'}"));
        replies.put("say", reply("{'room':'lab','id':'ab','confirmed':['omar'],'missing':[],'open':[]}"));
        assertTrue(answer("{'id':1,'request':'send','to':'#lab','text':'hi'}").contains("delivered"));
        assertEquals("peer.room say {\"text\":\"hi\",\"room\":\"lab\"}", asked.get(0));
    }

    @Test
    void privateMessageIsToldAsItsStateIs() {
        replies.put("message", reply("{'id':'ab','state':'queued','path':'tcp'}"));
        assertEquals(
                "{\"id\":1,\"result\":{\"state\":\"queued\",\"messageId\":\"ab\",\"path\":\"tcp\"}}",
                answer("{'id':1,'request':'send','to':'@omar','text':'hi'}"));
        assertEquals(List.of("peer.chat message {\"text\":\"hi\",\"user\":\"omar\"}"), asked);
    }

    @Test
    void whatIsAskedOfARoomWaitsForItsJoin() {
        Promise<JsonObject> joined = Promise.promise();
        replies.put("join", joined.future());
        replies.put("say", reply("{'id':'ab','confirmed':[],'missing':[],'open':[]}"));
        Answers.to(new JsonObject("{\"request\":\"join\",\"room\":\"#Lab\"}"), actions);
        Answers.to(new JsonObject("{\"request\":\"send\",\"to\":\"#lab\",\"text\":\"hi\"}"), actions);
        Answers.to(new JsonObject("{\"request\":\"send\",\"to\":\"#other\",\"text\":\"ho\"}"), actions);
        assertEquals(2, asked.size(), asked::toString);
        assertTrue(asked.get(1).contains("\"other\""), "another room's does not wait");
        joined.complete(new JsonObject());
        assertEquals(3, asked.size(), asked::toString);
        assertTrue(standing.isIn("LAB"));
    }

    @Test
    void refusedJoinHoldsUpNothing() {
        Promise<JsonObject> joined = Promise.promise();
        replies.put("join", joined.future());
        Answers.to(new JsonObject("{\"request\":\"join\",\"room\":\"lab\"}"), actions);
        Answers.to(new JsonObject("{\"request\":\"join\",\"room\":\"lab\"}"), actions);
        assertEquals(1, asked.size());
        joined.fail(new RefusalException(Reason.ROOM_FULL));
        assertEquals(2, asked.size());
        assertFalse(standing.isIn("lab"));
    }

    @Test
    void passwordsOfRoomsTravelAsDigests() {
        answer("{'request':'join','room':'lab','password':'swordfish'}");
        assertTrue(asked.get(0).contains(PasswordHash.ofPassword("swordfish").hex()));
        assertFalse(asked.get(0).contains("swordfish"));
    }

    @Test
    void listsAreReadToTheirLastPage() {
        replies.put("peers", reply("{'peers':[{'user':'amy','rooms':['lab']}],'next':'amy'}"));
        replies.put("peersamy", reply("{'peers':[{'user':'bob','status':'away:YXQgbHVuY2g','dialect':'native'}]}"));
        assertEquals(
                "{\"id\":1,\"result\":{\"users\":[{\"user\":\"amy\",\"rooms\":[\"lab\"],\"away\":false,\"status\":\"\"},"
                        + "{\"user\":\"bob\",\"dialect\":\"native\",\"away\":true,\"status\":\"at lunch\"}]}}",
                answer("{'id':1,'request':'who'}"));
    }

    @Test
    void emptyListsAreResults() {
        replies.put("peers", Future.failedFuture(new RefusalException(Reason.NOBODY_ELSE)));
        replies.put("rooms", Future.failedFuture(new RefusalException(Reason.NO_SUCH_ROOM)));
        assertEquals("{\"id\":1,\"result\":{\"users\":[]}}", answer("{'id':1,'request':'who'}"));
        assertEquals("{\"id\":1,\"result\":{\"rooms\":[]}}", answer("{'id':1,'request':'rooms'}"));
    }

    @Test
    void resultHasOnlyTheFieldsOfItsRow() {
        replies.put("search", reply("{'user':'omar','ip':'10.0.0.9','directPort':4000,'secret':'x'}"));
        assertEquals(
                "{\"id\":1,\"result\":{\"user\":\"omar\",\"away\":false,\"status\":\"\",\"ip\":\"10.0.0.9\"}}",
                answer("{'id':1,'request':'whois','user':'omar'}"));
    }

    @Test
    void kickedUserIsInTheRoomNoMore() {
        standing.loggedIn("dana", List.of("old"));
        standing.entered("Lab");
        standing.heard("room-event", event("kicked", "omar"));
        assertTrue(standing.isIn("lab"));
        standing.heard("room-event", event("kicked", "Dana"));
        assertFalse(standing.isIn("lab"));
        assertTrue(standing.isKept("OLD"));
    }

    private static JsonObject event(String event, String user) {
        return new JsonObject().put("room", "lab").put("event", event).put("user", user);
    }

    @Test
    void ignoredUsersAreHiddenAsToldLast() {
        standing.heard(
                "ignored", new JsonObject().put("users", new JsonArray().add(new JsonObject().put("user", "omar"))));
        assertTrue(standing.hides("Omar"));
        standing.heard("ignored", new JsonObject().put("users", new JsonArray()));
        assertFalse(standing.hides("omar"));
    }
}
