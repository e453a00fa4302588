package org.hobnob.registry.gateway;

import static org.hobnob.protocol.message.Command.ADD_HOST;
import static org.hobnob.protocol.message.Command.ADMINISTER;
import static org.hobnob.protocol.message.Command.ALLOW_MAIL;
import static org.hobnob.protocol.message.Command.BAN_USER;
import static org.hobnob.protocol.message.Command.CHANGE_PASSWORD;
import static org.hobnob.protocol.message.Command.CHECK_NAME;
import static org.hobnob.protocol.message.Command.CREATE_ROOM;
import static org.hobnob.protocol.message.Command.DROP_HOST;
import static org.hobnob.protocol.message.Command.DROP_LETTERS;
import static org.hobnob.protocol.message.Command.EXIT_ROOM;
import static org.hobnob.protocol.message.Command.FETCH_LETTERS;
import static org.hobnob.protocol.message.Command.HELLO;
import static org.hobnob.protocol.message.Command.INVITE_USER;
import static org.hobnob.protocol.message.Command.JOIN_ROOM;
import static org.hobnob.protocol.message.Command.KEY_LOGIN;
import static org.hobnob.protocol.message.Command.KICK_MEMBER;
import static org.hobnob.protocol.message.Command.LIST_BANS;
import static org.hobnob.protocol.message.Command.LIST_PEERS;
import static org.hobnob.protocol.message.Command.LIST_ROOMS;
import static org.hobnob.protocol.message.Command.LIST_ROOM_PEERS;
import static org.hobnob.protocol.message.Command.LIST_SESSIONS;
import static org.hobnob.protocol.message.Command.LOGIN;
import static org.hobnob.protocol.message.Command.LOGOUT;
import static org.hobnob.protocol.message.Command.PING;
import static org.hobnob.protocol.message.Command.PUT_LETTER;
import static org.hobnob.protocol.message.Command.PUT_PREKEYS;
import static org.hobnob.protocol.message.Command.REGISTER;
import static org.hobnob.protocol.message.Command.REPORT;
import static org.hobnob.protocol.message.Command.RESUME;
import static org.hobnob.protocol.message.Command.SEARCH_USER;
import static org.hobnob.protocol.message.Command.SET_ROOM;
import static org.hobnob.protocol.message.Command.SET_STATUS;
import static org.hobnob.protocol.message.Command.SET_TOPIC;
import static org.hobnob.protocol.message.Command.TAKE_PREKEY;
import static org.hobnob.protocol.message.Command.UNBAN_USER;
import static org.hobnob.registry.door.Cost.CHANGE;
import static org.hobnob.registry.door.Cost.CHEAP;
import static org.hobnob.registry.door.Cost.HASH;
import static org.hobnob.registry.door.Cost.LIST;
import static org.hobnob.registry.gateway.RequestRow.Effect.CHANGES;
import static org.hobnob.registry.gateway.RequestRow.Effect.READS;
import static org.hobnob.registry.gateway.RequestRow.Freshness.LIVE;
import static org.hobnob.registry.gateway.RequestRow.Freshness.SNAPSHOT;
import static org.hobnob.registry.gateway.RequestRow.Right.ANYONE;
import static org.hobnob.registry.gateway.RequestRow.Right.USER;
import static org.hobnob.registry.gateway.RequestRow.row;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;

/**
 * One row for each type of request that the registry answers, in both dialects. To add a request, add a row; a test fails
 * if a type of {@link Request} has no row or if the table disagrees with the specification (SPEC 4.1).
 */
final class RequestTable {
    static final List<RequestRow<?>> ROWS = List.of(
            row(Request.Hello.class, HELLO, ANYONE, READS, CHEAP, LIVE)
                    .answeredBy((to, hello, asker) ->
                            Future.succeededFuture(to.greeting().apply(asker))),
            row(Request.Register.class, REGISTER, ANYONE, CHANGES, HASH, LIVE)
                    .answeredBy((to, register, asker) -> to.auth().register(register, asker.endpoint())),
            row(Request.Login.class, LOGIN, ANYONE, CHANGES, HASH, LIVE)
                    .answeredBy((to, login, asker) -> to.logins().login(login, asker)),
            row(Request.Resume.class, RESUME, ANYONE, CHANGES, CHANGE, LIVE)
                    .answeredBy((to, resume, asker) -> to.logins().resume(resume, asker)),
            row(Request.KeyLogin.class, KEY_LOGIN, ANYONE, CHANGES, CHANGE, LIVE)
                    .answeredBy((to, login, asker) -> to.logins().keyLogin(login, asker)),
            row(Request.ChangePassword.class, CHANGE_PASSWORD, USER, CHANGES, HASH, LIVE)
                    .answeredBy((to, change, asker) -> to.logins().changePassword(change, asker)),
            row(Request.ListSessions.class, LIST_SESSIONS, USER, READS, CHEAP, LIVE)
                    .answeredBy((to, list, asker) -> to.auth().sessions(asker.requireLogin())),
            row(Request.CheckName.class, CHECK_NAME, ANYONE, READS, CHEAP, LIVE)
                    .answeredBy((to, check, asker) -> to.auth().checkName(check, asker.endpoint())),
            row(Request.Logout.class, LOGOUT, USER, CHANGES, CHANGE, LIVE)
                    .actedBy(Request.Logout::actor)
                    .answeredBy((to, logout, asker) -> to.logins().logout(logout, asker)),
            row(Request.CreateRoom.class, CREATE_ROOM, USER, CHANGES, HASH, LIVE)
                    .actedBy(Request.CreateRoom::actor)
                    .answeredBy((to, create, asker) -> to.rooms().create(create, asker)),
            row(Request.JoinRoom.class, JOIN_ROOM, USER, CHANGES, HASH, LIVE)
                    .actedBy(Request.JoinRoom::actor)
                    .answeredBy((to, join, asker) -> to.rooms().join(join, asker)),
            row(Request.ExitRoom.class, EXIT_ROOM, USER, CHANGES, CHANGE, LIVE)
                    .actedBy(exit -> Optional.of(exit.actor()))
                    .answeredBy((to, exit, asker) -> to.rooms().exit(exit, asker)),
            row(Request.KickMember.class, KICK_MEMBER, USER, CHANGES, CHANGE, LIVE)
                    .answeredBy((to, kick, asker) -> to.rooms().kick(kick, asker)),
            row(Request.SetTopic.class, SET_TOPIC, USER, CHANGES, CHANGE, LIVE)
                    .answeredBy((to, topic, asker) -> to.rooms().topic(topic, asker)),
            row(Request.SetRoom.class, SET_ROOM, USER, CHANGES, CHANGE, LIVE)
                    .answeredBy((to, settings, asker) -> to.rooms().set(settings, asker)),
            row(Request.BanUser.class, BAN_USER, USER, CHANGES, CHANGE, LIVE)
                    .answeredBy((to, ban, asker) -> to.rooms().ban(ban, asker)),
            row(Request.UnbanUser.class, UNBAN_USER, USER, CHANGES, CHANGE, LIVE)
                    .answeredBy((to, unban, asker) -> to.rooms().unban(unban, asker)),
            row(Request.ListBans.class, LIST_BANS, USER, READS, CHEAP, LIVE)
                    .answeredBy((to, list, asker) -> to.rooms().bans(list, asker)),
            row(Request.InviteUser.class, INVITE_USER, USER, CHANGES, CHANGE, LIVE)
                    .answeredBy((to, invite, asker) -> to.rooms().invite(invite, asker)),
            row(Request.AddHost.class, ADD_HOST, USER, CHANGES, CHANGE, LIVE)
                    .answeredBy((to, host, asker) -> to.rooms().addHost(host, asker)),
            row(Request.DropHost.class, DROP_HOST, USER, CHANGES, CHANGE, LIVE)
                    .answeredBy((to, host, asker) -> to.rooms().dropHost(host, asker)),
            row(Request.ListRooms.class, LIST_ROOMS, USER, READS, LIST, LIVE)
                    .answeredBy((to, list, asker) -> to.rooms().rooms(list)),
            row(Request.ListRosters.class, LIST_ROOMS, USER, READS, LIST, LIVE)
                    .answeredBy((to, list, asker) -> to.rooms().rosters()),
            row(Request.SearchUser.class, SEARCH_USER, USER, READS, CHEAP, SNAPSHOT)
                    .answeredBy((to, search, asker) -> to.presence().search(search, asker.endpoint())),
            row(Request.ListPeers.class, LIST_PEERS, USER, READS, LIST, SNAPSHOT)
                    .answeredBy((to, list, asker) -> to.presence().peers(list, asker)),
            row(Request.ListRoomPeers.class, LIST_ROOM_PEERS, USER, READS, LIST, LIVE)
                    .answeredBy((to, list, asker) -> to.rooms().roomPeers(list, asker.endpoint())),
            row(Request.SetStatus.class, SET_STATUS, USER, CHANGES, CHANGE, LIVE)
                    .answeredBy((to, set, asker) -> to.presence().status(set, asker.requireLogin())),
            row(Request.PutPrekeys.class, PUT_PREKEYS, USER, CHANGES, CHANGE, LIVE)
                    .answeredBy((to, put, asker) -> to.mailbox().putPrekeys(put, asker)),
            row(Request.TakePrekey.class, TAKE_PREKEY, USER, CHANGES, CHANGE, LIVE)
                    .answeredBy((to, take, asker) -> to.mailbox().takePrekey(take, asker)),
            row(Request.PutLetter.class, PUT_LETTER, USER, CHANGES, CHANGE, LIVE)
                    .answeredBy((to, put, asker) -> to.mailbox().putLetter(put, asker)),
            row(Request.FetchLetters.class, FETCH_LETTERS, USER, READS, LIST, LIVE)
                    .answeredBy((to, fetch, asker) -> to.mailbox().fetchLetters(fetch, asker)),
            row(Request.DropLetters.class, DROP_LETTERS, USER, CHANGES, CHANGE, LIVE)
                    .answeredBy((to, drop, asker) -> to.mailbox().dropLetters(drop, asker)),
            row(Request.AllowMail.class, ALLOW_MAIL, USER, CHANGES, CHANGE, LIVE)
                    .answeredBy((to, allow, asker) -> to.mailbox().allowMail(allow, asker)),
            row(Request.Administer.class, ADMINISTER, USER, READS, HASH, LIVE)
                    .answeredBy((to, line, asker) -> to.admin().administer(line, asker)),
            row(Request.Report.class, REPORT, USER, CHANGES, CHANGE, LIVE)
                    .answeredBy((to, report, asker) -> to.admin().report(report, asker)),
            row(Request.Ping.class, PING, ANYONE, READS, CHEAP, LIVE)
                    .answeredBy((to, ping, asker) -> Future.succeededFuture(new Reply.Pong())));

    private static final Map<Class<?>, RequestRow<?>> BY_TYPE =
            ROWS.stream().collect(Collectors.toUnmodifiableMap(RequestRow::type, Function.identity()));

    private RequestTable() {}

    /** The row for the type of the request. */
    static RequestRow<?> of(Request request) {
        return Optional.ofNullable(BY_TYPE.get(request.getClass()))
                .orElseThrow(() -> new IllegalStateException("no row for " + request.getClass()));
    }
}
