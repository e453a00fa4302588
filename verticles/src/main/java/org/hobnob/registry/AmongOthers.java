package org.hobnob.registry;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hobnob.protocol.message.HostPort;
import org.hobnob.protocol.message.SessionId;
import org.hobnob.protocol.message.UserName;
import org.hobnob.registry.rules.presence.NodeLeases;
import org.hobnob.registry.rules.presence.OwnLease;
import org.hobnob.registry.store.Node;
import org.hobnob.registry.store.Session;
import org.hobnob.registry.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of several registries on one store. Each raises a counter there once a second, which renews its lease, and watches the
 * others' counters. Whoever would take a silent registry's sessions over first removes its document at the beat at which it
 * stood still: from then on that registry can renew nothing.
 */
final class AmongOthers implements NodeWatch {
    private static final Logger LOG = LoggerFactory.getLogger(AmongOthers.class);
    private static final long BEAT_MS = 1_000;
    private static final long MUTE_MS = 250;
    private static final long LEASE_NS = 5_000_000_000L;
    /** Before the others may act on its end; a second less covers clocks that run at different speeds. */
    private static final long HOLD_NS = 4_000_000_000L;

    private static final long FRESH_NS = 5_000_000_000L;
    private static final long MAX_GAP_NS = 2_500_000_000L;
    private static final int LOOKS_PER_RECONCILIATION = 3;

    private final Store store;
    private final Supplier<String> ids;
    private final LongSupplier nanoTime;
    private final NodeLeases leases = new NodeLeases(LEASE_NS, MAX_GAP_NS);
    private final OwnLease lease = new OwnLease(HOLD_NS);
    private volatile String self;
    private volatile long freshNs;
    private Vertx vertx;
    private Context context;
    private List<HostPort> addresses = List.of();
    private Listener listener;
    private List<HostPort> told = List.of();
    private long beatTimer;
    private long lookTimer;
    private long muteTimer;
    private long looks;
    private boolean isMute;
    private boolean isLeaving;
    private boolean stopped;

    /**
     * @param ids gives an id that no registry ever had
     * @param nanoTime goes on while the process is paused
     */
    AmongOthers(Store store, Supplier<String> ids, LongSupplier nanoTime) {
        this.store = store;
        this.ids = ids;
        this.nanoTime = nanoTime;
        self = ids.get();
    }

    @Override
    public Future<Void> start(Vertx vertx, Listener listener) {
        this.vertx = vertx;
        context = vertx.getOrCreateContext();
        this.listener = listener;
        return enter().compose(done -> reconcile()).onSuccess(done -> {
            beatLater();
            lookLater();
            muteTimer = vertx.setPeriodic(MUTE_MS, tick -> tellMute());
        });
    }

    private Future<Void> enter() {
        long sentNs = nanoTime.getAsLong();
        return store.nodes()
                .enter(self, addresses, isLeaving)
                .onSuccess(done -> lease.renewed(sentNs))
                .mapEmpty();
    }

    private void beatLater() {
        if (!stopped) {
            beatTimer = vertx.setTimer(BEAT_MS, fired -> beat().onComplete(done -> beatLater()));
        }
    }

    private Future<Void> beat() {
        long sentNs = nanoTime.getAsLong();
        return store.nodes()
                .beat(self)
                .compose(known -> {
                    if (known) {
                        lease.renewed(sentNs);
                        return Future.<Void>succeededFuture();
                    }
                    return enterAgain();
                })
                .onFailure(cause -> LOG.warn("cannot tell the store that this registry lives: {}", cause.toString()));
    }

    private void tellMute() {
        boolean mute = !mayChange();
        if (mute != isMute && !stopped) {
            isMute = mute;
            if (mute) {
                listener.mute();
            }
        }
    }

    /** Under another id: whatever is still on its way to end the former one's sessions must not meet new ones. */
    private Future<Void> enterAgain() {
        if (stopped) {
            return Future.succeededFuture();
        }
        lease.lost();
        String former = self;
        self = ids.get();
        listener.givenUp(former);
        return store.sessions().deleteNode(former).compose(done -> enter());
    }

    private void lookLater() {
        if (!stopped) {
            lookTimer = vertx.setTimer(BEAT_MS, fired -> look().onComplete(done -> lookLater()));
        }
    }

    private Future<Void> look() {
        looks++;
        Future<?> looked = looks % LOOKS_PER_RECONCILIATION == 0 ? reconcile() : observe();
        return looked.<Void>mapEmpty().onFailure(cause -> LOG.debug("cannot watch the others: {}", cause.toString()));
    }

    /**
     * Sessions are read before nodes, and a registry enters before it has sessions: a session of a registry that is not
     * there has none.
     */
    private Future<Void> reconcile() {
        long askedNs = nanoTime.getAsLong();
        return store.sessions()
                .all()
                .compose(sessions -> observe().compose(nodes -> endOrphans(sessions, nodes)))
                .onSuccess(sessions -> {
                    freshNs = askedNs;
                    listener.sessions(sessions);
                })
                .mapEmpty();
    }

    private Future<List<Session>> endOrphans(List<Session> sessions, Map<String, Node> nodes) {
        Map<Boolean, List<Session>> byHeld = sessions.stream()
                .collect(Collectors.partitioningBy(session ->
                        nodes.containsKey(session.node()) || session.node().equals(self)));
        List<Future<Boolean>> ends = byHeld.get(false).stream()
                .map(orphan -> store.sessions().delete(orphan.user(), orphan.session()))
                .toList();
        return Future.all(ends).map(byHeld.get(true));
    }

    private Future<Map<String, Node>> observe() {
        return store.nodes().all().compose(all -> {
            long nowNs = nanoTime.getAsLong();
            leases.observe(
                    all.values().stream()
                            .filter(node -> !node.id().equals(self))
                            .collect(Collectors.toMap(Node::id, Node::beat)),
                    nowNs);
            List<Future<Boolean>> burials = leases.newlyDead(nowNs).stream()
                    .map(dead -> buryOrNote(dead, all))
                    .toList();
            tellRegistries(all);
            return Future.all(burials).map(all);
        });
    }

    private Future<Boolean> buryOrNote(String dead, Map<String, Node> all) {
        if (!all.containsKey(dead)) {
            listener.died(dead, false);
            return Future.succeededFuture(true);
        }
        return bury(all.get(dead));
    }

    /** Only where it stands at the beat seen: it must not renew what others take over. */
    private Future<Boolean> bury(Node dead) {
        return store.nodes().remove(dead.id(), dead.beat()).compose(removed -> {
            if (!removed) {
                leases.undecided(dead.id());
                return Future.succeededFuture(false);
            }
            return store.sessions()
                    .deleteNode(dead.id())
                    .onComplete(done -> listener.died(dead.id(), true))
                    .map(true);
        });
    }

    private void tellRegistries(Map<String, Node> all) {
        List<HostPort> open = new ArrayList<>(new TreeSet<>(all.values().stream()
                .filter(node -> !node.isLeaving() && !isSilent(node.id()))
                .flatMap(node -> node.addresses().stream())
                .toList()));
        if (!open.equals(told)) {
            told = open;
            listener.registries(open);
        }
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public boolean mayChange() {
        return lease.holds(nanoTime.getAsLong());
    }

    @Override
    public boolean isFresh() {
        return nanoTime.getAsLong() - freshNs < FRESH_NS;
    }

    @Override
    public boolean isSilent(String node) {
        return !node.equals(self) && leases.silent(node, nanoTime.getAsLong());
    }

    @Override
    public Future<Boolean> isGone(String node) {
        if (node.equals(self)) {
            return Future.succeededFuture(false);
        }
        return store.nodes().find(node).compose(found -> {
            boolean silent =
                    found.isPresent() && leases.expired(node, found.get().beat(), nanoTime.getAsLong());
            return silent ? bury(found.get()) : Future.succeededFuture(found.isEmpty());
        });
    }

    @Override
    public Future<Boolean> holds(UserName user, SessionId session) {
        return store.sessions()
                .find(user)
                .map(found -> found.filter(present -> present.session().equals(session))
                        .isPresent());
    }

    @Override
    public Future<Void> open(List<HostPort> peersAddresses) {
        return onContext(() -> {
            addresses = List.copyOf(peersAddresses);
            return describe();
        });
    }

    @Override
    public Future<Void> leave() {
        return onContext(() -> {
            isLeaving = true;
            return describe();
        });
    }

    private Future<Void> describe() {
        return store.nodes()
                .describe(self, addresses, isLeaving)
                .compose(done -> observe())
                .mapEmpty();
    }

    private Future<Void> onContext(Supplier<Future<Void>> work) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(now -> work.get().onComplete(done));
        return done.future();
    }

    @Override
    public Future<Void> stop() {
        stopped = true;
        lease.lost();
        vertx.cancelTimer(beatTimer);
        vertx.cancelTimer(lookTimer);
        vertx.cancelTimer(muteTimer);
        return store.nodes().remove(self).mapEmpty();
    }
}
