package org.hobnob.peer.contact;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.hobnob.bus.BusFailures;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.UserName;

/**
 * Caches the contacts that the registry has sent. Saves requests, and serves while the registry is unreachable, so
 * that running chats can continue. Bounded: the least recently updated contacts are dropped. Not thread-safe.
 */
public final class ContactBook {
    private static final int CAPACITY = 2_048;
    private static final int MAX_SEARCHES = 256;
    private static final Set<Reason> REGISTRY_AWAY = Set.of(Reason.UNAVAILABLE, Reason.INTERNAL, Reason.SLOW_DOWN);

    private record Known(Contact contact, long toldMs) {}

    private final Function<UserName, Future<Contact>> search;
    private final LongSupplier nowMs;
    private final Map<UserName, Future<Contact>> searches = new HashMap<>();
    private final StrangerSearches strangers;
    private final Map<UserName, Known> known = new BoundedMap<>(CAPACITY);

    /** @param search asks the registry for a contact */
    public ContactBook(Function<UserName, Future<Contact>> search, LongSupplier nowMs) {
        this.search = search;
        this.nowMs = nowMs;
        strangers = new StrangerSearches(nowMs);
    }

    /** Stores a contact that the registry has sent. */
    public void note(Contact contact) {
        strangers.found(contact.user());
        known.remove(contact.user());
        known.put(contact.user(), new Known(contact, nowMs.getAsLong()));
    }

    /**
     * Returns a user's contact. Concurrent requests for the same user are answered in order.
     *
     * @param maxAgeMs how old a cached contact may be while the registry can be asked, in milliseconds
     * @param absentMs for how long a cached contact may still be used although the registry says that the user is
     *     offline, in milliseconds; after a restart of the registry, peers come back one by one
     * @param stranger the IP address of somebody who claims to be the user; such searches are bounded
     * @return the contact, of any age if the registry is unreachable; fails with the registry's refusal, or with
     *     {@code UNAVAILABLE} if the registry is unreachable and nothing is cached, or if too many requests are open,
     *     or if strangers have caused too many
     */
    public Future<Contact> find(UserName user, long maxAgeMs, long absentMs, Optional<String> stranger) {
        Optional<Known> last = Optional.ofNullable(known.get(user));
        if (stranger.isEmpty() || isFresh(last, maxAgeMs) || searches.containsKey(user)) {
            return latest(user, maxAgeMs)
                    .recover(cause -> standIn(Optional.ofNullable(known.get(user)), absentMs, cause));
        }
        if (strangers.isAbsent(user)) {
            return standIn(last, absentMs, new RefusalException(Reason.NOT_ONLINE));
        }
        // Without a stand-in: an old contact must not pass for the latest because others knock too often.
        return strangers.mayCause(stranger.get())
                ? find(user, maxAgeMs, absentMs, Optional.empty())
                : Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
    }

    private boolean isFresh(Optional<Known> last, long maxAgeMs) {
        return last.isPresent() && nowMs.getAsLong() - last.get().toldMs() < maxAgeMs;
    }

    private Future<Contact> latest(UserName user, long maxAgeMs) {
        Future<Contact> running = searches.get(user);
        if (running != null) {
            return running;
        }
        Optional<Known> last = Optional.ofNullable(known.get(user));
        if (isFresh(last, maxAgeMs)) {
            return Future.succeededFuture(last.get().contact());
        }
        if (searches.size() >= MAX_SEARCHES) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        Future<Contact> asked = search.apply(user)
                .onSuccess(this::note)
                .onFailure(cause -> notFound(user, cause))
                .onComplete(done -> searches.remove(user));
        if (!asked.isComplete()) {
            searches.put(user, asked);
        }
        return asked;
    }

    private void notFound(UserName user, Throwable cause) {
        if (!REGISTRY_AWAY.contains(BusFailures.asRefusal(cause).reason())) {
            strangers.absent(user);
        }
    }

    private Future<Contact> standIn(Optional<Known> last, long absentMs, Throwable cause) {
        Reason reason = BusFailures.asRefusal(cause).reason();
        boolean serves = last.isPresent()
                && (REGISTRY_AWAY.contains(reason)
                        || reason == Reason.NOT_ONLINE
                                && nowMs.getAsLong() - last.get().toldMs() < absentMs);
        return serves ? Future.succeededFuture(last.get().contact()) : Future.failedFuture(cause);
    }
}
