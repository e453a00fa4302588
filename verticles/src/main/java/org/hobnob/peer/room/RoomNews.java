package org.hobnob.peer.room;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.function.BiPredicate;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.BodyJson;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.history.PastMessages;

/** Reports to the console what happens in rooms (BUS.md 6.4). */
final class RoomNews implements RoomListener {
    private final Bus bus;
    private final RoomPaths paths;
    private final BiPredicate<RoomName, UserName> hosted;

    /**
     * @param paths remembers what is heard about the ways to members
     * @param hosted whether a member's program runs on another machine than the member's
     */
    RoomNews(Bus bus, RoomPaths paths, BiPredicate<RoomName, UserName> hosted) {
        this.bus = bus;
        this.paths = paths;
        this.hosted = hosted;
    }

    @Override
    public Future<Void> line(RoomName room, RoomEffect.Deliver line, boolean again) {
        JsonObject json = BodyJson.of(line.body(), line.sender())
                .mergeIn(of(room, line.sender()))
                .put("id", line.id().hex())
                .put("path", line.byMulticast() ? "multicast" : "tcp")
                .put("again", again);
        if (hosted.test(room, line.sender())) {
            json.put("hosted", true);
        }
        return bus.tell(Addresses.PEER_CONSOLE, "room-text", json);
    }

    @Override
    public Future<Void> unreadable(RoomName room, RoomEffect.Unreadable message, boolean again) {
        return bus.tell(
                Addresses.PEER_CONSOLE,
                "room-unreadable",
                of(room, message.sender()).put("again", again));
    }

    @Override
    public Future<Void> past(RoomName room, PastMessages.Past message, boolean isKnown) {
        Future<Void> gap = message.missingBefore() == 0
                ? Future.succeededFuture()
                : bus.tell(
                        Addresses.PEER_CONSOLE,
                        "room-gap",
                        of(room, message.speaker()).put("upTo", message.missingBefore()));
        JsonObject json = BodyJson.of(message.body(), message.speaker())
                .mergeIn(of(room, message.speaker()))
                .put("id", message.id().hex())
                .put("path", "history")
                .put("again", false);
        if (!isKnown) {
            json.put("sharedBy", message.holder().shown());
        }
        if (hosted.test(room, message.speaker())) {
            json.put("hosted", true);
        }
        return gap.compose(told -> bus.tell(Addresses.PEER_CONSOLE, "room-text", json));
    }

    @Override
    public void open(RoomName room, UserName sender, String text) {
        tell("room-text", of(room, sender).put("text", text).put("path", "open").put("again", false));
    }

    @Override
    public Future<Void> missed(RoomName room, RoomEffect.Missed missed) {
        return bus.tell(
                Addresses.PEER_CONSOLE, "room-gap", of(room, missed.sender()).put("upTo", missed.datagrams()));
    }

    @Override
    public void differentTexts(RoomName room, RoomEffect.DifferentTexts different) {
        warn(
                room,
                "different-texts",
                Set.of(different.sender()),
                new JsonObject().put("reporter", different.reporter().shown()));
    }

    @Override
    public void rosterDiffers(RoomName room, RoomEffect.RosterDiffers differs) {
        warn(room, "other-roster", Set.of(differs.member()), new JsonObject());
    }

    @Override
    public Future<Void> newReader(RoomName room, RoomEffect.NewReader reader) {
        return bus.tell(
                Addresses.PEER_CONSOLE, "room-reader", of(room, reader.user()).put("otherKey", reader.otherKey()));
    }

    @Override
    public void weakerSeals(RoomName room, RoomEffect.WeakerSeals weaker) {
        warn(room, "weaker-seals", weaker.because(), new JsonObject());
    }

    /** @param json further fields */
    private void warn(RoomName room, String what, Set<UserName> users, JsonObject json) {
        tell("room-warning", json.put("room", room.shown()).put("what", what).put("users", names(users)));
    }

    @Override
    public void progress(RoomName room, RoomEffect.Progress progress) {
        tell("room-progress", json(room, progress));
    }

    @Override
    public void reach(RoomName room, RoomEffect.Reach reach) {
        paths.note(room, reach);
        tell("reach", of(room, reach.member()).put("multicast", reach.byMulticast()));
    }

    @Override
    public void connection(RoomName room, RoomEffect.Connection connection) {
        paths.note(room, connection);
        tell("room-connection", of(room, connection.member()).put("works", connection.works()));
    }

    /**
     * @param event a room notice from the registry
     * @return succeeds when it has been shown
     */
    Future<Void> event(JsonObject event) {
        return bus.tell(Addresses.PEER_CONSOLE, "room-event", event);
    }

    /**
     * @param state the JSON description of a room in which the user is still a member after a restart of the
     *     program
     */
    void kept(JsonObject state) {
        tell("room-kept", state);
    }

    /** This user is no longer a member of the room. */
    void lost(RoomName room, Reason reason) {
        tell("room-lost", new JsonObject().put("room", room.shown()).put("reason", reason.word()));
    }

    static JsonObject json(RoomName room, RoomEffect.Progress progress) {
        return new JsonObject()
                .put("room", room.shown())
                .put("id", progress.id().hex())
                .put("confirmed", names(progress.confirmed()))
                .put("missing", names(progress.missing()));
    }

    static JsonArray names(Set<UserName> users) {
        return Json.array(users.stream().sorted().toList(), UserName::shown);
    }

    private static JsonObject of(RoomName room, UserName user) {
        return new JsonObject().put("room", room.shown()).put("user", user.shown());
    }

    private void tell(String action, JsonObject json) {
        bus.send(Addresses.PEER_CONSOLE, action, json);
    }
}
