package org.hobnob.peer;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Contact;
import org.hobnob.protocol.message.Member;
import org.hobnob.protocol.message.RoomName;
import org.hobnob.protocol.message.RoomState;
import org.hobnob.protocol.message.UserName;

/** Asks for a room's members, page by page. */
final class MemberLists {
    /** More pages than a room of ten thousand has. */
    private static final int MAX_PAGES = 200;

    /** A room's members, and the room as it was when the last page was made. */
    record Found(RoomState state, List<Member> members) {}

    private final Bus bus;

    MemberLists(Bus bus) {
        this.bus = bus;
    }

    Future<Found> of(RoomName room) {
        return page(room, Optional.empty(), new ArrayList<>(), MAX_PAGES);
    }

    private Future<Found> page(RoomName room, Optional<UserName> after, List<Member> sofar, int pagesLeft) {
        JsonObject query = new JsonObject()
                .put("room", room.shown())
                .put("after", after.map(UserName::shown).orElse(null));
        return bus.request(Addresses.PEER_REGISTRY, "members", query).compose(json -> {
            List<Member> page = Json.objects(json, "members", MemberLists::member);
            sofar.addAll(page);
            boolean more = json.getBoolean("more") && !page.isEmpty() && pagesLeft > 1;
            return more
                    ? page(room, Optional.of(page.get(page.size() - 1).user()), sofar, pagesLeft - 1)
                    : Future.succeededFuture(new Found(Json.roomState(json), List.copyOf(sofar)));
        });
    }

    private static Member member(JsonObject json) {
        Optional<Contact> contact =
                Optional.ofNullable(json.getJsonObject("contact")).map(Json::contact);
        return new Member(Json.user(json), contact);
    }
}
