package org.hobnob.registry.presence;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.registry.cluster.NodeWatch;
import org.hobnob.registry.store.Session;
import org.hobnob.registry.store.Sessions;

/**
 * Makes sessions in the store, by compare-and-set: a user has one at most, whichever registries are asked at a time. A claim
 * for which whoever asked no longer waits makes none: the user may have one elsewhere by then, which it must not take over.
 */
final class SessionClaims {
    /**
     * A session made.
     *
     * @param replaced the one whose place it took
     */
    record Claimed(Session session, Optional<Session> replaced) {
        /** Whether others must ask anew where the user is: it was offline, or reached elsewhere. */
        boolean isReturn() {
            return replaced.filter(before -> before.contact().equals(session.contact()))
                    .isEmpty();
        }
    }

    private static final int TRIES = 5;
    /** Less than whoever asks on the bus waits, so that the answer still comes in time. */
    private static final long PATIENCE_NS = 2_500_000_000L;

    private final Sessions sessions;
    private final NodeWatch nodes;
    private final LongSupplier nanoTime;

    /** @param nanoTime goes on while the process is paused */
    SessionClaims(Sessions sessions, NodeWatch nodes, LongSupplier nanoTime) {
        this.sessions = sessions;
        this.nodes = nodes;
        this.nanoTime = nanoTime;
    }

    private record Claim(Session wanted, boolean takeOver, long askedNs) {}

    /**
     * The session, which is the user's only one then. Fails with {@code ALREADY_ONLINE}, or with {@code UNAVAILABLE} where
     * this registry's lease, or the patience of whoever asks, does not last until it is written.
     *
     * @param takeOver whether it may end another one
     */
    Future<Claimed> claim(Contact contact, SessionId id, boolean takeOver) {
        Session wanted = new Session(contact, nodes.self(), id, 1);
        Claim claim = new Claim(wanted, takeOver, nanoTime.getAsLong());
        // Whoever resumes mostly has a session yet.
        Future<Claimed> made = takeOver ? takeFromHolder(claim, TRIES) : insert(claim, TRIES);
        return made.compose(claimed -> keepIfHeld(claimed, claim));
    }

    private boolean mayWrite(Claim claim) {
        return nodes.mayChange() && nanoTime.getAsLong() - claim.askedNs < PATIENCE_NS;
    }

    /** What was written may have taken longer than that; then nobody was promised anything. */
    private Future<Claimed> keepIfHeld(Claimed claimed, Claim claim) {
        Session session = claimed.session();
        return mayWrite(claim) && session.node().equals(nodes.self())
                ? Future.succeededFuture(claimed)
                : sessions.delete(session.user(), session.session()).transform(done -> unavailable());
    }

    private Future<Claimed> insert(Claim claim, int tries) {
        if (tries == 0 || !mayWrite(claim)) {
            return unavailable();
        }
        return sessions.insert(claim.wanted)
                .compose(fresh -> fresh ? claimed(claim.wanted, Optional.empty()) : takeFromHolder(claim, tries));
    }

    private Future<Claimed> takeFromHolder(Claim claim, int tries) {
        return sessions.find(claim.wanted.user()).compose(found -> {
            if (found.isEmpty()) {
                return insert(claim, tries - 1);
            }
            // A session of a registry that is gone is nobody's.
            Future<Boolean> may = claim.takeOver
                    ? Future.succeededFuture(true)
                    : nodes.isGone(found.get().node());
            return may.compose(free -> free
                    ? replace(found.get(), claim, tries)
                    : Future.failedFuture(new RefusalException(Reason.ALREADY_ONLINE)));
        });
    }

    private Future<Claimed> replace(Session holder, Claim claim, int tries) {
        if (!mayWrite(claim)) {
            return unavailable();
        }
        Session next =
                new Session(claim.wanted.contact(), claim.wanted.node(), claim.wanted.session(), holder.epoch() + 1);
        return sessions.replace(holder.session(), next)
                .compose(replaced -> replaced ? claimed(next, Optional.of(holder)) : insert(claim, tries - 1));
    }

    private static Future<Claimed> claimed(Session session, Optional<Session> replaced) {
        return Future.succeededFuture(new Claimed(session, replaced));
    }

    private static <T> Future<T> unavailable() {
        return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
    }
}
