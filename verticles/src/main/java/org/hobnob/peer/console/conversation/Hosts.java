package org.hobnob.peer.console.conversation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hobnob.protocol.text.SafeText;

/** The last known hosts of each room, and the sentences that tell of changes. Not thread-safe. */
public final class Hosts {
    private final Map<Conversation, List<String>> hosts = new HashMap<>();

    /** Returns the hosts that a room's state names, the first host first, safe to be shown. */
    public static List<String> of(JsonObject state) {
        List<String> all = new ArrayList<>();
        all.add(SafeText.of(state.getString("host", "")));
        state.getJsonArray("hosts", new JsonArray()).forEach(host -> all.add(SafeText.of(host.toString())));
        return List.copyOf(all);
    }

    /** Returns whether the user is among the hosts. */
    public static boolean has(List<String> hosts, String user) {
        return hosts.stream().anyMatch(user::equalsIgnoreCase);
    }

    /**
     * Records a room's hosts.
     *
     * @param state the room's state
     * @param self this user's name; may be empty
     * @return what has changed, to be shown
     */
    public List<String> changed(Conversation room, JsonObject state, String self) {
        List<String> now = of(state);
        List<String> before = hosts.put(room, now);
        List<String> all = new ArrayList<>();
        if (before == null) {
            return all;
        }
        boolean isFirstNew = !now.get(0).equalsIgnoreCase(before.get(0));
        if (isFirstNew && now.size() == 1) {
            all.add(room.label() + ": "
                    + (now.get(0).equalsIgnoreCase(self)
                            ? "you are the host now"
                            : "the host is " + now.get(0) + " now"));
            return all;
        }
        now.stream()
                .filter(host -> !has(before, host))
                .forEach(host -> all.add(room.label() + ": "
                        + (host.equalsIgnoreCase(self) ? "you are a host too now" : host + " is a host too now")));
        before.stream()
                .filter(host -> !has(now, host))
                .forEach(host -> all.add(room.label() + ": "
                        + (host.equalsIgnoreCase(self) ? "you are no host any more" : host + " is no host any more")));
        return all;
    }

    public void forget(Conversation room) {
        hosts.remove(room);
    }

    public void clear() {
        hosts.clear();
    }
}
