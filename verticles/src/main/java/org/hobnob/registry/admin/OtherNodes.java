package org.hobnob.registry.admin;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.hobnob.admin.Verb;
import org.hobnob.admin.VerbTable;
import org.hobnob.admin.VerbText;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.bus.BusFailures;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;

/**
 * Asks verbs of the other registries that share the store (BUS.md 5.4). They take the word of the one that asks for who may
 * ask, and do here only what harms nobody. Used on one context.
 */
final class OtherNodes {
    /** How long an answer is waited for: longer than a registry that is well takes to read its settings or its audit. */
    static final long PATIENCE_MS = 5_000;

    /** More at once are refused: each costs a read of a file. */
    private static final int MOST_AT_ONCE = 4;

    /** What each reader of JSON takes for a whole number. */
    private static final long ID_BOUND = 1L << 53;

    private static final String ASK = "ask";
    private static final String ANSWER = "answer";

    /** What a registry answered: either a result or why there is none. */
    record Answer(String node, JsonObject result, String fault) {
        boolean isDone() {
            return fault.isEmpty();
        }
    }

    private record Round(Set<String> waiting, List<Answer> answers, Promise<List<Answer>> done) {}

    private final Bus bus;
    private final Supplier<String> self;
    private final RandomGenerator random;
    private final long patienceMs;
    private final Map<Long, Round> rounds = new HashMap<>();
    private Vertx vertx;
    private Map<String, Handler> served = Map.of();
    private int atWork;

    /**
     * @param self supplies the name of this registry
     * @param patienceMs how long answers are waited for
     */
    OtherNodes(Bus bus, Supplier<String> self, RandomGenerator random, long patienceMs) {
        this.patienceMs = patienceMs;
        this.bus = bus;
        this.self = self;
        this.random = random;
    }

    /** @param verbs what other registries may ask for, by the verbs' names */
    Future<Void> start(Vertx vertx, Map<String, Handler> verbs) {
        this.vertx = vertx;
        served = Map.copyOf(verbs);
        return bus.hear(Addresses.ADMIN_EVENTS, Map.of(ASK, this::asked, ANSWER, this::answered));
    }

    /**
     * Asks other registries for a verb.
     *
     * @param nodes their names
     * @return an answer of each, in no order; of one that says nothing in time, that it does not answer
     */
    Future<List<Answer>> ask(Asked asked, Set<String> nodes) {
        if (nodes.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        long id = random.nextLong(ID_BOUND);
        Round round = new Round(new HashSet<>(nodes), new ArrayList<>(), Promise.promise());
        rounds.put(id, round);
        JsonObject args = asked.args().copy();
        args.remove("node");
        bus.publish(
                Addresses.ADMIN_EVENTS,
                ASK,
                new JsonObject()
                        .put("id", id)
                        .put("node", self.get())
                        .put("nodes", new JsonArray(List.copyOf(nodes)))
                        .put("verb", asked.verb().action())
                        .put("args", args)
                        .put("by", asked.by()));
        vertx.setTimer(patienceMs, over -> end(id));
        return round.done().future();
    }

    private void end(long id) {
        Round round = rounds.remove(id);
        if (round != null) {
            round.waiting()
                    .forEach(node ->
                            round.answers().add(new Answer(node, new JsonObject(), "does not answer; see: node list")));
            round.done().complete(round.answers());
        }
    }

    private void answered(JsonObject json) {
        long id = Json.number(json, "id");
        String node = Json.text(json, "node");
        Round round = rounds.get(id);
        if (round == null || !round.waiting().remove(node)) {
            return;
        }
        round.answers()
                .add(new Answer(node, json.getJsonObject("result", new JsonObject()), json.getString("fault", "")));
        if (round.waiting().isEmpty()) {
            end(id);
        }
    }

    private void asked(JsonObject json) {
        String own = self.get();
        if (!Json.list(json, "nodes", Optional::of).contains(own)) {
            return;
        }
        JsonObject answer = new JsonObject().put("id", Json.number(json, "id")).put("node", own);
        answer(json)
                .onComplete(done -> bus.publish(
                        Addresses.ADMIN_EVENTS,
                        ANSWER,
                        done.succeeded()
                                ? answer.put("result", done.result())
                                : answer.put("fault", fault(done.cause()))));
    }

    private Future<JsonObject> answer(JsonObject json) {
        JsonObject args = Json.object(json.getValue("args"));
        Verb verb = VerbTable.find(Json.text(json, "verb"))
                .filter(one -> served.containsKey(one.name()) && one.fault(args).isEmpty())
                .orElse(null);
        if (verb == null) {
            return Future.failedFuture(new RefusalException(Reason.UNKNOWN_COMMAND));
        }
        if (atWork >= MOST_AT_ONCE) {
            return Future.failedFuture(
                    Explained.refusal(Reason.UNAVAILABLE, "is busy with others of these; try again"));
        }
        atWork++;
        Asked asked = new Asked(verb, args, Json.text(json, "by"), "registry " + Json.text(json, "node"));
        return started(asked).onComplete(ended -> atWork--);
    }

    private Future<JsonObject> started(Asked asked) {
        try {
            return served.get(asked.verb().name()).answer(asked);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    static String fault(Throwable cause) {
        RefusalException refusal = BusFailures.asRefusal(cause);
        String own = refusal.particulars().words();
        return own.isEmpty() ? VerbText.refusal(refusal.reason(), refusal.waitMs()) : own;
    }
}
