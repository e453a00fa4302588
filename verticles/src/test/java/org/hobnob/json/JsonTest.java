package org.hobnob.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

/** Reading fields (BUS.md 2 and 3). */
class JsonTest {
    private static String refusal(Function<JsonObject, ?> read, Object value) {
        JsonObject json = new JsonObject().put("field", value);
        return assertThrows(MalformedBodyException.class, () -> read.apply(json))
                .getMessage();
    }

    @Test
    void fieldOfAnotherTypeIsMalformed() {
        String another = "the field 'field' has another type";
        assertEquals(another, refusal(json -> Json.text(json, "field"), 7));
        assertEquals(another, refusal(json -> Json.number(json, "field"), "7"));
        assertEquals(another, refusal(json -> Json.flag(json, "field"), "true"));
        assertEquals(another, refusal(json -> Json.list(json, "field", UserName::of), "dana"));
        assertEquals(another, refusal(json -> Json.list(json, "field", UserName::of), new JsonArray().add(7)));
        assertEquals(another, refusal(json -> Json.objects(json, "field", Json::user), new JsonArray().add("dana")));
    }

    @Test
    void missingFieldIsMalformedUnlessItMayBeAbsent() {
        String missing = "the field 'field' is missing";
        assertEquals(missing, refusal(json -> Json.text(json, "field"), null));
        assertEquals(missing, refusal(json -> Json.integer(json, "field"), null));
        assertEquals(missing, refusal(json -> Json.flag(json, "field"), null));
        assertEquals(missing, refusal(json -> Json.requiredList(json, "field", UserName::of), null));
        JsonObject empty = new JsonObject();
        assertEquals(3, Json.number(empty, "field", 3));
        assertEquals(true, Json.flag(empty, "field", true));
        assertEquals(List.of(), Json.list(empty, "field", UserName::of));
        assertEquals(Optional.empty(), Json.optional(empty, "field", UserName::of));
    }

    @Test
    void numberThatDoesNotFitIsMalformed() {
        assertEquals("the field 'field' is no whole number", refusal(json -> Json.number(json, "field"), 1.5));
        assertEquals("the field 'field' is too large", refusal(json -> Json.integer(json, "field"), 1L << 32));
        assertEquals("the field 'field' is not within 1 to 9", refusal(json -> Json.within(json, "field", 1, 9), 0));
        assertEquals(9, Json.within(new JsonObject().put("field", 9), "field", 1, 9));
    }

    @Test
    void valueThatBreaksItsRuleIsMalformedAndNotRepeated() {
        assertEquals(
                "the field 'field' breaks its rule",
                refusal(json -> Json.required(json, "field", UserName::of), "a b"));
        JsonObject state = new JsonObject(
                "{'room':'nets','host':'dana','version':0,'port':1,'capacity':1,'kind':'open'}".replace('\'', '"'));
        assertThrows(MalformedBodyException.class, () -> Json.roomState(state));
    }
}
