package org.hobnob.peer.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.hobnob.socket.Client;
import org.junit.jupiter.api.Test;

class AudienceTest {
    private static final JsonObject HELLO = new JsonObject().put("type", "hello");

    private final Audience audience = new Audience();

    private static final class Reader implements Client {
        private final List<String> lines = new ArrayList<>();
        private Promise<Void> reads = Promise.promise();

        @Override
        public Future<Void> tell(JsonObject json) {
            lines.add(json.getString("type") + json.getValue("count", ""));
            return reads.future();
        }
    }

    private static JsonObject event(String type) {
        return new JsonObject().put("type", type);
    }

    @Test
    void eventsWaitForTheFirstProgram() {
        Future<Void> told = audience.tell(event("a"));
        assertFalse(told.isComplete());
        Reader reader = new Reader();
        audience.attach(reader, HELLO);
        assertEquals(List.of("hello", "a"), reader.lines);
        assertFalse(told.isComplete(), "it was not read yet");
        reader.reads.complete();
        assertTrue(told.succeeded());
    }

    @Test
    void whatIsTooMuchIsRefusedAndCounted() {
        for (int i = 0; i < Audience.MOST_WAITING; i++) {
            assertFalse(audience.tell(event("a")).isComplete());
        }
        assertTrue(audience.tell(event("b")).failed());
        Reader reader = new Reader();
        audience.attach(reader, HELLO);
        assertEquals(Audience.MOST_WAITING + 2, reader.lines.size());
        assertEquals("missed1", reader.lines.get(reader.lines.size() - 1));
    }

    @Test
    void oneOfSeveralProgramsIsEnough() {
        Reader slow = new Reader();
        Reader quick = new Reader();
        audience.attach(slow, HELLO);
        audience.attach(quick, HELLO);
        Future<Void> told = audience.tell(event("a"));
        quick.reads.complete();
        assertTrue(told.succeeded());
        assertEquals(List.of("hello", "a"), slow.lines);
    }

    @Test
    void whoHasLeftIsToldNoMore() {
        Reader reader = new Reader();
        audience.attach(reader, HELLO);
        audience.detach(reader);
        audience.tell(event("a"));
        assertEquals(List.of("hello"), reader.lines);
    }
}
