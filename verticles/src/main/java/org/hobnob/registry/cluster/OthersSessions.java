package org.hobnob.registry.cluster;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hobnob.registry.rules.presence.NewsCount;
import org.hobnob.registry.rules.presence.NewsFollower;
import org.hobnob.registry.store.Node;
import org.hobnob.registry.store.Session;
import org.hobnob.registry.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads sessions from the store when the news of the other registries are not enough to know them. */
final class OthersSessions {
    private static final Logger LOG = LoggerFactory.getLogger(OthersSessions.class);
    private static final long FRESH_NS = 5_000_000_000L;
    private static final long READ_AFTER_NS = 3_000_000_000L;
    private static final long READ_ALL_AFTER_NS = 60_000_000_000L;
    private static final long SETTLE_NS = 2_500_000_000L;

    private final Store store;
    private final Supplier<String> self;
    private final LongSupplier nanoTime;
    private final NewsFollower news = new NewsFollower(READ_AFTER_NS, READ_ALL_AFTER_NS, SETTLE_NS);
    private boolean isReading;

    OthersSessions(Store store, Supplier<String> self, LongSupplier nanoTime) {
        this.store = store;
        this.self = self;
        this.nanoTime = nanoTime;
    }

    /**
     * Records the documents of the other registries.
     *
     * @param others the documents by node id
     * @param askedNs when the store was asked for them
     * @return nodes that sent news but whose document was never seen; no other registry announces their end
     */
    Set<String> observe(Map<String, Node> others, long askedNs) {
        Map<String, NewsFollower.Told> told = others.values().stream()
                .collect(Collectors.toMap(Node::id, node -> new NewsFollower.Told(node.beat(), node.news())));
        return news.observe(told, askedNs);
    }

    /**
     * Reads the sessions that are due to be read, unless a read is in progress. The listener is told before the read and
     * receives what was found.
     */
    Future<Void> readWhatIsDue(NodeWatch.Listener listener) {
        Optional<NewsFollower.Reading> due = isReading ? Optional.empty() : news.due(nanoTime.getAsLong());
        return due.map(reading -> read(reading, listener)).orElseGet(Future::succeededFuture);
    }

    private Future<Void> read(NewsFollower.Reading reading, NodeWatch.Listener listener) {
        isReading = true;
        long askedNs = nanoTime.getAsLong();
        LOG.debug("reading the sessions of {}", reading.isOfAll() ? "all registries" : reading.nodes());
        Consumer<List<Session>> taker = listener.reading(reading);
        return (reading.isOfAll() ? all() : store.sessions().ofNodes(reading.nodes()))
                .onSuccess(sessions -> {
                    news.read(reading, askedNs);
                    taker.accept(sessions);
                })
                .onComplete(done -> isReading = false)
                .mapEmpty();
    }

    /**
     * Reads sessions before nodes. A registry enters the store before it has sessions, so a session whose registry is
     * missing is an orphan.
     */
    private Future<List<Session>> all() {
        return store.sessions()
                .all()
                .compose(sessions -> store.nodes().all().compose(nodes -> endOrphans(sessions, nodes)));
    }

    private Future<List<Session>> endOrphans(List<Session> sessions, Map<String, Node> nodes) {
        Map<Boolean, List<Session>> byHeld = sessions.stream()
                .collect(Collectors.partitioningBy(session ->
                        nodes.containsKey(session.node()) || session.node().equals(self.get())));
        List<Future<Boolean>> ends = byHeld.get(false).stream()
                .map(orphan -> store.sessions().delete(orphan.user(), orphan.session()))
                .toList();
        return Future.all(ends).map(byHeld.get(true));
    }

    boolean hear(String node, NewsCount count) {
        return news.hear(node, count, nanoTime.getAsLong());
    }

    /** Ignores all further news of the node. */
    void forget(String node) {
        news.forget(node);
    }

    /** Records that the store may have changed without any news of it. */
    void doubt() {
        news.mustReadAll(nanoTime.getAsLong());
    }

    /** Whether the store held the node's document when it was last read. */
    boolean knows(String node) {
        return news.knows(node);
    }

    boolean isFresh() {
        return news.isFresh(FRESH_NS, nanoTime.getAsLong());
    }
}
