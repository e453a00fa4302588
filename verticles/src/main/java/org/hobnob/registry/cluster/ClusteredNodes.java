package org.hobnob.registry.cluster;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.presence.NewsCount;
import org.hobnob.registry.rules.presence.NewsStamp;
import org.hobnob.registry.rules.presence.NodeLeases;
import org.hobnob.registry.store.Node;
import org.hobnob.registry.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link NodeWatch} for several registries that share one store. Each registry raises a counter in its document (its
 * beat) once a second, which renews its lease, and watches the counters of the others. Before a registry takes over the
 * sessions of a silent one, it removes the silent registry's document, provided that the beat has not changed; a removed
 * registry cannot renew its lease.
 */
public final class ClusteredNodes implements NodeWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ClusteredNodes.class);
    private static final long BEAT_MS = 1_000;
    /** Together with two beats this is less than the time by which news may lag behind (SPEC 10). */
    private static final long LOOK_MS = 750;

    private static final long MUTE_MS = 250;
    private static final long LEASE_NS = 5_000_000_000L;
    private static final long MAX_GAP_NS = 2_500_000_000L;

    private final Store store;
    private final LongSupplier nanoTime;
    private final OwnDocument own;
    private final NodeLeases leases = new NodeLeases(LEASE_NS, MAX_GAP_NS);
    private final OthersSessions sessions;
    private final OthersRooms rooms;
    private Vertx vertx;
    private Context context;
    private Listener listener;
    private List<HostPort> told = List.of();
    private long beatTimer;
    private long lookTimer;
    private long muteTimer;
    private boolean isMute;
    private boolean stopped;

    /**
     * @param store the shared store
     * @param ids supplies an id that no registry has used before
     * @param nanoTime a monotonic clock in nanoseconds that also advances while the process is suspended
     */
    public ClusteredNodes(Store store, Supplier<String> ids, LongSupplier nanoTime) {
        this.store = store;
        this.nanoTime = nanoTime;
        own = new OwnDocument(store.nodes(), ids, nanoTime);
        sessions = new OthersSessions(store, own::self, nanoTime);
        rooms = new OthersRooms(nanoTime);
    }

    @Override
    public Future<Void> start(Vertx vertx, Listener listener) {
        this.vertx = vertx;
        context = vertx.getOrCreateContext();
        this.listener = listener;
        return own.enter()
                .compose(done -> observe())
                .compose(done -> sessions.readWhatIsDue(listener))
                .onSuccess(done -> {
                    beatLater();
                    lookLater();
                    muteTimer = vertx.setPeriodic(MUTE_MS, tick -> tellMute());
                });
    }

    private void beatLater() {
        if (!stopped) {
            beatTimer = vertx.setTimer(BEAT_MS, fired -> beat().onComplete(done -> beatLater()));
        }
    }

    private Future<Void> beat() {
        return own.beat(listener.bans())
                .compose(known -> known ? Future.<Void>succeededFuture() : enterAgain())
                .onFailure(cause -> LOG.warn("cannot renew this registry's lease in the store: {}", cause.toString()));
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

    /** Takes a new id, so that writes still in flight that end the sessions of the old id cannot end new ones. */
    private Future<Void> enterAgain() {
        if (stopped) {
            return Future.succeededFuture();
        }
        String former = own.rename();
        sessions.forget(former);
        rooms.forget(former);
        listener.givenUp(former);
        return store.sessions().deleteNode(former).compose(done -> own.enter());
    }

    private void lookLater() {
        if (!stopped) {
            lookTimer = vertx.setTimer(LOOK_MS, fired -> look().onComplete(done -> lookLater()));
        }
    }

    /** Does not wait for sessions to be read, because that may take longer than the interval between two looks. */
    private Future<Void> look() {
        return observe()
                .onSuccess(done -> sessions.readWhatIsDue(listener).onFailure(ClusteredNodes::cannotWatch))
                .onSuccess(done -> rooms.readWhatIsDue(listener).onFailure(ClusteredNodes::cannotWatch))
                .<Void>mapEmpty()
                .onFailure(ClusteredNodes::cannotWatch);
    }

    private static void cannotWatch(Throwable cause) {
        LOG.debug("cannot read the other registries from the store: {}", cause.toString());
    }

    private Future<Map<String, Node>> observe() {
        long askedNs = nanoTime.getAsLong();
        return store.nodes().all().compose(all -> {
            long nowNs = nanoTime.getAsLong();
            Map<String, Node> others = all.values().stream()
                    .filter(node -> !node.id().equals(self()))
                    .collect(Collectors.toMap(Node::id, node -> node));
            leases.observe(others.values().stream().collect(Collectors.toMap(Node::id, Node::beat)), nowNs);
            rooms.observe(others, askedNs);
            sessions.observe(others, askedNs).forEach(unknown -> listener.died(unknown, false));
            List<Future<Boolean>> burials = leases.newlyDead(nowNs).stream()
                    .map(dead -> buryOrNote(dead, all))
                    .toList();
            tellRegistries(all);
            Optional.ofNullable(all.get(self())).filter(own::isAskedToLeave).ifPresent(asked -> listener.drain());
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

    /**
     * Removes the dead node's document if its beat has not changed: the node must not renew its lease while others take
     * over its sessions.
     */
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
        return own.self();
    }

    @Override
    public boolean mayChange() {
        return own.mayChange();
    }

    @Override
    public boolean isFresh() {
        return sessions.isFresh();
    }

    @Override
    public NewsCount nextNews(boolean takes) {
        return own.nextNews(takes);
    }

    /** Consumes a number without publishing it: the other registries notice the gap and read the store. */
    @Override
    public void doubt() {
        own.nextNews(true);
        sessions.doubt();
    }

    @Override
    public boolean hear(String node, NewsCount count) {
        return !node.equals(self()) && sessions.hear(node, count);
    }

    @Override
    public NewsStamp nextRoomNews() {
        return own.nextRoomNews();
    }

    @Override
    public boolean hearRooms(NewsStamp stamp) {
        return !stamp.node().equals(self()) && rooms.hear(stamp);
    }

    @Override
    public boolean isSilent(String node) {
        return !node.equals(self()) && leases.silent(node, nanoTime.getAsLong());
    }

    @Override
    public Future<Boolean> lives(String node) {
        if (isSilent(node)) {
            return Future.succeededFuture(false);
        }
        return node.equals(self()) || sessions.knows(node)
                ? Future.succeededFuture(true)
                : store.nodes().find(node).map(Optional::isPresent);
    }

    @Override
    public Future<Boolean> isGone(String node) {
        if (node.equals(self())) {
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
    public Future<Void> open(List<HostPort> addresses) {
        return onContext(() -> own.open(addresses).compose(done -> observe()).mapEmpty());
    }

    @Override
    public Future<Void> leave() {
        return onContext(() -> own.leave().compose(done -> observe()).mapEmpty());
    }

    private Future<Void> onContext(Supplier<Future<Void>> work) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(now -> work.get().onComplete(done));
        return done.future();
    }

    @Override
    public Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(beatTimer);
        vertx.cancelTimer(lookTimer);
        vertx.cancelTimer(muteTimer);
        return own.remove();
    }
}
