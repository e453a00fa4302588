package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.protocol.message.value.DialectName;

/** Measures the cost of peers that only send keep-alives, and leaves them online. */
final class IdlePeers {
    /** Time for work left over from earlier workloads, such as compilation, which must not be measured. */
    private static final long LONGEST_SETTLING_MS = 1_000;
    /** An answer that has not arrived by then counts as lost. */
    private static final long ANSWER_MS = 1_000;

    private final Stage stage;
    private final Crowd crowd;
    private final KeepAlives keepAlives;

    /** @param crowd nobody of it may be online */
    IdlePeers(Stage stage, Crowd crowd, KeepAlives keepAlives) {
        this.stage = stage;
        this.crowd = crowd;
        this.keepAlives = keepAlives;
    }

    Future<IdleResult> measure(long durationMs, Latencies into) {
        Latencies alone = new Latencies();
        long lostBefore = keepAlives.lostPeers();
        long settlingMs = Math.min(durationMs, LONGEST_SETTLING_MS);
        return stage.pause(settlingMs)
                .compose(settled -> stage.idle(durationMs, alone))
                .compose(done -> {
                    OptionalLong residentAloneBytes = stage.residentBytes();
                    return crowd.enter(new Latencies())
                            .compose(entered -> stage.pause(settlingMs))
                            .compose(settled -> watch(durationMs, into))
                            .map(window -> result(window, alone, residentAloneBytes, into))
                            .onSuccess(result -> tellErrors(result, lostBefore, into));
                });
    }

    private Future<KeepAliveWindow> watch(long durationMs, Latencies into) {
        KeepAliveWindow window = keepAlives.openWindow(into);
        return stage.idle(durationMs, into).compose(done -> {
            window.close(stage.nowNs());
            return stage.pause(ANSWER_MS).map(window);
        });
    }

    private IdleResult result(
            KeepAliveWindow window, Latencies alone, OptionalLong residentAloneBytes, Latencies into) {
        List<SimulatedPeer> online = crowd.online();
        int natives = (int) online.stream()
                .filter(peer -> peer.dialect() == DialectName.NATIVE)
                .count();
        return new IdleResult(
                natives,
                online.size() - natives,
                window.askedNative(),
                window.unanswered(),
                window.sentOriginal(),
                keepAlives.lostPeers(),
                cores(into),
                cores(alone),
                stage.residentBytes(),
                residentAloneBytes);
    }

    private void tellErrors(IdleResult result, long lostBefore, Latencies into) {
        long lostHere = result.falseTimeouts() - lostBefore;
        into.errors("keep-alive unanswered", result.unanswered());
        into.errors("false timeout", result.falseTimeouts());
        into.errors("could not come online", crowd.registeredCount() - result.peers() - lostHere);
    }

    private OptionalDouble cores(Latencies measured) {
        return stage.knowsRegistryProcess() ? OptionalDouble.of(measured.registryCores()) : OptionalDouble.empty();
    }
}
