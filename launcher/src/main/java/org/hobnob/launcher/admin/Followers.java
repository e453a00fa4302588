package org.hobnob.launcher.admin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hobnob.admin.VerbText;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.socket.Client;

/**
 * Programs that follow the audit: each line that is written is told to them, under the id of their request. What a program
 * does not read is bounded by its connection, which counts what it misses. Thread-safe.
 */
final class Followers {
    /** More lines than are written while the audit is read once. */
    private static final int MOST_EARLY = 200;

    /** More lines than are written and not yet told at a moment. */
    private static final int MOST_ON_THE_WAY = 50;

    private static final String NODE = "node";
    private static final String ALL = "all";

    /** One program; until it has the lines of before, it keeps those that come meanwhile. */
    private static final class Follower {
        private final Client client;
        private final Optional<Object> id;
        private final Optional<String> node;
        private final List<JsonObject> early = new ArrayList<>();
        private final List<Object> known = new ArrayList<>();
        private boolean isReading;

        Follower(Client client, Optional<Object> id, Optional<String> node) {
            this.client = client;
            this.id = id;
            this.node = node;
        }

        synchronized void hear(JsonObject line) {
            if (isReading) {
                tellUnknown(line);
            } else if (early.size() < MOST_EARLY) {
                early.add(line);
            }
        }

        /** @param rows those that it has been told; of the last of them the news may still be on the way */
        synchronized void begin(List<?> rows) {
            isReading = true;
            known.addAll(rows.subList(Math.max(0, rows.size() - MOST_ON_THE_WAY), rows.size()));
            early.forEach(this::tellUnknown);
            early.clear();
        }

        private void tellUnknown(JsonObject line) {
            if (known.remove(line)) {
                return;
            }
            JsonObject told = new JsonObject();
            id.ifPresent(one -> told.put("id", one));
            client.tell(told.put("row", line));
        }
    }

    private final Map<Client, Follower> followers = new ConcurrentHashMap<>();

    Followers(Bus bus) {
        bus.hear(Addresses.ADMIN_AUDIT, Map.of("written", line -> hear(line, Optional.empty())));
        bus.hear(Addresses.ADMIN_EVENTS, Map.of("written", line -> hear(line, Optional.of(line.getString(NODE, "")))));
    }

    private void hear(JsonObject line, Optional<String> node) {
        followers.values().forEach(one -> {
            boolean isMeant = one.node.isEmpty()
                    ? node.isEmpty()
                    : node.isPresent() && (one.node.get().equals(ALL) || one.node.equals(node));
            if (isMeant) {
                one.hear(line);
            }
        });
    }

    /** A program asks for lines to come, in the place of those for which it asked before. */
    void add(Client client, Optional<Object> id, JsonObject args) {
        followers.put(client, new Follower(client, id, Optional.ofNullable(args.getString(NODE))));
    }

    /** The program has been told the lines of before. */
    void begin(Client client, JsonObject result) {
        Follower follower = followers.get(client);
        if (follower != null) {
            follower.begin(
                    result.getJsonArray(VerbText.ROWS, new JsonArray()).stream().toList());
        }
    }

    void remove(Client client) {
        followers.remove(client);
    }
}
