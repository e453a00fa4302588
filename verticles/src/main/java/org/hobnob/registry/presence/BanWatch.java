package org.hobnob.registry.presence;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.registry.rules.credentials.Ban;
import org.hobnob.registry.rules.credentials.BanList;
import org.hobnob.registry.rules.presence.Directory;

/**
 * Keeps the bans of the store in memory (SPEC 10): asks twice a second for later ones, and then ends the sessions of this
 * registry whose users or addresses are banned. A store that is out of reach leaves the bans as they are.
 */
final class BanWatch {
    /** Half of the second within which a ban is in force. */
    static final long ASK_MS = 500;

    /** Runs something later. */
    @FunctionalInterface
    interface Later {
        void run(long delayMs, Runnable work);
    }

    private final Supplier<Future<BanList>> bans;
    private final Clock clock;
    private final Supplier<List<Directory.Entry>> sessions;
    private final BiConsumer<Directory.Entry, Ban> end;
    private BanList list = BanList.NONE;

    /**
     * @param bans asks the store for the bans that are in force
     * @param sessions supplies the sessions of this registry
     * @param end ends one of them. What it could not end it is asked for again
     */
    BanWatch(
            Supplier<Future<BanList>> bans,
            Clock clock,
            Supplier<List<Directory.Entry>> sessions,
            BiConsumer<Directory.Entry, Ban> end) {
        this.bans = bans;
        this.clock = clock;
        this.sessions = sessions;
        this.end = end;
    }

    /** Completes when the bans are known. */
    Future<Void> start(Later later) {
        return ask().onSuccess(done -> askLater(later));
    }

    private void askLater(Later later) {
        later.run(
                ASK_MS,
                () -> ask().onComplete(done -> {
                    endBanned();
                    askLater(later);
                }));
    }

    /** Asks for later bans now, and ends the sessions that they ban; completes when these are known. */
    Future<Void> askNow() {
        return ask().onSuccess(done -> endBanned());
    }

    private Future<Void> ask() {
        return bans.get().onSuccess(current -> list = current).mapEmpty();
    }

    /** Each time anew, because a login may have been under way when its user was banned. */
    private void endBanned() {
        if (list.isEmpty()) {
            return;
        }
        long nowMs = clock.millis();
        sessions.get()
                .forEach(entry ->
                        list.of(entry.user(), entry.contact().ip(), nowMs).ifPresent(ban -> end.accept(entry, ban)));
    }

    /** @throws RefusalException with {@link Reason#BANNED} if the user or the address is banned */
    void requireNotBanned(Contact contact) {
        list.requireNotBanned(contact.user(), contact.ip(), clock.millis());
    }

    /** The version of the bans in memory. */
    long version() {
        return list.version();
    }
}
