package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.protocol.keepalive.KeepAliveKey;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.directory.RoomSummary;
import org.hobnob.protocol.message.directory.Roster;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.Detail;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.Limits;

/** Turns requests into calls on the bus, and what comes back into replies. Knows neither sockets nor rules. */
final class ServiceClient {
    /** More entries than fit into one original answer. */
    private static final int ORIGINAL_ENTRIES = 512;

    private final Bus bus;

    ServiceClient(Bus bus) {
        this.bus = bus;
    }

    Future<Reply> register(Request.Register request, ClientEndpoint peer) {
        JsonObject body = new JsonObject()
                .put("user", request.user().shown())
                .put("password", request.password().hex())
                .put("ip", peer.ip());
        return bus.request(Addresses.AUTH, "register", body, Bus.HASH_TIMEOUT_MS)
                .map(done -> new Reply.Registered());
    }

    /** Logs in; the session that is open then. */
    Future<ConnectionLogin> login(Request.Login request, ClientEndpoint peer) {
        JsonObject body = whereabouts(request.whereabouts(), peer)
                .put("user", request.user().shown())
                .put("password", request.password().hex());
        return bus.request(Addresses.AUTH, "login", body, Bus.HASH_TIMEOUT_MS)
                .map(json -> session(json, peer, body.getInteger("udpPort")));
    }

    /** Logs in by token; the session that is open then. */
    Future<ConnectionLogin> resume(Request.Resume request, ClientEndpoint peer) {
        JsonObject body = whereabouts(request.whereabouts(), peer)
                .put("token", request.token().text());
        return bus.request(Addresses.AUTH, "resume", body).map(json -> session(json, peer, body.getInteger("udpPort")));
    }

    private static JsonObject whereabouts(Whereabouts said, ClientEndpoint peer) {
        return new JsonObject()
                .put("dialect", peer.dialect().word())
                .put("ip", peer.ip())
                .put("directPort", said.directPort())
                .put("udpPort", said.udpPort() == 0 ? peer.port() : said.udpPort())
                .put("key", said.key().map(PublicKey::hex).orElse(null));
    }

    private static ConnectionLogin session(JsonObject json, ClientEndpoint peer, int udpPort) {
        UserName user = Json.user(json);
        SessionId session = Json.session(json);
        if (peer.dialect() == DialectName.ORIGINAL) {
            return new ConnectionLogin(user, session, udpPort, Optional.empty());
        }
        ResumeToken token = Json.required(json, "token", ResumeToken::of);
        KeepAliveKey key = Json.required(json, "keepAliveKey", KeepAliveKey::parse);
        return new ConnectionLogin(
                user, session, udpPort, Optional.of(new SessionCredentials(user, session, token, key, peer.ip())));
    }

    /** Logs the session's user out. */
    Future<Reply> logout(ConnectionLogin session) {
        return bus.request(Addresses.AUTH, "logout", session.toJson()).map(done -> new Reply.LoggedOut());
    }

    /** Tells that the session's connection is gone. */
    Future<JsonObject> release(ConnectionLogin session) {
        return bus.request(Addresses.PRESENCE, "release", session.toJson().put("reason", SessionEnd.CLOSED.word()));
    }

    /** Has the session's signs of life watched. */
    void watch(ConnectionLogin session, ClientEndpoint peer) {
        JsonObject body = session.toJson().put("ip", peer.ip());
        session.credentials()
                .ifPresent(credentials ->
                        body.put("keepAliveKey", credentials.keepAliveKey().revealHex()));
        bus.send(Addresses.KEEP_ALIVE, "watch", body);
    }

    void forget(ConnectionLogin session) {
        bus.send(Addresses.KEEP_ALIVE, "forget", session.toJson());
    }

    void alive(ConnectionLogin session) {
        bus.send(Addresses.KEEP_ALIVE, "alive", session.toJson());
    }

    Future<Reply> create(Request.CreateRoom request, ConnectionLogin session, ClientEndpoint peer) {
        JsonObject body = asker(session, peer)
                .put("room", request.room().shown())
                .put("password", request.password().map(PasswordHash::hex).orElse(null))
                .put("capacity", request.capacity())
                .put("title", request.title().text())
                .put("kind", request.kind().word())
                .put("port", session.udpPort());
        return bus.request(Addresses.ROOMS, "create", body, Bus.HASH_TIMEOUT_MS)
                .map(json -> new Reply.RoomCreated(Json.roomState(json)));
    }

    Future<Reply> join(Request.JoinRoom request, ConnectionLogin session, ClientEndpoint peer) {
        JsonObject body = asker(session, peer)
                .put("room", request.room().shown())
                .put("password", request.password().map(PasswordHash::hex).orElse(null));
        return bus.request(Addresses.ROOMS, "join", body, Bus.HASH_TIMEOUT_MS)
                .map(json -> new Reply.RoomJoined(Json.roomState(json)));
    }

    private static JsonObject asker(ConnectionLogin session, ClientEndpoint peer) {
        return session.toJson().put("dialect", peer.dialect().word()).put("ip", peer.ip());
    }

    Future<Reply> exit(RoomName room, ConnectionLogin session) {
        return bus.request(Addresses.ROOMS, "exit", session.toJson().put("room", room.shown()))
                .map(done -> new Reply.RoomExited());
    }

    Future<Reply> kick(Request.KickMember request, ConnectionLogin session) {
        JsonObject body = session.toJson()
                .put("room", request.room().shown())
                .put("member", request.member().shown());
        return bus.request(Addresses.ROOMS, "kick", body).map(done -> new Reply.MemberKicked());
    }

    Future<Reply> rooms(Request.ListRooms request) {
        return listRooms(request.after(), Limits.PAGE_ENTRIES).map(json -> {
            List<RoomSummary> rooms = Json.objects(json, "rooms", ServiceClient::summary);
            // A page behind the first may be empty, as rooms go while somebody turns pages.
            if (rooms.isEmpty() && request.after().isEmpty()) {
                throw new RefusalException(Reason.NO_SUCH_ROOM);
            }
            boolean more = json.getBoolean("more");
            return request.detail() == Detail.DETAILED
                    ? new Reply.Rooms(rooms, more)
                    : new Reply.RoomNames(rooms.stream().map(RoomSummary::room).toList(), more);
        });
    }

    Future<Reply> rosters() {
        return listRooms(Optional.empty(), ORIGINAL_ENTRIES)
                .map(json -> new Reply.Rosters(Json.objects(
                        json,
                        "rooms",
                        room -> new Roster(
                                Json.room(room),
                                Json.list(room, "members", UserName::of),
                                Json.required(room, "host", UserName::of)))));
    }

    private Future<JsonObject> listRooms(Optional<RoomName> after, int limit) {
        JsonObject body = new JsonObject()
                .put("after", after.map(RoomName::shown).orElse(null))
                .put("limit", limit);
        return bus.request(Addresses.ROOMS, "list", body);
    }

    private static RoomSummary summary(JsonObject json) {
        RoomState state = Json.roomState(json);
        int members = json.getJsonArray("members").size();
        return new RoomSummary(
                state.room(),
                Json.title(json),
                members,
                state.capacity(),
                state.host(),
                json.getBoolean("locked"),
                state.kind());
    }

    Future<Reply> search(Request.SearchUser request, ClientEndpoint asker) {
        JsonObject body = new JsonObject().put("user", request.user().shown());
        return bus.request(Addresses.PRESENCE, "search", body)
                .map(json -> new Reply.UserFound(
                        asker.reaching(Json.contact(json)).orElseThrow(() -> new RefusalException(Reason.NOT_ONLINE))));
    }

    Future<Reply> peers(Request.ListPeers request, ConnectionLogin session, ClientEndpoint asker) {
        JsonObject body = new JsonObject()
                .put("after", request.after().map(UserName::shown).orElse(null))
                .put("except", session.user().shown())
                .put("limit", asker.dialect() == DialectName.NATIVE ? Limits.PAGE_ENTRIES : ORIGINAL_ENTRIES);
        return bus.request(Addresses.PRESENCE, "list", body).map(json -> {
            List<Contact> peers = reaching(Json.objects(json, "peers", Json::contact), asker);
            if (peers.isEmpty() && request.after().isEmpty()) {
                throw new RefusalException(Reason.NOBODY_ELSE);
            }
            boolean more = json.getBoolean("more");
            return request.detail() == Detail.DETAILED
                    ? new Reply.Peers(peers, more)
                    : new Reply.PeerNames(peers.stream().map(Contact::user).toList(), more);
        });
    }

    private static List<Contact> reaching(List<Contact> contacts, ClientEndpoint asker) {
        return contacts.stream()
                .flatMap(contact -> asker.reaching(contact).stream())
                .toList();
    }

    Future<Reply> roomPeers(Request.ListRoomPeers request, ClientEndpoint asker) {
        JsonObject body = new JsonObject().put("room", request.room().shown());
        int limit = asker.dialect() == DialectName.NATIVE ? Limits.PAGE_ENTRIES : ORIGINAL_ENTRIES;
        return bus.request(Addresses.ROOMS, "members", body).compose(json -> {
            List<UserName> all = Json.list(json, "members", UserName::of);
            int from = request.after().map(name -> all.indexOf(name) + 1).orElse(0);
            List<UserName> page = all.subList(from, Math.min(all.size(), from + limit));
            boolean more = from + page.size() < all.size();
            return contacts(page, asker)
                    .map(contacts -> new Reply.RoomPeers(
                            Json.roomState(json),
                            page.stream()
                                    .map(user -> new Member(user, Optional.ofNullable(contacts.get(user))))
                                    .toList(),
                            more));
        });
    }

    private Future<Map<UserName, Contact>> contacts(List<UserName> users, ClientEndpoint asker) {
        JsonObject body = new JsonObject().put("users", Json.array(users, UserName::shown));
        return bus.request(Addresses.PRESENCE, "contacts", body)
                .map(json -> reaching(Json.objects(json, "contacts", Json::contact), asker).stream()
                        .collect(Collectors.toMap(Contact::user, Function.identity())));
    }

    /** The refusal as a reply to the command. */
    static Reply refused(Command command, Throwable cause) {
        RefusalException refusal = org.hobnob.bus.BusFailures.asRefusal(cause);
        return new Reply.Refused(command, refusal.reason(), refusal.waitMs());
    }
}
