package org.hobnob.protocol.message.directory;

import java.util.Objects;
import org.hobnob.protocol.keepalive.KeepAliveKey;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;

/**
 * What a native peer gets at login (SPEC 4.3).
 *
 * @param user the account's name as first written
 * @param session identifies this login
 * @param token logs in again without the password
 * @param keepAliveKey authenticates this session's keep-alive datagrams
 * @param ip the peer's address as the registry sees it
 */
public record SessionCredentials(
        UserName user, SessionId session, ResumeToken token, KeepAliveKey keepAliveKey, String ip) {
    /** @throws IllegalArgumentException if the address is blank */
    public SessionCredentials {
        Objects.requireNonNull(user);
        if (ip.isBlank()) {
            throw new IllegalArgumentException("no address");
        }
    }
}
