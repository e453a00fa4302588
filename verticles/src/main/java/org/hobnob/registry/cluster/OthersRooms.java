package org.hobnob.registry.cluster;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.hobnob.registry.rules.presence.NewsCount;
import org.hobnob.registry.rules.presence.NewsFollower;
import org.hobnob.registry.rules.presence.NewsStamp;
import org.hobnob.registry.store.Node;

/** Has the rooms read from the store when the news of the other registries are not enough to know them. */
final class OthersRooms {
    /** A registry of before does not number its news: while there is one, all rooms are read this often, as it does. */
    private static final long READ_AFTER_NS = 10_000_000_000L;
    /** Rooms are read page by page in any case, which this read does not replace. */
    private static final long READ_ALL_AFTER_NS = 3_600_000_000_000L;

    private final LongSupplier nanoTime;
    private final NewsFollower news = new NewsFollower(READ_AFTER_NS, READ_ALL_AFTER_NS, READ_AFTER_NS);
    private boolean isReading;

    /** @param nanoTime a monotonic clock in nanoseconds that also advances while the process is suspended */
    OthersRooms(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Records the documents of the other registries by node id; {@code askedNs} is when the store was asked. */
    void observe(Map<String, Node> others, long askedNs) {
        news.observe(
                others.values().stream()
                        .collect(Collectors.toMap(
                                Node::id,
                                node -> new NewsFollower.Told(
                                        node.beat(), node.roomNews().map(OthersRooms::count)))),
                askedNs);
    }

    /** Whether the news are new; see {@link NewsFollower#hear}. */
    boolean hear(NewsStamp stamp) {
        return news.hear(stamp.node(), count(stamp.number()), nanoTime.getAsLong());
    }

    private static NewsCount count(long number) {
        return new NewsCount(number, 0);
    }

    /** Ignores all further news of the node. */
    void forget(String node) {
        news.forget(node);
    }

    /** Has the rooms read if that is due, unless a read is in progress. */
    Future<Void> readWhatIsDue(NodeWatch.Listener listener) {
        Optional<NewsFollower.Reading> due = isReading ? Optional.empty() : news.due(nanoTime.getAsLong());
        if (due.isEmpty()) {
            return Future.succeededFuture();
        }
        isReading = true;
        long askedNs = nanoTime.getAsLong();
        return listener.readRooms()
                .onSuccess(done -> news.read(due.get(), askedNs))
                .onComplete(done -> isReading = false);
    }
}
