package org.hobnob.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.body.ReplyTo;
import org.hobnob.protocol.body.UnreadableBody;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

/** BUS.md 3: bodies. */
class BodyJsonTest {
    private static final UserName DANA = new UserName("Dana");
    private static final UserName OMAR = new UserName("omar");

    @Test
    void bodyIsReadAsWritten() {
        MessageBody body = MessageBody.action(DANA, "waves")
                .orElseThrow()
                .saidAt(1_800_000_000_000L)
                .inReplyTo(new ReplyTo(OMAR, new MessageId("0a".repeat(16)), "hi"));
        assertEquals(body, BodyJson.read(BodyJson.of(body, DANA)));
    }

    @Test
    void actionInAnothersNameIsNotToldAsOne() {
        MessageBody forged = MessageBody.action(DANA, "waves").orElseThrow();
        assertFalse(BodyJson.of(forged, OMAR).containsKey("action"));
    }

    @Test
    void unreadableBodyTellsNoText() {
        assertEquals(new JsonObject().put("text", "").put("unreadable", true), BodyJson.of(new UnreadableBody(), DANA));
    }

    @Test
    void badFieldsAreMalformed() {
        JsonObject good = new JsonObject().put("text", "hi");
        assertEquals("hi", BodyJson.read(good).text().text());
        for (String field : new String[] {"text", "saidAt", "action", "replyTo"}) {
            assertThrows(
                    MalformedBodyException.class,
                    () -> BodyJson.read(good.copy().put(field, new JsonArray())),
                    field);
        }
        assertThrows(
                MalformedBodyException.class, () -> BodyJson.read(good.copy().put("saidAt", -1)));
    }
}
