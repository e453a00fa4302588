package org.hobnob.peer.link;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.profile.RegistryUsers;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers whom the profile's key logs in, as the person chose and as long as the registry takes the key, and who logged
 * in last. Files are read and written off the event loop. What cannot be written is logged: it costs a password at the next start.
 */
final class StayedLogin {
    private static final Logger LOG = LoggerFactory.getLogger(StayedLogin.class);

    private final Vertx vertx;
    private final RegistryUsers users;
    private final RegistryUsers lastUsers;

    StayedLogin(Vertx vertx, Path folder) {
        this.vertx = vertx;
        users = RegistryUsers.staying(folder);
        lastUsers = RegistryUsers.last(folder);
    }

    /** Returns the user who stays logged in at that registry. */
    Future<Optional<UserName>> user(Pin registry) {
        return vertx.executeBlocking(() -> users.find(registry));
    }

    /** Returns the user who logged in last at that registry. */
    Future<Optional<UserName>> lastUser(Pin registry) {
        return vertx.executeBlocking(() -> lastUsers.find(registry));
    }

    /** A login was granted. */
    Future<Void> granted(Pin registry, Logins.Wish wish, UserName user) {
        return write(() -> {
            if (!lastUsers.find(registry).equals(Optional.of(user))) {
                lastUsers.remember(registry, user);
            }
            if (wish.stay()) {
                users.remember(registry, user);
            }
        });
    }

    /** A login was refused: a key that the account does not have any more is not tried again. */
    Future<Void> refused(Pin registry, Logins.Wish wish, Throwable cause) {
        boolean isOver = wish.credentials().plain().isEmpty()
                && cause instanceof RefusalException refusal
                && refusal.reason() == Reason.BAD_CREDENTIALS;
        return isOver ? forget(registry) : Future.succeededFuture();
    }

    /** The person does not want to stay logged in. */
    Future<Void> forget(Pin registry) {
        return write(() -> users.forget(registry));
    }

    private Future<Void> write(Runnable change) {
        Callable<Void> work = () -> {
            change.run();
            return null;
        };
        return vertx.executeBlocking(work).otherwise(cause -> {
            LOG.warn("cannot store who stays logged in: {}", cause.toString());
            return null;
        });
    }
}
