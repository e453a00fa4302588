package org.hobnob.registry.admin;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.hobnob.admin.VerbTable;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What registries ask each other for. */
class OtherNodesTest {
    private static final long SOON_MS = 50;

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final List<JsonObject> answers = new CopyOnWriteArrayList<>();

    @BeforeEach
    void hear() {
        await(bus.hear(Addresses.ADMIN_EVENTS, Map.of("answer", answers::add)));
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private OtherNodes node(String name, Map<String, Handler> served) {
        OtherNodes node = new OtherNodes(bus, () -> name, new Random(7), SOON_MS);
        await(node.start(vertx, served));
        return node;
    }

    private static Asked log() {
        return new Asked(VerbTable.find("log").orElseThrow(), new JsonObject(), Asked.OWNER, "socket");
    }

    @Test
    void registryThatDoesNotAnswerIsNamed() {
        OtherNodes node = node("a", Map.of());
        List<OtherNodes.Answer> all = await(node.ask(log(), Set.of("b")));
        assertEquals("b", all.get(0).node());
        assertFalse(all.get(0).isDone());
    }

    @Test
    void onlyWhatIsServedIsAnswered() {
        node("b", Map.of("log", asked -> Future.succeededFuture(new JsonObject())));
        ask("token");
        ask("nonsense");
        ask("log");
        Awaitility.await().until(() -> answers.size() == 3);
        assertEquals(
                1, answers.stream().filter(one -> one.containsKey("result")).count());
    }

    @Test
    void floodOfRequestsIsRefusedBeyondFourAtOnce() {
        Promise<JsonObject> never = Promise.promise();
        node("b", Map.of("log", asked -> never.future()));
        IntStream.range(0, 50).forEach(i -> ask("log"));
        Awaitility.await().until(() -> answers.size() == 46);
        never.complete(new JsonObject());
        Awaitility.await().until(() -> answers.size() == 50);
        assertEquals(
                4, answers.stream().filter(one -> one.containsKey("result")).count());
    }

    private void ask(String verb) {
        bus.publish(
                Addresses.ADMIN_EVENTS,
                "ask",
                new JsonObject()
                        .put("id", 7)
                        .put("node", "a")
                        .put("nodes", List.of("b"))
                        .put("verb", verb)
                        .put("args", new JsonObject())
                        .put("by", "dana"));
    }
}
