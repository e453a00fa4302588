package org.hobnob.peer.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hobnob.protocol.Bodies;
import org.hobnob.protocol.Values;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.chat.Stored;
import org.hobnob.protocol.message.value.ChatText;
import org.junit.jupiter.api.Test;

/** What an engine stores comes back as it was (SPEC 13). */
class ChatRecordsTest {
    @Provide
    Arbitrary<Stored> records() {
        return Arbitraries.oneOf(
                Combinators.combine(Values.users(), Values.logs(), Values.numbers())
                        .as(Stored.Outgoing::new),
                Combinators.combine(
                                Values.users(),
                                Values.logs(),
                                Values.numbers(),
                                Values.ids().list().ofMaxSize(16),
                                Values.numbers())
                        .as(Stored.Incoming::new),
                Combinators.combine(
                                Values.users(),
                                Values.logs(),
                                Values.numbers(),
                                Values.ids(),
                                Bodies.any().map(EncodedBody::of))
                        .as(Stored.Waiting::new),
                Combinators.combine(
                                Values.users(),
                                Values.logs(),
                                Values.numbers(),
                                Values.ids(),
                                Bodies.any().map(EncodedBody::of),
                                Values.numbers(),
                                Arbitraries.of(true, false))
                        .as(Stored.Unshown::new));
    }

    @Property(tries = 300)
    void aRecordIsReadAsItWasWritten(@ForAll("records") Stored record) {
        assertEquals(Optional.of(record), ChatRecords.parse(ChatRecords.print(record)));
    }

    @Test
    void earlierRecordHasATextAlone() {
        String earlier = "{\"user\":\"omar\",\"kind\":\"waiting\",\"log\":\"0011223344556677\",\"n\":1," + "\"id\":\""
                + "0a".repeat(16) + "\",\"text\":\"this waits for omar\"}";
        Stored.Waiting waiting = assertInstanceOf(
                Stored.Waiting.class, ChatRecords.parse(earlier).orElseThrow());
        assertEquals(
                MessageBody.of(new ChatText("this waits for omar")),
                waiting.body().read());
        assertEquals(earlier.length(), ChatRecords.print(waiting).length());
    }

    /** No field of any kind of record can be such that the reading throws. */
    @Property(tries = 100)
    void spoiltRecordIsReadAsNone(@ForAll("records") Stored record) {
        String text = ChatRecords.print(record);
        assertEquals(Optional.empty(), ChatRecords.parse(text.substring(0, text.length() / 2)));
        JsonObject json = new JsonObject(text);
        for (String field : List.of("user", "kind", "log", "n")) {
            for (Object value : new Object[] {null, -0.5, "", new JsonArray().add(1), new JsonObject()}) {
                assertEquals(
                        Optional.empty(),
                        ChatRecords.parse(json.copy().put(field, value).encode()));
            }
        }
        for (String field : json.fieldNames()) {
            for (Object value : new Object[] {null, -0.5, "", new JsonArray().add(1), new JsonObject()}) {
                ChatRecords.parse(json.copy().put(field, value).encode());
            }
        }
    }

    @Test
    void malformedRecordIsRefused() {
        String good = "{\"user\":\"omar\",\"kind\":\"outgoing\",\"log\":\"0011223344556677\",\"n\":1}";
        assertEquals(true, ChatRecords.parse(good).isPresent());
        for (String bad : List.of(
                "",
                "[]",
                "{}",
                "null",
                good.replace("omar", "Admin"),
                good.replace("outgoing", "other"),
                good.replace("00112233", ""),
                good.replace("1}", "\"1\"}"),
                good.replace("outgoing", "waiting"))) {
            assertEquals(Optional.empty(), ChatRecords.parse(bad), bad);
        }
    }
}
