package org.hobnob.registry.gateway;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.event.RoomEvent;
import org.hobnob.registry.event.RoomNews;

/** Turns room news from the bus into notices for members (BUS.md 5.2). */
final class RoomNotices {
    /** Receives a notice and the users to whom it must be sent. */
    interface Listener {
        void tell(Notice notice, List<UserName> told);
    }

    private RoomNotices() {}

    static Map<String, Consumer<JsonObject>> heardBy(Listener listener) {
        return Arrays.stream(RoomEvent.values())
                .collect(Collectors.toMap(
                        RoomEvent::word,
                        event -> json -> listener.tell(notice(event, json), told(event, RoomNews.of(json)))));
    }

    private static Notice notice(RoomEvent event, JsonObject json) {
        UserName user = Json.user(json);
        RoomState state = Json.roomState(json);
        return switch (event) {
            case JOINED -> new Notice.UserJoined(user, state);
            case LEFT -> new Notice.UserLeft(user, state);
            case LOGGED_OUT -> new Notice.UserLoggedOut(user, state);
            case KICKED -> new Notice.UserKicked(user, Json.required(json, "by", UserName::of), state);
            case ABSENT -> new Notice.UserAbsent(user, state);
            case BACK -> new Notice.UserBack(user, state);
            case CHANGED -> new Notice.RoomChanged(user, state);
            case INVITED -> new Notice.Invited(state.room(), Json.required(json, "by", UserName::of));
        };
    }

    /**
     * All members except the user, who knows already, unless somebody else did it to the user or the user's room; of an invitation, nobody but the
     * user.
     */
    private static List<UserName> told(RoomEvent event, RoomNews news) {
        if (event == RoomEvent.INVITED) {
            return List.of(news.user());
        }
        Stream<UserName> others = news.members().stream().filter(member -> !member.equals(news.user()));
        boolean isByAnother = event == RoomEvent.KICKED
                || event == RoomEvent.CHANGED && news.by().isPresent();
        Stream<UserName> self = isByAnother ? Stream.of(news.user()) : Stream.empty();
        return Stream.concat(others, self).toList();
    }
}
