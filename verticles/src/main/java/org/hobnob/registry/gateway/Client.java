package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import java.util.Optional;
import org.hobnob.protocol.login.LoginProof;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.Challenge;

/** A connected client, as the handlers of its requests and the senders of notices see it. */
interface Client {
    /** The client's address and dialect. */
    ClientEndpoint endpoint();

    /** The login that the connection acts for; empty if there is none. */
    Optional<ConnectionLogin> login();

    /**
     * The login that the connection acts for.
     *
     * @throws RefusalException with {@link Reason#NOT_LOGGED_IN} if there is none
     */
    default ConnectionLogin requireLogin() {
        return login().orElseThrow(() -> new RefusalException(Reason.NOT_LOGGED_IN));
    }

    /** Draws what the next proof on this connection must be bound to, in place of what was drawn before (SPEC 4.2). */
    Challenge drawChallenge();

    /**
     * Returns what a proof on this connection must be bound to, and makes it useless for any other; empty if nothing was
     * drawn, or it was used or is too old.
     */
    Optional<LoginProof.Binding> takeBinding();

    /**
     * Makes the connection act for this login.
     *
     * @return false if the connection is already closed
     */
    boolean logIn(ConnectionLogin login);

    /** Makes the connection act for no user. */
    void logOut();

    /** Sends a notice. Does nothing if the client speaks the original dialect. */
    void tell(Notice notice);

    /** Closes the connection after everything written so far has been sent. */
    Future<Void> close();
}
