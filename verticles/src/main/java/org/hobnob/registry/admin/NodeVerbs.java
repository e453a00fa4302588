package org.hobnob.registry.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.hobnob.admin.VerbText;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.registry.store.Node;

/** Verbs about the registries that share a store, and about the process of this one. */
final class NodeVerbs {
    private static final int MOST_LINES = 1_000;
    private static final int LINES = 50;

    private final AdminVerticle.Parts parts;

    NodeVerbs(AdminVerticle.Parts parts) {
        this.parts = parts;
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
            if (!id.equals(parts.node().get())
                    && nodes.stream().noneMatch(node -> node.id().equals(id))) {
                throw Explained.refusal(Reason.NOT_ALLOWED, "there is no registry " + id + "; see: node list");
            }
            if (nodes.stream().noneMatch(node -> !node.id().equals(id) && !node.isLeaving())) {
                throw Explained.refusal(
                        Reason.NOT_ALLOWED, "no other registry takes its peers: just stop it, they come back");
            }
            return parts.store().nodes().askToLeave(id).map(found -> new JsonObject().put("node", id));
        });
    }

    private Future<JsonObject> reload(Asked asked) {
        return parts.process().reload();
    }

    private Future<JsonObject> log(Asked asked) {
        int most = Math.max(1, Math.min(MOST_LINES, asked.number("limit", LINES)));
        return parts.audit().latest(most).map(lines -> new JsonObject().put(VerbText.ROWS, new JsonArray(lines)));
    }
}
