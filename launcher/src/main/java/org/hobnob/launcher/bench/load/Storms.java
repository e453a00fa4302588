package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.protocol.message.value.DialectName;

/** What happens when everybody comes at once. Each peer's time counts from the beginning of the storm. */
final class Storms {
    /** More of them at once would measure the generator's event loop. */
    static final int MOST = 500;

    private static final long RETRY_MS = 100;
    private static final long PATIENCE_NS = 60_000_000_000L;

    private final Vertx vertx;
    private final Sheet sheet;
    private final Stage stage;
    private final Door door;
    private final LongSupplier nanoTime;

    Storms(Vertx vertx, Sheet sheet, Stage stage, Door door, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.sheet = sheet;
        this.stage = stage;
        this.door = door;
        this.nanoTime = nanoTime;
    }

    Future<Void> connect(int peers) {
        List<Integer> all = IntStream.range(0, Math.min(peers, MOST)).boxed().toList();
        Latencies measured = sheet.begin("storm: all connect at once", all.size(), Floors.CONNECT);
        return stage.allAtOnce(all, one -> door.open(DialectName.NATIVE).onSuccess(ClientConnection::close), measured);
    }

    Future<Void> resume(List<SimulatedPeer> known) {
        List<SimulatedPeer> all = known.stream().limit(MOST).toList();
        Latencies measured = sheet.begin("storm: all resume at once", all.size(), Floors.CONNECT);
        return stage.allAtOnce(all, SimulatedPeer::resume, measured)
                .compose(done -> stage.forEach(all, SimulatedPeer::goAway, new Latencies()));
    }

    /**
     * Kills the registry and starts it again; its peers try to come back all the time.
     *
     * @param known native peers that are online
     * @param killAndStart blocks until the registry is there again
     */
    Future<Void> killed(List<SimulatedPeer> known, Supplier<ProcessHandle> killAndStart) {
        List<SimulatedPeer> all = known.stream().limit(MOST).toList();
        Latencies measured = sheet.begin("storm: back after kill -9 and a new start", all.size());
        long startNs = nanoTime.getAsLong();
        Future<ProcessHandle> started = vertx.executeBlocking(killAndStart::get, false);
        Future<Void> back = ClosedLoop.all(all, peer -> back(peer, startNs), measured, nanoTime);
        return Future.join(started, back).<Void>mapEmpty().eventually(() -> {
            measured.ran(nanoTime.getAsLong() - startNs, 0, 0);
            return Future.succeededFuture();
        });
    }

    private Future<Void> back(SimulatedPeer peer, long startNs) {
        return gone(peer).compose(gone -> peer.resume()).recover(cause -> {
            if (nanoTime.getAsLong() - startNs > PATIENCE_NS) {
                return Future.failedFuture(cause);
            }
            return stage.pause(RETRY_MS).compose(again -> back(peer, startNs));
        });
    }

    /** A peer tries again when it sees that its connection is gone. */
    private Future<Void> gone(SimulatedPeer peer) {
        if (!peer.isOnline()) {
            return Future.succeededFuture();
        }
        Promise<Void> later = Promise.promise();
        vertx.setTimer(10, tick -> gone(peer).onComplete(later));
        return later.future();
    }
}
