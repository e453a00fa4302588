package org.hobnob.peer;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hobnob.protocol.sim.LinkFaults;

/**
 * A process with several peers, for tests of many on a bad network. Takes lines of JSON, answers each with {@code reply
 * json} or {@code refused reason}, and ends with its standard input. What is asked says {@code do}:
 *
 * <ul>
 *   <li>{@code peer}: starts one by {@code name} on the interface {@code network}, with the registry at {@code registryHost} and {@code registryPort}; its faults come from {@code seed}
 *   <li>{@code ask}: hands {@code body} to {@code address} with {@code action}, as {@code name}
 *   <li>{@code talk}: the like, {@code count} times with texts numbered from {@code first}, every {@code periodMs}
 *   <li>{@code hush}: ends that; the reply has the number of the next as {@code said}, and how many were {@code refused}
 *   <li>{@code faults}: {@code loss}, or a {@code burst} of that share in bursts of {@code length}, for all
 *   <li>{@code sealed}: how many sealed datagrams {@code name} has got
 *   <li>{@code clear}, {@code counts}, {@code report}: of all tallies, by name
 * </ul>
 */
final class CrowdProcess {
    private static final long PATIENCE_S = 80;

    private final Map<String, CrowdMember> members = new LinkedHashMap<>();

    private CrowdProcess() {}

    public static void main(String[] args) throws IOException {
        CrowdProcess process = new CrowdProcess();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(process.answer(new JsonObject(line)));
        }
        process.members.values().forEach(member -> done(member.stop()));
        System.exit(0);
    }

    private String answer(JsonObject question) {
        try {
            return "reply " + done(act(question)).encode();
        } catch (RuntimeException e) {
            return "refused " + e;
        }
    }

    private Future<JsonObject> act(JsonObject question) {
        return switch (question.getString("do")) {
            case "peer" ->
                CrowdMember.online(
                                question.getString("name"),
                                new Crowd.Place(
                                        question.getString("registryHost"),
                                        question.getInteger("registryPort"),
                                        question.getString("network")),
                                question.getLong("seed"))
                        .map(member -> {
                            members.put(question.getString("name"), member);
                            return new JsonObject();
                        });
            case "ask" ->
                member(question)
                        .ask(
                                question.getString("address"),
                                question.getString("action"),
                                question.getJsonObject("body"));
            case "talk" -> {
                member(question)
                        .talk(
                                question.getString("address"),
                                question.getString("action"),
                                question.getJsonObject("body"),
                                question.getInteger("first"),
                                question.getInteger("count"),
                                question.getLong("periodMs"));
                yield Future.succeededFuture(new JsonObject());
            }
            case "hush" ->
                member(question)
                        .hush()
                        .map(said -> new JsonObject()
                                .put("said", said)
                                .put("refused", member(question).refused()));
            case "faults" -> {
                members.values().forEach(member -> member.faults(faults(question)));
                yield Future.succeededFuture(new JsonObject());
            }
            case "clear" -> {
                members.values().forEach(member -> member.tally().clear());
                yield Future.succeededFuture(new JsonObject());
            }
            case "sealed" ->
                Future.succeededFuture(
                        new JsonObject().put("count", member(question).tally().sealed()));
            case "counts" -> {
                JsonObject counts = new JsonObject();
                members.forEach(
                        (name, member) -> counts.put(name, member.tally().counts()));
                yield Future.succeededFuture(counts);
            }
            case "report" -> {
                JsonObject reports = new JsonObject();
                members.forEach(
                        (name, member) -> reports.put(name, member.tally().report()));
                yield Future.succeededFuture(reports);
            }
            default -> throw new IllegalArgumentException(question.encode());
        };
    }

    private CrowdMember member(JsonObject question) {
        return members.get(question.getString("name"));
    }

    private static LinkFaults faults(JsonObject question) {
        LinkFaults faults = LinkFaults.NONE.withLoss(question.getDouble("loss", 0.0));
        return question.containsKey("burst")
                ? faults.withBurst(LinkFaults.Burst.of(question.getDouble("burst"), question.getDouble("length")))
                : faults;
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.await(PATIENCE_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
