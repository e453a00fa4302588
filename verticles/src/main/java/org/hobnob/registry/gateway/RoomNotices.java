package org.hobnob.registry.gateway;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.RoomState;
import org.hobnob.protocol.message.UserName;

/** News of rooms on the bus, and the notice that members get of each (BUS.md 5). */
final class RoomNotices {
    private static final Map<String, BiFunction<UserName, RoomState, Notice>> NOTICES = Map.of(
            "joined", Notice.UserJoined::new,
            "left", Notice.UserLeft::new,
            "logged-out", Notice.UserLoggedOut::new,
            "absent", Notice.UserAbsent::new,
            "back", Notice.UserBack::new);

    /** Takes a notice, the members, and the one of them whom it is about. */
    interface Listener {
        void tell(Notice notice, List<UserName> members, UserName about);
    }

    private RoomNotices() {}

    static Map<String, Consumer<JsonObject>> heardBy(Listener listener) {
        return NOTICES.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, news -> json -> tell(news.getValue(), json, listener)));
    }

    private static void tell(BiFunction<UserName, RoomState, Notice> make, JsonObject json, Listener listener) {
        UserName user = Json.user(json);
        listener.tell(make.apply(user, Json.roomState(json)), Json.list(json, "members", UserName::of), user);
    }
}
