package org.hobnob.registry.cluster;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.registry.rules.presence.NewsCount;
import org.hobnob.registry.rules.presence.NewsStamp;
import org.hobnob.registry.rules.presence.OwnLease;
import org.hobnob.registry.store.Node;
import org.hobnob.registry.store.Nodes;

/** This registry's document in the collection of nodes, and the lease that each beat renews. */
final class OwnDocument {
    /**
     * Shorter than the time after which the others take over. The second between allows for clocks that run at different
     * rates.
     */
    private static final long HOLD_NS = 4_000_000_000L;

    private final Nodes nodes;
    private final Supplier<String> ids;
    private final LongSupplier nanoTime;
    private final OwnLease lease = new OwnLease(HOLD_NS);
    private volatile String self;
    private NewsCount news = NewsCount.NONE;
    /** How many room news have been published under the present id; guarded by itself, together with the id. */
    private final AtomicLong roomNews = new AtomicLong();

    private List<HostPort> addresses = List.of();
    private boolean isLeaving;

    /**
     * @param nodes the collection of nodes
     * @param ids supplies an id that no registry has used before
     * @param nanoTime a monotonic clock in nanoseconds that also advances while the process is suspended
     */
    OwnDocument(Nodes nodes, Supplier<String> ids, LongSupplier nanoTime) {
        this.nodes = nodes;
        this.ids = ids;
        this.nanoTime = nanoTime;
        self = ids.get();
    }

    /** The registry's id. May be called on any thread. */
    String self() {
        return self;
    }

    /** Whether the lease is valid. May be called on any thread. */
    boolean mayChange() {
        return lease.holds(nanoTime.getAsLong());
    }

    Future<Void> enter() {
        long sentNs = nanoTime.getAsLong();
        return nodes.enter(self, addresses, isLeaving)
                .onSuccess(done -> lease.renewed(sentNs))
                .mapEmpty();
    }

    /**
     * Raises the beat, and renews the lease if the document still exists; completes with whether it does.
     *
     * @param bans the version of the bans that this registry goes by
     */
    Future<Boolean> beat(long bans) {
        long sentNs = nanoTime.getAsLong();
        return nodes.beat(self, news, lastRoomNews(), bans).onSuccess(known -> {
            if (known) {
                lease.renewed(sentNs);
            }
        });
    }

    /**
     * Takes a new id and gives up the lease.
     *
     * @return the former id
     */
    String rename() {
        lease.lost();
        String former = self;
        news = NewsCount.NONE;
        synchronized (roomNews) {
            self = ids.get();
            roomNews.set(0);
        }
        return former;
    }

    /** May be called on any thread. */
    NewsStamp nextRoomNews() {
        synchronized (roomNews) {
            return new NewsStamp(self, roomNews.incrementAndGet());
        }
    }

    private long lastRoomNews() {
        synchronized (roomNews) {
            return roomNews.get();
        }
    }

    NewsCount nextNews(boolean takes) {
        news = news.next(takes);
        return news;
    }

    Future<Void> open(List<HostPort> peersAddresses) {
        addresses = List.copyOf(peersAddresses);
        return describe();
    }

    Future<Void> leave() {
        isLeaving = true;
        return describe();
    }

    /** Whether somebody has asked this registry to leave since it last knew; it leaves from now on. */
    boolean isAskedToLeave(Node read) {
        boolean isAsked = read.isLeaving() && !isLeaving;
        isLeaving |= isAsked;
        return isAsked;
    }

    private Future<Void> describe() {
        return nodes.describe(self, addresses, isLeaving).mapEmpty();
    }

    Future<Void> remove() {
        lease.lost();
        return nodes.remove(self).mapEmpty();
    }
}
