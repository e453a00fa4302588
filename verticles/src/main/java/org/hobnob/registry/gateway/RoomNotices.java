package org.hobnob.registry.gateway;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.UserName;

/** News of rooms on the bus, and the notice that members get of each (BUS.md 5). */
final class RoomNotices {
    private static final Map<String, Function<JsonObject, Notice>> NOTICES = Map.of(
            "joined", about(Notice.UserJoined::new),
            "left", about(Notice.UserLeft::new),
            "logged-out", about(Notice.UserLoggedOut::new),
            "kicked", RoomNotices::kicked,
            "absent", about(Notice.UserAbsent::new),
            "back", about(Notice.UserBack::new));

    /** Takes a notice, and the users to be told. */
    interface Listener {
        void tell(Notice notice, List<UserName> told);
    }

    private RoomNotices() {}

    static Map<String, Consumer<JsonObject>> heardBy(Listener listener) {
        return NOTICES.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, news -> json -> tell(news.getValue(), json, listener)));
    }

    private static Function<JsonObject, Notice> about(BiFunction<UserName, RoomState, Notice> make) {
        return json -> make.apply(Json.user(json), Json.roomState(json));
    }

    private static Notice kicked(JsonObject json) {
        return new Notice.UserKicked(Json.user(json), Json.required(json, "by", UserName::of), Json.roomState(json));
    }

    private static void tell(Function<JsonObject, Notice> read, JsonObject json, Listener listener) {
        Notice notice = read.apply(json);
        UserName user = Json.user(json);
        Stream<UserName> others =
                Json.list(json, "members", UserName::of).stream().filter(member -> !member.equals(user));
        // Nobody need be told of the own doing; being removed is none.
        Stream<UserName> self = notice instanceof Notice.UserKicked ? Stream.of(user) : Stream.empty();
        listener.tell(notice, Stream.concat(others, self).toList());
    }
}
