package org.hobnob.registry.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hobnob.limits.RepeatedLog;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logged-in clients by session and by user. Not thread-safe. */
final class LoggedInClients {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedInClients.class);

    private final Map<SessionId, Client> bySession = new HashMap<>();
    private final Map<UserName, Client> byUser = new HashMap<>();
    private final PresenceClient presence;
    private final KeepAliveClient keepAlive;
    private final RegistryRedirects redirects;
    private final Door door;
    private final RepeatedLog unreleased = new RepeatedLog(
            System::nanoTime,
            (count, latest) ->
                    LOG.warn("{} users who lost their connections are not released yet, the latest {}", count, latest));

    LoggedInClients(PresenceClient presence, KeepAliveClient keepAlive, RegistryRedirects redirects, Door door) {
        this.presence = presence;
        this.keepAlive = keepAlive;
        this.redirects = redirects;
        this.door = door;
    }

    void begin(Client client, ConnectionLogin login) {
        bySession.put(login.id(), client);
        byUser.put(login.user(), client);
        door.loggedIn(client.endpoint());
        keepAlive.watch(login, client.endpoint());
        redirects.greet(client);
    }

    void end(Client client, ConnectionLogin login) {
        client.logOut();
        door.loggedOut(client.endpoint());
        bySession.remove(login.id());
        byUser.remove(login.user(), client);
        keepAlive.forget(login);
        redirects.completeDrainIf(() -> natives().isEmpty());
    }

    /** Reports to presence that the login has lost its connection; presence tries until it has succeeded. */
    void release(ConnectionLogin login) {
        presence.release(login).onFailure(cause -> unreleased.add(login.user() + ": " + cause));
    }

    Optional<Client> find(SessionId session) {
        return Optional.ofNullable(bySession.get(session));
    }

    Optional<Client> find(UserName user) {
        return Optional.ofNullable(byUser.get(user));
    }

    /** The logged-in clients that speak the native dialect. */
    List<Client> natives() {
        return bySession.values().stream()
                .filter(client -> client.endpoint().dialect() == DialectName.NATIVE)
                .toList();
    }
}
