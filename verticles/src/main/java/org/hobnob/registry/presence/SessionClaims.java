package org.hobnob.registry.presence;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserStatus;
import org.hobnob.registry.cluster.NodeWatch;
import org.hobnob.registry.store.Session;
import org.hobnob.registry.store.Sessions;

/**
 * Claims sessions in the store by compare-and-set, so that a user has at most one session however many registries are asked
 * at the same time. A claim makes no session after its caller has stopped waiting: the user may by then have a session at
 * another registry, which must not be taken over.
 */
final class SessionClaims {
    /**
     * A session that was claimed.
     *
     * @param replaced the session that it replaced; empty if the user had none
     */
    record Claimed(Session session, Optional<Session> replaced) {
        /** Whether others must look up the user's address again: the user was offline, or had another contact. */
        boolean isReturn() {
            return replaced.filter(before ->
                            before.contact().withStatus(UserStatus.HERE).equals(session.contact()))
                    .isEmpty();
        }
    }

    private static final int TRIES = 5;
    /** Shorter than the timeout of callers on the bus, so that the answer reaches them in time. */
    private static final long PATIENCE_NS = 2_500_000_000L;

    private final Sessions sessions;
    private final NodeWatch nodes;
    private final Predicate<Session> isKnown;
    private final Consumer<Session> ifDoubtful;
    private final LongSupplier nanoTime;
    private final Set<SessionId> underWay = new HashSet<>();

    /**
     * @param isKnown whether a session of this registry has been announced and has not ended
     * @param ifDoubtful takes a session of which it is unknown whether the store has it, or will
     * @param nanoTime a monotonic clock in nanoseconds that also advances while the process is suspended
     */
    SessionClaims(
            Sessions sessions,
            NodeWatch nodes,
            Predicate<Session> isKnown,
            Consumer<Session> ifDoubtful,
            LongSupplier nanoTime) {
        this.sessions = sessions;
        this.nodes = nodes;
        this.isKnown = isKnown;
        this.ifDoubtful = ifDoubtful;
        this.nanoTime = nanoTime;
    }

    private record Claim(Session wanted, boolean takeOver, long askedNs) {}

    /**
     * Makes this the user's only session. Fails with {@code ALREADY_ONLINE} if the user has another session that may not be
     * taken over, and with {@code UNAVAILABLE} if this registry's lease or the caller's timeout runs out before the session
     * is written.
     *
     * @param takeOver whether an existing session of the user may be ended
     */
    Future<Claimed> claim(Contact contact, SessionId id, boolean takeOver) {
        Session wanted = new Session(contact, nodes.self(), id, 1);
        Claim claim = new Claim(wanted, takeOver, nanoTime.getAsLong());
        // A user who resumes usually still has a session.
        underWay.add(id);
        Future<Claimed> made = takeOver ? takeFromHolder(claim, TRIES) : insert(claim, TRIES);
        return made.compose(claimed -> keepIfHeld(claimed, claim)).onComplete(done -> underWay.remove(id));
    }

    private boolean mayWrite(Claim claim) {
        return nodes.mayChange() && nanoTime.getAsLong() - claim.askedNs < PATIENCE_NS;
    }

    /**
     * The write may have outlasted the lease or the caller's timeout. Nobody has been promised the session then, so it is
     * deleted.
     */
    private Future<Claimed> keepIfHeld(Claimed claimed, Claim claim) {
        Session session = claimed.session();
        return mayWrite(claim) && session.node().equals(nodes.self())
                ? Future.succeededFuture(claimed)
                : sessions.delete(session.user(), session.session())
                        .onFailure(cause -> ifDoubtful.accept(session))
                        .transform(done -> unavailable());
    }

    private Future<Claimed> insert(Claim claim, int tries) {
        if (tries == 0 || !mayWrite(claim)) {
            return unavailable();
        }
        return sessions.insert(claim.wanted)
                .onFailure(cause -> ifDoubtful.accept(claim.wanted))
                .compose(fresh -> fresh ? claimed(claim.wanted, Optional.empty()) : takeFromHolder(claim, tries));
    }

    private Future<Claimed> takeFromHolder(Claim claim, int tries) {
        return sessions.find(claim.wanted.user()).compose(found -> {
            if (found.isEmpty()) {
                return insert(claim, tries - 1);
            }
            // A session of a registry that is gone may be replaced.
            Future<Boolean> may = claim.takeOver || isLeftOver(found.get())
                    ? Future.succeededFuture(true)
                    : nodes.isGone(found.get().node());
            return may.compose(free -> free
                    ? replace(found.get(), claim, tries)
                    : Future.failedFuture(new RefusalException(Reason.ALREADY_ONLINE)));
        });
    }

    /** Whether a write that came late left the session behind: it is of this registry, which knows nothing of it. */
    private boolean isLeftOver(Session session) {
        return session.node().equals(nodes.self()) && !underWay.contains(session.session()) && !isKnown.test(session);
    }

    private Future<Claimed> replace(Session holder, Claim claim, int tries) {
        if (!mayWrite(claim)) {
            return unavailable();
        }
        Session next =
                new Session(claim.wanted.contact(), claim.wanted.node(), claim.wanted.session(), holder.epoch() + 1);
        return sessions.replace(holder.session(), next)
                .onFailure(cause -> ifDoubtful.accept(next))
                .compose(replaced -> replaced ? claimed(next, Optional.of(holder)) : insert(claim, tries - 1));
    }

    private static Future<Claimed> claimed(Session session, Optional<Session> replaced) {
        return Future.succeededFuture(new Claimed(session, replaced));
    }

    private static <T> Future<T> unavailable() {
        return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
    }
}
