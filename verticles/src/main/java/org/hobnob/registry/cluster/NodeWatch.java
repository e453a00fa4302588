package org.hobnob.registry.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Consumer;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.presence.NewsCount;
import org.hobnob.registry.rules.presence.NewsFollower;
import org.hobnob.registry.store.Session;

/** Which registries live, this one among them, as far as the store tells. */
public interface NodeWatch {
    /** Who hears what is found; on the context that started the watch. */
    interface Listener {
        /**
         * A registry died, and its sessions are over.
         *
         * @param byUs whether this one is to act on it; else another does
         */
        void died(String node, boolean byUs);

        /** The others took this registry for dead; it has another id now than the former one. */
        void givenUp(String former);

        /** It may not act for its users for now, as the store did not renew its lease. */
        void mute();

        /** The store is about to be read; what takes the sessions that it has. */
        Consumer<List<Session>> reading(NewsFollower.Reading what);

        /** Where peers find the registries that take them, whenever that changes. */
        void registries(List<HostPort> addresses);
    }

    /** Begins to watch. */
    Future<Void> start(Vertx vertx, Listener listener);

    /** What the store knows this registry by; another one after it was given up. */
    String self();

    /**
     * Whether this registry may change anything or say that it did. May be asked from any thread; before each write, and
     * before each acknowledgement.
     */
    boolean mayChange();

    /** Whether memory is at most some seconds behind the store. */
    boolean isFresh();

    /**
     * Numbers the next news of this registry, which is to be published at once.
     *
     * @param takes whether it may end a session of another registry
     */
    NewsCount nextNews(boolean takes);

    /** The store may have changed in a way that no news tells of. */
    void doubt();

    /** Whether the news of another registry is to be believed: it may be late, doubled, or of one that is gone. */
    boolean hear(String node, NewsCount count);

    /** Whether the registry is known to have shown no sign of life for a lease. */
    boolean isSilent(String node);

    /** Whether sessions of the registry count: it has a document and is not silent. */
    Future<Boolean> lives(String node);

    /** Makes sure: succeeds with true where the registry is gone from the store, so that its sessions may be taken. */
    Future<Boolean> isGone(String node);

    /** Whether the session is the user's present one, so that the user may act by it at this registry. */
    Future<Boolean> holds(UserName user, SessionId session);

    /** Peers find this registry at these addresses from now on. */
    Future<Void> open(List<HostPort> addresses);

    /** Peers are not to come here any more. */
    Future<Void> leave();

    /** Takes this registry out of the store, behind its sessions. */
    Future<Void> stop();
}
