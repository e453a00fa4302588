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
import org.hobnob.registry.rules.presence.NewsStamp;
import org.hobnob.registry.store.Session;

/**
 * Knows which registries on the store are alive, including this one, judged from the store (SPEC 10). Unless noted
 * otherwise, call it on the context that started it. Futures fail with {@code UNAVAILABLE} where the store does.
 */
public interface NodeWatch {
    /** Receives what the watch finds, on the context that started the watch. */
    interface Listener {
        /**
         * A registry died, so its sessions have ended.
         *
         * @param node the id of the dead registry
         * @param byUs whether this registry must announce the end of those sessions; if false, another one does
         */
        void died(String node, boolean byUs);

        /**
         * The other registries declared this one dead; it now has a new id.
         *
         * @param former the id it had before
         */
        void givenUp(String former);

        /** This registry must not act for its users until further notice, because the store did not renew its lease. */
        void mute();

        /**
         * The store is about to be read.
         *
         * @param what which registries' sessions are read
         * @return takes the sessions that the store holds; not called if reading fails
         */
        Consumer<List<Session>> reading(NewsFollower.Reading what);

        /** News of rooms were lost, or another registry does not number them: all rooms are to be read from the store. */
        Future<Void> readRooms();

        /**
         * The set of registries that accept peers has changed.
         *
         * @param addresses where peers reach them, this registry included
         */
        void registries(List<HostPort> addresses);

        /** Somebody has asked this registry to send its peers to the others. */
        void drain();

        /** Which version of the bans this registry goes by. Its next beat tells the others. */
        long bans();
    }

    /** Starts watching. The future completes when this registry is known in the store. */
    Future<Void> start(Vertx vertx, Listener listener);

    /** The id by which the store knows this registry. It changes when the others declare this registry dead. */
    String self();

    /**
     * Whether this registry holds its lease, so that it may make and acknowledge changes. Check it before each write and
     * before each acknowledgement. May be called on any thread.
     */
    boolean mayChange();

    /** Whether what is known in memory lags at most a few seconds behind the store. */
    boolean isFresh();

    /**
     * Returns the number of this registry's next news, which the caller must publish at once.
     *
     * @param takes whether the news may end a session of another registry
     */
    NewsCount nextNews(boolean takes);

    /** Records that the store may have changed without any news of it, so that all registries read it again. */
    void doubt();

    /**
     * Returns whether to accept news of another registry. News that are late, duplicated, or from a registry that is gone
     * are not accepted.
     */
    boolean hear(String node, NewsCount count);

    /**
     * Returns the stamp of this registry's next room news, which the caller must publish at once, in the order of the calls.
     * To be called as well when the store may have changed without news of it: the other registries miss the number then,
     * and read the store. May be called on any thread.
     */
    NewsStamp nextRoomNews();

    /** Returns whether room news with this stamp are to be accepted; those of this registry are not. */
    boolean hearRooms(NewsStamp stamp);

    /** Whether the registry is known to have shown no sign of life for the length of a lease. */
    boolean isSilent(String node);

    /** Whether the sessions of the registry count: it has a document and is not silent. */
    Future<Boolean> lives(String node);

    /**
     * Checks the store, and completes with true if the registry is gone from it, so that its sessions may be taken over.
     * Removes the document of a registry whose lease has expired.
     */
    Future<Boolean> isGone(String node);

    /**
     * Whether the store holds this session as the user's current one, so that the user may act through it at this registry.
     */
    Future<Boolean> holds(UserName user, SessionId session);

    /** Announces the addresses at which peers can reach this registry from now on. */
    Future<Void> open(List<HostPort> addresses);

    /** Announces that this registry accepts no more peers. */
    Future<Void> leave();

    /** Stops watching and removes this registry from the store. Call it after its sessions have ended. */
    Future<Void> stop();
}
