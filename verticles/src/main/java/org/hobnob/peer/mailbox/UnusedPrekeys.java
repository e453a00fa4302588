package org.hobnob.peer.mailbox;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.hobnob.bus.BusFailures;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply.PrekeyTaken;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/**
 * Takes others' prekeys at the registry, and keeps one of each user that was taken and not sealed to: the registry forgets a
 * one-time prekey that it gives, so each that is thrown away costs its owner one. Not thread-safe.
 */
final class UnusedPrekeys {
    static final int MOST = 256;

    private final Function<UserName, Future<PrekeyTaken>> registry;
    private final BiPredicate<UserName, PrekeyTaken> good;

    private final Map<UserName, PrekeyTaken> unused = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UserName, PrekeyTaken> eldest) {
            return size() > MOST;
        }
    };

    /**
     * @param registry takes a prekey of a user
     * @param good whether the prekey is the user's and can be sealed to now
     */
    UnusedPrekeys(Function<UserName, Future<PrekeyTaken>> registry, BiPredicate<UserName, PrekeyTaken> good) {
        this.registry = registry;
        this.good = good;
    }

    /** Forgets all: others may have new identity keys since. */
    void clear() {
        unused.clear();
    }

    /** Returns the identity key that the registry knows of the user; the same again until its prekey is used. */
    Future<PublicKey> key(UserName user) {
        return take(user).map(taken -> {
            unused.put(user, taken);
            return taken.key();
        });
    }

    /**
     * Uses a prekey of the user.
     *
     * @param letter puts a letter that is sealed to it; where the mailbox is full, the prekey is kept for the next try
     */
    <T> Future<T> use(UserName user, Function<PrekeyTaken, Future<T>> letter) {
        return take(user)
                .compose(taken -> letter.apply(taken).onFailure(cause -> {
                    if (BusFailures.asRefusal(cause).reason() == Reason.MAILBOX_FULL) {
                        unused.put(user, taken);
                    }
                }));
    }

    private Future<PrekeyTaken> take(UserName user) {
        return Optional.ofNullable(unused.remove(user))
                .filter(taken -> good.test(user, taken))
                .map(Future::succeededFuture)
                .orElseGet(() -> registry.apply(user));
    }
}
