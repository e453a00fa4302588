package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.directory.RoomSummary;
import org.hobnob.protocol.message.directory.Roster;
import org.hobnob.protocol.message.value.Detail;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomHistory;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.Limits;

/** Calls the rooms service (BUS.md 4.2). */
final class RoomsClient {
    private final Bus bus;
    private final PresenceClient presence;

    RoomsClient(Bus bus, PresenceClient presence) {
        this.bus = bus;
        this.presence = presence;
    }

    Future<Reply> create(Request.CreateRoom request, Client asker) {
        JsonObject body = named(asker)
                .put("room", request.room().shown())
                .put("password", request.password().map(PasswordHash::hex).orElse(null))
                .put("capacity", request.capacity())
                .put("title", request.title().text())
                .put("kind", request.kind().word())
                .put("standing", request.standing())
                .put("port", asker.requireLogin().udpPort());
        return bus.request(Addresses.ROOMS, "create", body, Bus.HASH_TIMEOUT_MS)
                .map(json -> new Reply.RoomCreated(Json.roomState(json)));
    }

    Future<Reply> join(Request.JoinRoom request, Client asker) {
        JsonObject body = named(asker)
                .put("room", request.room().shown())
                .put("password", request.password().map(PasswordHash::hex).orElse(null));
        return bus.request(Addresses.ROOMS, "join", body, Bus.HASH_TIMEOUT_MS)
                .map(json -> new Reply.RoomJoined(Json.roomState(json)));
    }

    private static JsonObject named(Client asker) {
        ClientEndpoint endpoint = asker.endpoint();
        ConnectionLogin login = asker.requireLogin();
        return login.toJson()
                .put("dialect", endpoint.dialect().word())
                .put("ip", endpoint.ip())
                .put("hosted", login.isHosted())
                .put("key", login.key().map(PublicKey::hex).orElse(null));
    }

    Future<Reply> exit(Request.ExitRoom request, Client asker) {
        JsonObject body =
                asker.requireLogin().toJson().put("room", request.room().shown());
        return bus.request(Addresses.ROOMS, "exit", body).map(done -> new Reply.RoomExited());
    }

    Future<Reply> kick(Request.KickMember request, Client asker) {
        JsonObject body = asker.requireLogin()
                .toJson()
                .put("room", request.room().shown())
                .put("member", request.member().shown());
        return bus.request(Addresses.ROOMS, "kick", body).map(done -> new Reply.MemberKicked());
    }

    Future<Reply> topic(Request.SetTopic request, Client asker) {
        JsonObject body =
                about(request.room(), asker).put("topic", request.topic().text());
        return bus.request(Addresses.ROOMS, "topic", body)
                .map(json -> new Reply.RoomSet(request.command(), Json.roomState(json)));
    }

    Future<Reply> set(Request.SetRoom request, Client asker) {
        JsonObject body = about(request.room(), asker)
                .put("standing", request.standing().orElse(null))
                .put("post", request.post().map(RoomPosting::word).orElse(null))
                .put("history", request.history().map(RoomHistory::word).orElse(null))
                .put("hosted", request.hosted().orElse(null));
        return bus.request(Addresses.ROOMS, "set", body)
                .map(json -> new Reply.RoomSet(request.command(), Json.roomState(json)));
    }

    Future<Reply> ban(Request.BanUser request, Client asker) {
        return bus.request(Addresses.ROOMS, "ban", about(request.room(), asker, request.banned()))
                .map(done -> new Reply.UserBanned());
    }

    Future<Reply> unban(Request.UnbanUser request, Client asker) {
        return bus.request(Addresses.ROOMS, "unban", about(request.room(), asker, request.banned()))
                .map(done -> new Reply.UserUnbanned());
    }

    Future<Reply> bans(Request.ListBans request, Client asker) {
        return bus.request(Addresses.ROOMS, "bans", about(request.room(), asker))
                .map(json -> new Reply.Bans(Json.list(json, "users", UserName::of)));
    }

    Future<Reply> invite(Request.InviteUser request, Client asker) {
        return bus.request(Addresses.ROOMS, "invite", about(request.room(), asker, request.invited()))
                .map(done -> new Reply.UserInvited());
    }

    Future<Reply> addHost(Request.AddHost request, Client asker) {
        return bus.request(Addresses.ROOMS, "host", about(request.room(), asker, request.member()))
                .map(json -> new Reply.RoomSet(request.command(), Json.roomState(json)));
    }

    Future<Reply> dropHost(Request.DropHost request, Client asker) {
        return bus.request(Addresses.ROOMS, "unhost", about(request.room(), asker, request.member()))
                .map(json -> new Reply.RoomSet(request.command(), Json.roomState(json)));
    }

    private static JsonObject about(RoomName room, Client asker) {
        return asker.requireLogin().toJson().put("room", room.shown());
    }

    private static JsonObject about(RoomName room, Client asker, UserName other) {
        return about(room, asker).put("other", other.shown());
    }

    Future<Reply> rooms(Request.ListRooms request) {
        return listRooms(request.after(), Limits.PAGE_ENTRIES).map(json -> {
            List<RoomSummary> rooms = Json.objects(json, "rooms", RoomsClient::summary);
            // Only an empty first page means that there are no rooms: rooms may disappear between pages.
            if (rooms.isEmpty() && request.after().isEmpty()) {
                throw new RefusalException(Reason.NO_SUCH_ROOM);
            }
            List<RoomName> names = rooms.stream().map(RoomSummary::room).toList();
            Optional<RoomName> next = Reply.Page.next(names, Json.flag(json, "more"));
            return request.detail() == Detail.DETAILED
                    ? new Reply.Rooms(rooms, next)
                    : new Reply.RoomNames(names, next);
        });
    }

    /** Rooms without members are left out: original clients do not know that there are such. */
    Future<Reply> rosters() {
        return listRooms(Optional.empty(), Pages.ORIGINAL_ENTRIES)
                .map(json -> new Reply.Rosters(Json.objects(json, "rooms", RoomsClient::roster).stream()
                        .filter(roster -> !roster.members().isEmpty())
                        .toList()));
    }

    private static Roster roster(JsonObject room) {
        return new Roster(
                Json.room(room), Json.list(room, "members", UserName::of), Json.required(room, "host", UserName::of));
    }

    private Future<JsonObject> listRooms(Optional<RoomName> after, int limit) {
        JsonObject body = new JsonObject()
                .put("after", after.map(RoomName::shown).orElse(null))
                .put("limit", limit);
        return bus.request(Addresses.ROOMS, "list", body);
    }

    private static RoomSummary summary(JsonObject json) {
        RoomState state = Json.roomState(json);
        List<UserName> members = Json.requiredList(json, "members", UserName::of);
        return new RoomSummary(
                state.room(),
                Json.title(json),
                members.size(),
                state.capacity(),
                state.host(),
                Json.flag(json, "locked"),
                state.kind(),
                members);
    }

    Future<Reply> roomPeers(Request.ListRoomPeers request, ClientEndpoint asker) {
        JsonObject body = new JsonObject().put("room", request.room().shown());
        int limit = Pages.limit(asker.dialect());
        return bus.request(Addresses.ROOMS, "members", body).compose(json -> {
            // Each place as an absent member.
            List<Member> all = Json.objects(
                    json,
                    "places",
                    place -> Member.absent(Json.user(place), Json.optional(place, "key", PublicKey::of)));
            List<UserName> names = all.stream().map(Member::user).toList();
            int from = request.after().map(name -> names.indexOf(name) + 1).orElse(0);
            int to = Math.min(all.size(), from + limit);
            return presence.contacts(names.subList(from, to), asker)
                    .map(contacts -> new Reply.RoomPeers(
                            Json.roomState(json),
                            all.subList(from, to).stream()
                                    .map(place -> member(place, Optional.ofNullable(contacts.get(place.user()))))
                                    .toList(),
                            Reply.Page.next(names.subList(from, to), to < all.size())));
        });
    }

    /**
     * A member with another key than that of the place is absent until the place has that key, so that at one version of the
     * room everybody is told the same keys. Places that an older version of the registry stored have no key.
     */
    static Member member(Member place, Optional<Contact> online) {
        return online.filter(contact -> place.key().isEmpty() || place.key().equals(contact.key()))
                .map(contact -> new Member(place.user(), online))
                .orElse(place);
    }
}
