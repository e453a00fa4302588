package org.hobnob.peer.room;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.bus.BusFailures;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for rooms' members, page by page. */
final class MemberLists {
    /** More pages than a room of ten thousand has. */
    private static final int MAX_PAGES = 200;

    private static final int TRIES = 3;
    private static final Set<Reason> FOR_NOW = Set.of(Reason.UNAVAILABLE, Reason.INTERNAL, Reason.SLOW_DOWN);
    private static final Set<Reason> GONE = Set.of(Reason.NOT_A_MEMBER, Reason.NO_SUCH_ROOM);
    private static final Logger LOG = LoggerFactory.getLogger(MemberLists.class);

    /** A room's members, and the room as it was when the last page was made. */
    record Found(RoomState state, List<Member> members) {
        boolean has(UserName user) {
            return members.stream().anyMatch(member -> member.user().equals(user));
        }
    }

    private final Bus bus;

    MemberLists(Bus bus) {
        this.bus = bus;
    }

    /** Asks who is in the room. Where that fails, what is known has to do until it is asked again: the place is taken all the same. */
    Future<Void> refresh(JoinedRoom table) {
        return refresh(table, TRIES).recover(cause -> {
            LOG.warn("members of {} not known: {}", table.seat().state().room(), cause.toString());
            if (mayPass(cause)) {
                table.later(() -> refresh(table));
            }
            return table.resolve();
        });
    }

    /** Whether it was no answer, rather than one that says no. */
    static boolean mayPass(Throwable cause) {
        return FOR_NOW.contains(BusFailures.asRefusal(cause).reason());
    }

    /** Whether the user has no place in the room any more. */
    static boolean isGone(Throwable cause) {
        return GONE.contains(BusFailures.asRefusal(cause).reason());
    }

    private Future<Void> refresh(JoinedRoom table, int tries) {
        return of(table.seat().state().room()).compose(found -> {
            boolean overtakenByNotice =
                    found.state().version() < table.seat().state().version();
            if (overtakenByNotice && tries > 1) {
                return refresh(table, tries - 1);
            }
            table.seat().update(found.state());
            return table.members(found.members());
        });
    }

    /** A room and its members, as the registry has them. */
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
