package org.hobnob.peer.link;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;

/** A session taken to another registry before the present line is closed (SPEC 4.8). Not thread-safe. */
final class RegistryHandover {
    private final RegistryConnector connection;
    private boolean underWay;

    RegistryHandover(RegistryConnector connection) {
        this.connection = connection;
    }

    /** Whether a takeover that the registry tells of may be this peer's own, elsewhere. */
    boolean isUnderWay() {
        return underWay;
    }

    /**
     * Tries the other registries until one takes the session, whose line is then the one in use.
     *
     * @param left the line that is in use until then, and stays open
     * @param arrived told of the login there, before anything else happens
     * @return fails where none takes it
     */
    Future<Void> from(RegistryClient left, Supplier<Request> resume, Arrival arrived) {
        connection.beginWithOthers(left.at());
        underWay = true;
        return toNext(resume, arrived).onComplete(done -> underWay = false);
    }

    /** What to do at the registry that took the session. */
    interface Arrival {
        void at(RegistryClient fresh, Reply.LoggedIn reply);
    }

    private Future<Void> toNext(Supplier<Request> resume, Arrival arrived) {
        if (!connection.hasNext()) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        return connection
                .openOther()
                .compose(fresh -> resumeAt(fresh, resume.get(), arrived))
                .recover(cause -> toNext(resume, arrived));
    }

    private Future<Void> resumeAt(RegistryClient fresh, Request resume, Arrival arrived) {
        return fresh.ask(resume)
                .map(reply -> {
                    if (!(reply instanceof Reply.LoggedIn in)) {
                        throw new RefusalException(Reason.UNAVAILABLE);
                    }
                    connection.use(fresh);
                    arrived.at(fresh, in);
                    return (Void) null;
                })
                .onFailure(cause -> fresh.close());
    }
}
