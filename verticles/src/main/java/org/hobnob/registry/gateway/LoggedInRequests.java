package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;

/** Which call answers what a user who is logged in asks, but for the log-out. */
final class LoggedInRequests {
    private LoggedInRequests() {}

    static Future<Reply> answer(Request request, ConnectionLogin session, ClientEndpoint peer, ServiceClient calls) {
        if (request instanceof Request.CreateRoom create) {
            return calls.create(create, session, peer);
        }
        if (request instanceof Request.JoinRoom join) {
            return calls.join(join, session, peer);
        }
        if (request instanceof Request.ExitRoom exit) {
            return calls.exit(exit.room(), session);
        }
        if (request instanceof Request.KickMember kick) {
            return calls.kick(kick, session);
        }
        if (request instanceof Request.ListRooms list) {
            return calls.rooms(list);
        }
        if (request instanceof Request.ListRosters) {
            return calls.rosters();
        }
        if (request instanceof Request.SearchUser search) {
            return calls.search(search, peer);
        }
        if (request instanceof Request.ListPeers list) {
            return calls.peers(list, session, peer);
        }
        if (request instanceof Request.ListRoomPeers list) {
            return calls.roomPeers(list, peer);
        }
        return Future.failedFuture(new RefusalException(Reason.UNKNOWN_COMMAND));
    }
}
