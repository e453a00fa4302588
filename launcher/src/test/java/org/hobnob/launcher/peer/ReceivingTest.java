package org.hobnob.launcher.peer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code hobnob recv} prints, and what it leaves. */
class ReceivingTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Receiving receiving(String from, boolean json, int wanted) {
        return new Receiving(
                Optional.ofNullable(from), json, wanted, new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private static JsonObject message(String conversation, String text) {
        return new JsonObject()
                .put("type", "message")
                .put("conversation", conversation)
                .put("from", "omar")
                .put("text", text);
    }

    private String printed(Future<Void> shown) {
        await().atMost(Duration.ofSeconds(40)).until(shown::succeeded);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void messageIsOneLineOfThreeFields() {
        Receiving all = receiving(null, false, 1);
        assertEquals(
                "omar\tomar\ttwo lines \ufffd[2J\n", printed(all.tell(message("omar", "two\r\nlines\t\u001b[2J"))));
    }

    @Test
    void jsonIsPrintedAsItCame() {
        JsonObject event = message("omar", "a\u001bb\u202e");
        String line = printed(receiving(null, true, 1).tell(event));
        assertTrue(line.contains("\\u001B") && line.contains("\\u202e"), line);
        assertEquals(event, new JsonObject(line));
    }

    @Test
    void othersMessagesAreLeft() {
        Receiving room = receiving("#lab", false, 9);
        assertTrue(room.tell(message("omar", "private")).failed());
        assertTrue(room.tell(message("#other", "x")).failed());
        assertFalse(room.tell(message("#LAB", "x")).failed());
        Receiving user = receiving("@omar", false, 9);
        assertTrue(user.tell(message("carl", "x")).failed());
        assertFalse(user.tell(message("Omar", "x")).failed());
        assertTrue(receiving(null, false, 9).tell(message("#lab", "x")).failed(), "rooms are named");
    }

    @Test
    void messagesBeyondTheCountAreLeft() {
        Receiving two = receiving(null, false, 2);
        two.tell(message("omar", "1"));
        Future<Void> second = two.tell(message("omar", "2"));
        assertTrue(two.tell(message("omar", "3")).failed());
        assertEquals("omar\tomar\t1\nomar\tomar\t2\n", printed(second));
        assertEquals(2, two.count());
    }
}
