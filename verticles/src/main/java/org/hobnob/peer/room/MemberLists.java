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
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches the member lists of rooms from the registry, page by page. */
final class MemberLists {
    /** Enough for a room of 10,000 members. */
    private static final int MAX_PAGES = 200;

    private static final int TRIES = 3;
    private static final Set<Reason> TEMPORARY = Set.of(Reason.UNAVAILABLE, Reason.INTERNAL, Reason.SLOW_DOWN);
    private static final Set<Reason> MEMBERSHIP_ENDED = Set.of(Reason.NOT_A_MEMBER, Reason.NO_SUCH_ROOM);
    private static final Logger LOG = LoggerFactory.getLogger(MemberLists.class);

    /** The members of a room, and the state of the room when the last page was fetched. */
    record Found(RoomState state, List<Member> members) {
        boolean has(UserName user) {
            return members.stream().anyMatch(member -> member.user().equals(user));
        }
    }

    private final Bus bus;

    MemberLists(Bus bus) {
        this.bus = bus;
    }

    /**
     * Fetches the member list and applies it. If the registry does not answer, keeps the current list and schedules
     * another try, and succeeds all the same: the user is a member either way. While a list is being fetched, all who ask
     * for one share the next.
     */
    Future<Void> refresh(JoinedRoom joinedRoom) {
        return joinedRoom.refreshes().run(() -> refreshNow(joinedRoom));
    }

    private Future<Void> refreshNow(JoinedRoom joinedRoom) {
        return refresh(joinedRoom, TRIES).recover(cause -> {
            LOG.warn(
                    "cannot fetch the members of {}: {}",
                    joinedRoom.roomMembers().state().room(),
                    cause.toString());
            if (isTemporary(cause)) {
                joinedRoom.later(() -> refresh(joinedRoom));
            }
            return joinedRoom.resolve();
        });
    }

    /** Returns whether the failure is temporary (no answer) rather than a refusal. */
    static boolean isTemporary(Throwable cause) {
        return TEMPORARY.contains(BusFailures.asRefusal(cause).reason());
    }

    /**
     * Returns whether the failure means that the user is no longer a member of the room, or that the room no longer
     * exists.
     */
    static boolean endsMembership(Throwable cause) {
        return MEMBERSHIP_ENDED.contains(BusFailures.asRefusal(cause).reason());
    }

    private Future<Void> refresh(JoinedRoom joinedRoom, int tries) {
        return of(joinedRoom.roomMembers().state().room()).compose(found -> {
            boolean overtakenByNotice =
                    found.state().version() < joinedRoom.roomMembers().state().version();
            if (overtakenByNotice && tries > 1) {
                return refresh(joinedRoom, tries - 1);
            }
            return joinedRoom.members(found.state(), found.members());
        });
    }

    /** Fetches a room's state and members from the registry. */
    Future<Found> of(RoomName room) {
        return page(room, Optional.empty(), new ArrayList<>(), MAX_PAGES);
    }

    private Future<Found> page(RoomName room, Optional<UserName> after, List<Member> sofar, int pagesLeft) {
        JsonObject query = new JsonObject()
                .put("room", room.shown())
                .put("after", after.map(UserName::shown).orElse(null));
        return bus.request(Addresses.PEER_REGISTRY, "members", query).compose(json -> {
            sofar.addAll(Json.objects(json, "members", MemberLists::member));
            Optional<UserName> next = Json.optional(json, "next", UserName::of);
            return next.isPresent() && pagesLeft > 1
                    ? page(room, next, sofar, pagesLeft - 1)
                    : Future.succeededFuture(new Found(Json.roomState(json), List.copyOf(sofar)));
        });
    }

    private static Member member(JsonObject json) {
        Optional<Contact> contact =
                Optional.ofNullable(json.getJsonObject("contact")).map(Json::contact);
        return contact.isPresent()
                ? new Member(Json.user(json), contact)
                : Member.absent(Json.user(json), Json.optional(json, "key", PublicKey::of));
    }
}
