package org.hobnob.registry.gateway;

import org.hobnob.protocol.message.Request;

/** Which requests change something. */
final class Changes {
    private Changes() {}

    static boolean isOne(Request request) {
        return request instanceof Request.Register
                || request instanceof Request.Login
                || request instanceof Request.Resume
                || request instanceof Request.Logout
                || request instanceof Request.CreateRoom
                || request instanceof Request.JoinRoom
                || request instanceof Request.ExitRoom
                || request instanceof Request.KickMember;
    }
}
