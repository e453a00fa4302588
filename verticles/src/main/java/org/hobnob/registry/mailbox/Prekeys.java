package org.hobnob.registry.mailbox;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.hobnob.bus.InOrder;
import org.hobnob.limits.RateLimit;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.box.PrekeyShelf;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.store.Mailboxes;

/** The prekeys of all users: each one-time prekey is given once (SPEC 14.1). Not thread-safe. */
final class Prekeys {
    private static final int TRIES = 20;
    /** How many one-time prekeys of one user an asker may use up at once, and how long until one more. */
    private static final int PAIR_BURST = 16;

    private static final long PAIR_REFILL_NS = 60_000_000_000L;
    private static final int PAIRS = 16_384;

    private final Mailboxes store;
    private final MailboxVerticle.Times times;
    private final InOrder<UserName> turns = new InOrder<>();
    private final RateLimit<String> pairs = new RateLimit<>(PAIR_BURST, PAIR_REFILL_NS, PAIRS);

    Prekeys(Mailboxes store, MailboxVerticle.Times times) {
        this.store = store;
        this.times = times;
    }

    /** Adds prekeys that the key signed; succeeds with the number of one-time prekeys. */
    Future<Integer> put(UserName user, PublicKey key, List<Prekey> prekeys) {
        return turns.run(user, () -> put(user, key, prekeys, TRIES));
    }

    private Future<Integer> put(UserName user, PublicKey key, List<Prekey> prekeys, int tries) {
        return store.prekeys(user).compose(found -> {
            PrekeyShelf next =
                    found.orElseGet(() -> PrekeyShelf.empty(user, key)).with(prekeys, key, times.nowMs());
            return write(next, tries)
                    .compose(done ->
                            done ? Future.succeededFuture(next.oneTime().size()) : put(user, key, prekeys, tries - 1));
        });
    }

    private Future<Boolean> write(PrekeyShelf next, int tries) {
        if (tries == 0) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        times.requireLease();
        return store.write(next);
    }

    /**
     * Takes a prekey of the user. Who has used up many of the user's one-time prekeys gets the weekly one.
     *
     * @return the shelf that it was on, and what was taken
     */
    Future<PrekeyShelf.Taken> take(UserName asker, UserName user) {
        return turns.run(user, () -> take(asker, user, TRIES));
    }

    private Future<PrekeyShelf.Taken> take(UserName asker, UserName user, int tries) {
        String pair = asker.folded() + " " + user.folded();
        boolean mayTakeOneTime = pairs.untilToken(pair, times.nanoTime()) == 0;
        return store.prekeys(user).compose(found -> {
            Optional<PrekeyShelf.Taken> taken = found.flatMap(shelf -> shelf.take(mayTakeOneTime, times.nowMs()));
            if (taken.isEmpty()) {
                return Future.failedFuture(new RefusalException(Reason.NO_PREKEY));
            }
            if (taken.get().left().equals(found.get())) {
                return Future.succeededFuture(taken.get());
            }
            return write(taken.get().left(), tries).compose(done -> {
                if (!done) {
                    return take(asker, user, tries - 1);
                }
                pairs.take(pair, times.nanoTime());
                return Future.succeededFuture(taken.get());
            });
        });
    }
}
