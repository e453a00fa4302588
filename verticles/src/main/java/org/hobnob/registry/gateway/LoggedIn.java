package org.hobnob.registry.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which connection acts for which login. Not thread-safe. */
final class LoggedIn {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedIn.class);

    private final Map<SessionId, Connection> bySession = new HashMap<>();
    private final Map<UserName, Connection> byUser = new HashMap<>();
    private final ServiceClient calls;
    private final RegistryRedirects others;

    LoggedIn(ServiceClient calls, RegistryRedirects others) {
        this.calls = calls;
        this.others = others;
    }

    void begin(Connection connection, ConnectionLogin session, ClientEndpoint peer) {
        bySession.put(session.id(), connection);
        byUser.put(session.user(), connection);
        calls.watch(session, peer);
        others.greet(connection);
    }

    void end(Connection connection, ConnectionLogin session) {
        connection.endSession();
        bySession.remove(session.id());
        byUser.remove(session.user(), connection);
        calls.forget(session);
        others.left(() -> natives().isEmpty());
    }

    /** Tells that the session has no connection. */
    void release(ConnectionLogin session) {
        calls.release(session)
                .onFailure(cause -> LOG.warn("could not release {}: {}", session.user(), cause.toString()));
    }

    Optional<Connection> find(SessionId session) {
        return Optional.ofNullable(bySession.get(session));
    }

    Optional<Connection> find(UserName user) {
        return Optional.ofNullable(byUser.get(user));
    }

    /** The connections of native peers that are logged in. */
    List<Connection> natives() {
        return bySession.values().stream().filter(Connection::isNative).toList();
    }
}
