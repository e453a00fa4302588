package org.hobnob.registry;

import io.vertx.core.Future;
import java.util.Optional;
import org.hobnob.protocol.message.Contact;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.SessionId;
import org.hobnob.registry.store.Session;
import org.hobnob.registry.store.Sessions;

/** Makes sessions in the store, by compare-and-set: a user has one at most, whichever registries are asked at a time. */
final class SessionClaims {
    /**
     * A session made.
     *
     * @param replaced the one whose place it took
     */
    record Claimed(Session session, Optional<Session> replaced) {}

    private static final int TRIES = 5;

    private final Sessions sessions;
    private final NodeWatch nodes;

    SessionClaims(Sessions sessions, NodeWatch nodes) {
        this.sessions = sessions;
        this.nodes = nodes;
    }

    /**
     * The session, which is the user's only one then. Fails with {@code ALREADY_ONLINE}, or with {@code UNAVAILABLE} where
     * this registry's lease does not last until it is written.
     *
     * @param takeOver whether it may end another one
     */
    Future<Claimed> claim(Contact contact, SessionId id, boolean takeOver) {
        Session wanted = new Session(contact, nodes.self(), id, 1);
        return insert(wanted, takeOver, TRIES).compose(this::keepIfHeld);
    }

    /** What was written may have taken longer than the lease held; then nobody was promised anything. */
    private Future<Claimed> keepIfHeld(Claimed claimed) {
        Session session = claimed.session();
        return nodes.mayChange() && session.node().equals(nodes.self())
                ? Future.succeededFuture(claimed)
                : sessions.delete(session.user(), session.session()).transform(done -> unavailable());
    }

    private Future<Claimed> insert(Session wanted, boolean takeOver, int tries) {
        if (tries == 0 || !nodes.mayChange()) {
            return unavailable();
        }
        return sessions.insert(wanted)
                .compose(fresh -> fresh ? claimed(wanted, Optional.empty()) : takeFromHolder(wanted, takeOver, tries));
    }

    private Future<Claimed> takeFromHolder(Session wanted, boolean takeOver, int tries) {
        return sessions.find(wanted.user()).compose(found -> {
            if (found.isEmpty()) {
                return insert(wanted, takeOver, tries - 1);
            }
            // A session of a registry that is gone is nobody's.
            Future<Boolean> may = takeOver
                    ? Future.succeededFuture(true)
                    : nodes.isGone(found.get().node());
            return may.compose(free -> free
                    ? replace(found.get(), wanted, takeOver, tries)
                    : Future.failedFuture(new RefusalException(Reason.ALREADY_ONLINE)));
        });
    }

    private Future<Claimed> replace(Session holder, Session wanted, boolean takeOver, int tries) {
        if (!nodes.mayChange()) {
            return unavailable();
        }
        Session next = new Session(wanted.contact(), wanted.node(), wanted.session(), holder.epoch() + 1);
        return sessions.replace(holder.session(), next)
                .compose(replaced ->
                        replaced ? claimed(next, Optional.of(holder)) : insert(wanted, takeOver, tries - 1));
    }

    private static Future<Claimed> claimed(Session session, Optional<Session> replaced) {
        return Future.succeededFuture(new Claimed(session, replaced));
    }

    private static <T> Future<T> unavailable() {
        return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
    }
}
