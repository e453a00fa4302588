package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import java.util.Optional;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;

/** A client at the other end of a connection, as those see it who answer its requests and tell it news. */
interface Client {
    /** Where it is, and what it speaks. */
    ClientEndpoint endpoint();

    /** The login that its connection acts for, if any. */
    Optional<ConnectionLogin> login();

    /** The login that its connection acts for; without one it is refused with {@link Reason#NOT_LOGGED_IN}. */
    default ConnectionLogin requireLogin() {
        return login().orElseThrow(() -> new RefusalException(Reason.NOT_LOGGED_IN));
    }

    /** Its connection acts for this login from now on; false where it is closed already. */
    boolean logIn(ConnectionLogin login);

    /** Its connection acts for nobody any more. */
    void logOut();

    /** Passes a notice on where it speaks the native dialect. */
    void tell(Notice notice);

    /** Closes the connection behind what was written. */
    Future<Void> close();
}
