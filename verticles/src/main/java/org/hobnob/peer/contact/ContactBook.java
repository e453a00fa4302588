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
 * Whereabouts as the registry last told them. They spare questions, and stand in while the registry is out of reach, so
 * that running chats go on. Remembers a bounded number, the latest told. Not thread-safe.
 */
public final class ContactBook {
    private static final int CAPACITY = 2_048;
    private static final int MAX_SEARCHES = 256;
    private static final Set<Reason> REGISTRY_AWAY = Set.of(Reason.UNAVAILABLE, Reason.INTERNAL, Reason.SLOW_DOWN);

    private record Known(Contact contact, long toldMs) {}

    private final Function<UserName, Future<Contact>> search;
    private final LongSupplier nowMs;
    private final Map<UserName, Future<Contact>> searches = new HashMap<>();
    private final Map<UserName, Known> known = new BoundedMap<>(CAPACITY);

    /** @param search asks the registry */
    public ContactBook(Function<UserName, Future<Contact>> search, LongSupplier nowMs) {
        this.search = search;
        this.nowMs = nowMs;
    }

    /** Takes note of what the registry told. */
    public void note(Contact contact) {
        known.remove(contact.user());
        known.put(contact.user(), new Known(contact, nowMs.getAsLong()));
    }

    /**
     * Where the user is. Those who ask about one user at a time get their answers in the order in which they asked.
     *
     * @param maxAgeMs how old the knowledge may be while the registry can be asked, in milliseconds
     * @param absentMs for how long the last that was known serves where the registry does not see the user, in
     *     milliseconds: after a restart of the registry peers come back one by one
     * @return the contact, of any age where the registry is away; fails with the registry's refusal, and with {@code
     *     UNAVAILABLE} where it is away and nothing is known, or too many questions are open
     */
    public Future<Contact> find(UserName user, long maxAgeMs, long absentMs) {
        return latest(user, maxAgeMs).recover(cause -> standIn(Optional.ofNullable(known.get(user)), absentMs, cause));
    }

    private Future<Contact> latest(UserName user, long maxAgeMs) {
        Future<Contact> running = searches.get(user);
        if (running != null) {
            return running;
        }
        Optional<Known> last = Optional.ofNullable(known.get(user));
        boolean fresh = last.isPresent() && nowMs.getAsLong() - last.get().toldMs() < maxAgeMs;
        if (fresh) {
            return Future.succeededFuture(last.get().contact());
        }
        if (searches.size() >= MAX_SEARCHES) {
            return Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
        }
        Future<Contact> asked = search.apply(user).onSuccess(this::note).onComplete(done -> searches.remove(user));
        if (!asked.isComplete()) {
            searches.put(user, asked);
        }
        return asked;
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
