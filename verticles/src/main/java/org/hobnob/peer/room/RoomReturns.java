package org.hobnob.peer.room;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.bus.BusFailures;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/** Enters rooms, and re-enters them after the connection to the registry has been restored. */
final class RoomReturns {
    private static final long AGAIN_MS = 1_000;

    private final Vertx vertx;
    private final Bus bus;
    private final JoinedRooms joinedRooms;
    private final MemberLists memberLists;
    private final RoomNews news;
    private final RandomGenerator random;

    RoomReturns(
            Vertx vertx,
            Bus bus,
            JoinedRooms joinedRooms,
            MemberLists memberLists,
            RoomNews news,
            RandomGenerator random) {
        this.vertx = vertx;
        this.bus = bus;
        this.joinedRooms = joinedRooms;
        this.memberLists = memberLists;
        this.news = news;
        this.random = random;
    }

    /**
     * Starts the local side of a membership that the registry has granted.
     *
     * @param kept whether the user's membership dates from before this program started
     */
    Future<JoinedRoom> enterRoom(UserName user, RoomState state, Optional<PasswordHash> password, boolean kept) {
        Optional<JoinedRoom> known = joinedRooms.find(state.room());
        if (known.isPresent()) {
            known.get().roomMembers().update(state);
            return memberLists.refresh(known.get()).map(done -> known.get());
        }
        // Add the room before its members are fetched, so that notices that arrive in between are not lost.
        JoinedRoom joinedRoom = joinedRooms.add(user, state, password, kept);
        return memberLists.refresh(joinedRoom).map(done -> {
            joinedRoom.enter();
            return joinedRoom;
        });
    }

    /**
     * Re-enters a room after a reconnect. Usually the registry has kept the membership and no announcement is
     * needed; otherwise the user joins again.
     */
    void comeBack(JoinedRoom joinedRoom) {
        RoomName room = joinedRoom.roomMembers().state().room();
        memberLists
                .of(room)
                .compose(found -> found.has(joinedRoom.roomMembers().self())
                        ? reenter(joinedRoom, found.state(), true)
                        : joinAgain(joinedRoom).compose(state -> reenter(joinedRoom, state, false)))
                .onFailure(cause -> returnFailed(joinedRoom, cause));
    }

    /**
     * Refreshes a room whose member list seems to be out of date, or removes it if this user is no longer a member.
     * A failed request is not repeated here: the members' messages trigger the next one.
     */
    void lookAgain(JoinedRoom joinedRoom) {
        memberLists
                .of(joinedRoom.roomMembers().state().room())
                .compose(found -> found.has(joinedRoom.roomMembers().self())
                        ? memberLists.refresh(joinedRoom)
                        : Future.failedFuture(new RefusalException(Reason.NOT_A_MEMBER)))
                .onFailure(cause -> {
                    if (joinedRooms.has(joinedRoom) && MemberLists.endsMembership(cause)) {
                        lost(joinedRoom, cause);
                    }
                });
    }

    private Future<Void> reenter(JoinedRoom joinedRoom, RoomState state, boolean kept) {
        if (!joinedRooms.has(joinedRoom)) {
            return Future.succeededFuture();
        }
        if (state.kind() != joinedRoom.roomMembers().state().kind()) {
            return refuse(state);
        }
        if (!kept || isAnother(joinedRoom.roomMembers().state(), state)) {
            // Either this is a new membership, or a different room has the name now.
            return joinedRooms
                    .remove(state.room())
                    .compose(left -> enterRoom(
                            joinedRoom.roomMembers().self(),
                            state,
                            joinedRoom.roomMembers().password(),
                            false))
                    .mapEmpty();
        }
        joinedRoom.roomMembers().renew(state);
        joinedRoom.greet();
        return memberLists.refresh(joinedRoom);
    }

    /** An earlier registry names no instance; then the port that the room's maker had must do. */
    private static boolean isAnother(RoomState known, RoomState told) {
        boolean bothNamed = known.instance().isPresent() && told.instance().isPresent();
        return bothNamed ? !known.instance().equals(told.instance()) : known.port() != told.port();
    }

    /**
     * Gives up a place in a room that is of another kind than it must be, before anything is said there. Always fails,
     * with {@code OTHER_KIND}.
     */
    <T> Future<T> refuse(RoomState other) {
        if (joinedRooms.find(other.room()).isPresent()) {
            lost(other.room(), Reason.OTHER_KIND);
        }
        JsonObject room = new JsonObject().put("room", other.room().shown());
        return bus.request(Addresses.PEER_REGISTRY, "exit", room)
                .transform(left -> Future.failedFuture(new RefusalException(Reason.OTHER_KIND)));
    }

    private Future<RoomState> joinAgain(JoinedRoom joinedRoom) {
        JsonObject json = new JsonObject()
                .put("room", joinedRoom.roomMembers().state().room().shown())
                .put(
                        "password",
                        joinedRoom
                                .roomMembers()
                                .password()
                                .map(PasswordHash::hex)
                                .orElse(null));
        return bus.request(Addresses.PEER_REGISTRY, "join", json, Bus.HASH_TIMEOUT_MS)
                .map(Json::roomState);
    }

    private void returnFailed(JoinedRoom joinedRoom, Throwable cause) {
        if (!joinedRooms.has(joinedRoom)) {
            return;
        }
        if (!MemberLists.isTemporary(cause)) {
            lost(joinedRoom, cause);
            return;
        }
        vertx.setTimer(AGAIN_MS + random.nextLong(AGAIN_MS), due -> {
            if (joinedRooms.has(joinedRoom)) {
                comeBack(joinedRoom);
            }
        });
    }

    private void lost(JoinedRoom joinedRoom, Throwable cause) {
        lost(
                joinedRoom.roomMembers().state().room(),
                BusFailures.asRefusal(cause).reason());
    }

    private void lost(RoomName room, Reason reason) {
        joinedRooms.remove(room);
        news.lost(room, reason);
    }
}
