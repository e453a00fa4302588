package org.hobnob.registry.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.presence.NewsCount;
import org.hobnob.registry.rules.presence.NewsStamp;
import org.hobnob.registry.store.Store;

/**
 * A {@link NodeWatch} for a registry that has the store to itself: anything the store says about other registries is out of
 * date.
 */
public final class SingleNode implements NodeWatch {
    private final Store store;
    private final String self;
    private NewsCount news = NewsCount.NONE;
    private final AtomicLong roomNews = new AtomicLong();

    public SingleNode(Store store, String self) {
        this.store = store;
        this.self = self;
    }

    @Override
    public Future<Void> start(Vertx vertx, Listener listener) {
        return store.sessions().deleteAll().mapEmpty();
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public boolean mayChange() {
        return true;
    }

    @Override
    public boolean isFresh() {
        return true;
    }

    @Override
    public NewsCount nextNews(boolean takes) {
        news = news.next(takes);
        return news;
    }

    @Override
    public void doubt() {
        // No other registry keeps sessions in memory.
    }

    @Override
    public boolean hear(String node, NewsCount count) {
        return !node.equals(self);
    }

    @Override
    public NewsStamp nextRoomNews() {
        return new NewsStamp(self, roomNews.incrementAndGet());
    }

    @Override
    public boolean hearRooms(NewsStamp stamp) {
        return !stamp.node().equals(self);
    }

    @Override
    public boolean isSilent(String node) {
        return !node.equals(self);
    }

    @Override
    public Future<Boolean> lives(String node) {
        return Future.succeededFuture(node.equals(self));
    }

    @Override
    public Future<Boolean> isGone(String node) {
        return Future.succeededFuture(!node.equals(self));
    }

    @Override
    public Future<Boolean> holds(UserName user, SessionId session) {
        return Future.succeededFuture(true);
    }

    @Override
    public Future<Void> open(List<HostPort> addresses) {
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> leave() {
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> stop() {
        return Future.succeededFuture();
    }
}
