package org.hobnob.registry.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.admin.VerbText;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.registry.admin.OtherNodes.Answer;
import org.hobnob.registry.audit.Deed;
import org.hobnob.registry.store.Node;

/** Verbs about the registries that share a store, and about the process of this one. */
final class NodeVerbs {
    private static final int MOST_LINES = 1_000;
    private static final int LINES = 50;

    private static final String ALL = "all";

    private final AdminVerticle.Parts parts;
    private final OtherNodes others;

    /** @param others asks the registries that share the store */
    NodeVerbs(AdminVerticle.Parts parts, OtherNodes others) {
        this.parts = parts;
        this.others = others;
    }

    /** What other registries may ask this one for, without going on to others. */
    Map<String, Handler> served() {
        return Map.of("reload", this::reloadForAnother, "log", this::logHere);
    }

    Map<String, Handler> handlers() {
        return Map.of("node list", this::list, "drain", this::drain, "reload", this::reload, "log", this::log);
    }

    private Future<List<Node>> nodes() {
        return parts.store()
                .nodes()
                .all()
                .map(all -> all.values().stream()
                        .sorted(Comparator.comparing(Node::id))
                        .toList());
    }

    private Future<JsonObject> list(Asked asked) {
        return nodes().map(nodes -> {
            JsonArray rows = new JsonArray();
            nodes.forEach(node -> rows.add(new JsonObject()
                    .put("node", node.id())
                    .put("here", node.id().equals(parts.node().get()))
                    .put(
                            "addresses",
                            new JsonArray(node.addresses().stream()
                                    .map(HostPort::toString)
                                    .toList()))
                    .put("leaving", node.isLeaving())
                    .put("bans", node.bans())));
            return new JsonObject().put(VerbText.ROWS, rows);
        });
    }

    /** Only where there is another registry that takes the peers. */
    private Future<JsonObject> drain(Asked asked) {
        String id = asked.optional("node").orElseGet(parts.node());
        return nodes().compose(nodes -> {
            requireKnown(id, nodes);
            if (nodes.stream().noneMatch(node -> !node.id().equals(id) && !node.isLeaving())) {
                throw Explained.refusal(
                        Reason.NOT_ALLOWED, "no other registry takes its peers: just stop it, they come back");
            }
            return parts.store().nodes().askToLeave(id).map(found -> new JsonObject().put("node", id));
        });
    }

    private void requireKnown(String id, List<Node> nodes) {
        if (!id.equals(parts.node().get())
                && nodes.stream().noneMatch(node -> node.id().equals(id))) {
            throw Explained.refusal(Reason.NOT_ALLOWED, "there is no registry " + id + "; see: node list");
        }
    }

    /**
     * Has it done here, there, or everywhere, as {@code --node} says, and joins the answers, those of this registry first.
     *
     * @param here does it at this registry
     */
    private Future<List<Answer>> where(Asked asked, Handler here) {
        Optional<String> named = asked.optional("node");
        return nodes().compose(nodes -> {
            String own = parts.node().get();
            named.filter(id -> !id.equals(ALL)).ifPresent(id -> requireKnown(id, nodes));
            Set<String> elsewhere = nodes.stream()
                    .map(Node::id)
                    .filter(id -> !id.equals(own) && (named.equals(Optional.of(ALL)) || named.equals(Optional.of(id))))
                    .collect(Collectors.toSet());
            boolean isHere =
                    named.isEmpty() || named.get().equals(ALL) || named.get().equals(own);
            Future<List<Answer>> first = isHere ? own(asked, here) : Future.succeededFuture(List.of());
            return first.compose(mine -> others.ask(asked, elsewhere)
                    .map(theirs -> Stream.concat(
                                    mine.stream(), theirs.stream().sorted(Comparator.comparing(Answer::node)))
                            .toList()));
        });
    }

    /** A refusal where the person asked for this registry alone; else one answer among others. */
    private Future<List<Answer>> own(Asked asked, Handler here) {
        String own = parts.node().get();
        Future<List<Answer>> done = here.answer(asked).map(result -> List.of(new Answer(own, result, "")));
        return asked.optional("node").filter(ALL::equals).isEmpty()
                ? done
                : done.otherwise(cause -> List.of(new Answer(own, new JsonObject(), OtherNodes.fault(cause))));
    }

    /** A registry whose settings are wrong keeps no other from its own; the answer says so, and is a failure for scripts. */
    private Future<JsonObject> reload(Asked asked) {
        return where(asked, here -> parts.process().reload())
                .compose(answers -> nodes().map(nodes -> {
                    if (answers.size() == 1 && answers.get(0).isDone() && nodes.size() <= 1) {
                        return answers.get(0).result();
                    }
                    JsonObject answer = new JsonObject()
                            .put("words", answers.stream().map(NodeVerbs::said).collect(Collectors.joining("; ")))
                            .put("nodes", Json.array(answers, NodeVerbs::json));
                    return answers.stream().allMatch(Answer::isDone) ? answer : answer.put(VerbText.FAILED, true);
                }));
    }

    private static String said(Answer answer) {
        return "registry " + answer.node() + ": "
                + (answer.isDone() ? answer.result().getString("words", "") : answer.fault());
    }

    private static JsonObject json(Answer answer) {
        JsonObject json = answer.result().copy().put("node", answer.node());
        return answer.isDone() ? json : json.put("fault", answer.fault());
    }

    /** Written down here too, because it is here that something changes. */
    private Future<JsonObject> reloadForAnother(Asked asked) {
        Deed deed = new Deed(asked.by(), asked.from(), asked.verb().name(), "", "", "");
        return parts.audit().audited(deed, () -> parts.process().reload());
    }

    private Future<JsonObject> log(Asked asked) {
        if (asked.flag("follow") && !asked.isByOwner()) {
            throw Explained.refusal(Reason.NOT_ALLOWED, "only hobnob admin, at the registry, follows the audit");
        }
        return where(asked, this::logHere).map(answers -> {
            boolean isNamed = asked.optional("node").isPresent();
            List<JsonObject> rows = answers.stream()
                    .flatMap(one -> rows(one).map(row -> isNamed ? row.put("node", one.node()) : row))
                    .sorted(Comparator.comparing(row -> row.getString("time", "")))
                    .toList();
            JsonObject answer = new JsonObject()
                    .put(
                            VerbText.ROWS,
                            new JsonArray(rows.subList(Math.max(0, rows.size() - most(asked)), rows.size())));
            String silent = answers.stream()
                    .filter(one -> !one.isDone())
                    .map(NodeVerbs::said)
                    .collect(Collectors.joining("; "));
            return silent.isEmpty() ? answer : answer.put(VerbText.NOTE, silent).put(VerbText.FAILED, true);
        });
    }

    private static Stream<JsonObject> rows(Answer answer) {
        return answer.result().getJsonArray(VerbText.ROWS, new JsonArray()).stream()
                .filter(JsonObject.class::isInstance)
                .map(row -> ((JsonObject) row).copy());
    }

    private static int most(Asked asked) {
        return Math.max(1, Math.min(MOST_LINES, asked.number("limit", LINES)));
    }

    private Future<JsonObject> logHere(Asked asked) {
        return parts.audit()
                .latest(most(asked))
                .map(lines -> new JsonObject().put(VerbText.ROWS, new JsonArray(lines)));
    }
}
