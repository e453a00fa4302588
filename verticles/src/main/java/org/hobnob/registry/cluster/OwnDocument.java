package org.hobnob.registry.cluster;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.registry.rules.presence.NewsCount;
import org.hobnob.registry.rules.presence.OwnLease;
import org.hobnob.registry.store.Nodes;

/** This registry's own document among the nodes, and the lease that it renews with each beat. */
final class OwnDocument {
    /** Before the others may act on its end; a second less covers clocks that run at different speeds. */
    private static final long HOLD_NS = 4_000_000_000L;

    private final Nodes nodes;
    private final Supplier<String> ids;
    private final LongSupplier nanoTime;
    private final OwnLease lease = new OwnLease(HOLD_NS);
    private volatile String self;
    private NewsCount news = NewsCount.NONE;
    private List<HostPort> addresses = List.of();
    private boolean isLeaving;

    /**
     * @param ids gives an id that no registry ever had
     * @param nanoTime goes on while the process is paused
     */
    OwnDocument(Nodes nodes, Supplier<String> ids, LongSupplier nanoTime) {
        this.nodes = nodes;
        this.ids = ids;
        this.nanoTime = nanoTime;
        self = ids.get();
    }

    /** The registry's id; may be asked from any thread. */
    String self() {
        return self;
    }

    /** Whether the lease runs; may be asked from any thread. */
    boolean mayChange() {
        return lease.holds(nanoTime.getAsLong());
    }

    Future<Void> enter() {
        long sentNs = nanoTime.getAsLong();
        return nodes.enter(self, addresses, isLeaving)
                .onSuccess(done -> lease.renewed(sentNs))
                .mapEmpty();
    }

    /** Whether the document was still there; where it was, the lease is renewed. */
    Future<Boolean> beat() {
        long sentNs = nanoTime.getAsLong();
        return nodes.beat(self, news).onSuccess(known -> {
            if (known) {
                lease.renewed(sentNs);
            }
        });
    }

    /** Takes another id, under which nothing has happened yet; the former one. */
    String rename() {
        lease.lost();
        String former = self;
        self = ids.get();
        news = NewsCount.NONE;
        return former;
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

    private Future<Void> describe() {
        return nodes.describe(self, addresses, isLeaving).mapEmpty();
    }

    Future<Void> remove() {
        lease.lost();
        return nodes.remove(self).mapEmpty();
    }
}
