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

/** How rooms are taken up again when the registry is back, and entered in the first place. */
final class RoomReturns {
    private static final long AGAIN_MS = 1_000;

    private final Vertx vertx;
    private final Bus bus;
    private final JoinedRooms tables;
    private final MemberLists memberLists;
    private final RoomNews news;
    private final RandomGenerator random;

    RoomReturns(
            Vertx vertx, Bus bus, JoinedRooms tables, MemberLists memberLists, RoomNews news, RandomGenerator random) {
        this.vertx = vertx;
        this.bus = bus;
        this.tables = tables;
        this.memberLists = memberLists;
        this.news = news;
        this.random = random;
    }

    /**
     * Sits down in a room that the registry has let the user in.
     *
     * @param kept whether the user has had the place since before this program started
     */
    Future<JoinedRoom> sitDown(UserName user, RoomState state, Optional<PasswordHash> password, boolean kept) {
        Optional<JoinedRoom> known = tables.find(state.room());
        if (known.isPresent()) {
            known.get().seat().update(state);
            return memberLists.refresh(known.get()).map(done -> known.get());
        }
        // Before the members are known: notices that come meanwhile are not lost.
        JoinedRoom table = tables.add(user, state, password, kept);
        return memberLists.refresh(table).map(done -> {
            table.enter();
            return table;
        });
    }

    /** Most often the place was kept, and nobody need hear of a return; else it is taken again. */
    void comeBack(JoinedRoom table) {
        RoomName room = table.seat().state().room();
        memberLists
                .of(room)
                .compose(found -> found.has(table.seat().self())
                        ? sitAgain(table, found.state(), true)
                        : joinAgain(table).compose(state -> sitAgain(table, state, false)))
                .onFailure(cause -> notBack(table, cause));
    }

    /** What is known of the room is likely behind, as its members show; where the answer does not come they show it again. */
    void lookAgain(JoinedRoom table) {
        memberLists
                .of(table.seat().state().room())
                .compose(found -> found.has(table.seat().self())
                        ? memberLists.refresh(table)
                        : Future.failedFuture(new RefusalException(Reason.NOT_A_MEMBER)))
                .onFailure(cause -> {
                    if (tables.has(table) && MemberLists.isGone(cause)) {
                        lost(table, cause);
                    }
                });
    }

    private Future<Void> sitAgain(JoinedRoom table, RoomState state, boolean kept) {
        if (!tables.has(table)) {
            return Future.succeededFuture();
        }
        if (state.kind() != table.seat().state().kind()) {
            return refuseOther(state).mapEmpty();
        }
        if (!kept || state.port() != table.seat().state().port()) {
            // A place taken anew, or another room of that name by now.
            return tables.remove(state.room())
                    .compose(left ->
                            sitDown(table.seat().self(), state, table.seat().password(), false))
                    .mapEmpty();
        }
        table.seat().renew(state);
        table.greet();
        return memberLists.refresh(table);
    }

    /** Another room of that name by now: whoever spoke in a sealed one must not go on in an open one unawares. */
    private Future<JsonObject> refuseOther(RoomState other) {
        lost(other.room(), Reason.NO_SUCH_ROOM);
        return bus.request(
                Addresses.PEER_REGISTRY,
                "exit",
                new JsonObject().put("room", other.room().shown()));
    }

    private Future<RoomState> joinAgain(JoinedRoom table) {
        JsonObject json = new JsonObject()
                .put("room", table.seat().state().room().shown())
                .put("password", table.seat().password().map(PasswordHash::hex).orElse(null));
        return bus.request(Addresses.PEER_REGISTRY, "join", json, Bus.HASH_TIMEOUT_MS)
                .map(Json::roomState);
    }

    private void notBack(JoinedRoom table, Throwable cause) {
        if (!tables.has(table)) {
            return;
        }
        if (!MemberLists.mayPass(cause)) {
            lost(table, cause);
            return;
        }
        vertx.setTimer(AGAIN_MS + random.nextLong(AGAIN_MS), due -> {
            if (tables.has(table)) {
                comeBack(table);
            }
        });
    }

    private void lost(JoinedRoom table, Throwable cause) {
        lost(table.seat().state().room(), BusFailures.asRefusal(cause).reason());
    }

    private void lost(RoomName room, Reason reason) {
        tables.remove(room);
        news.lost(room, reason);
    }
}
