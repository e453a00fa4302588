package org.hobnob.peer.room;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.engine.RoomEffect;

/**
 * What was last heard about the ways to members: whether multicast reaches them, and whether connections work. Bounded: the
 * oldest is forgotten. Not thread-safe.
 */
final class RoomPaths {
    private static final int CAPACITY = 8_192;

    private record Way(RoomName room, UserName member) {}

    private final Map<Way, Boolean> multicast = bounded();
    private final Map<Way, Boolean> connection = bounded();

    private static Map<Way, Boolean> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Way, Boolean> eldest) {
                return size() > CAPACITY;
            }
        };
    }

    void note(RoomName room, RoomEffect.Reach reach) {
        multicast.put(new Way(room, reach.member()), reach.byMulticast());
    }

    void note(RoomName room, RoomEffect.Connection news) {
        connection.put(new Way(room, news.member()), news.works());
    }

    /** A room with its members, as BUS.md 6.3 has it. */
    JsonObject tell(JoinedRoom joined) {
        RoomMembers members = joined.roomMembers();
        JsonArray told = new JsonArray();
        members.others().forEach(user -> {
            Way way = new Way(members.state().room(), user);
            told.add(new JsonObject()
                    .put("user", user.shown())
                    .put("original", members.originals().contains(user))
                    .put("multicast", multicast.get(way))
                    .put("connection", connection.get(way)));
        });
        return new JsonObject()
                .put("room", members.state().room().shown())
                .put("kind", members.state().kind().word())
                .put("group", members.group().map(Object::toString).orElse(null))
                .put("multicast", joined.hasMulticast())
                .put("members", told);
    }
}
