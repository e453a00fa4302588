package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.UserName;

/** Peers that register, come and go together; half of them native, half original. */
final class Crowd {
    private final Stage stage;
    private final Door door;
    private final List<SimulatedPeer> peers;
    private final List<SimulatedPeer> registered = new ArrayList<>();

    /** @param prefix of the names, the same for no other crowd, up to 20 characters */
    Crowd(int size, String prefix, PasswordHash password, Stage stage, Door door, KeepAlives keepAlives) {
        this.stage = stage;
        this.door = door;
        peers = IntStream.range(0, size)
                .mapToObj(index -> new SimulatedPeer(
                        new UserName(prefix + index),
                        password,
                        index % 2 == 0 ? DialectName.NATIVE : DialectName.ORIGINAL,
                        door,
                        keepAlives))
                .toList();
    }

    /** Those of a dialect who have an account. */
    List<SimulatedPeer> registered(DialectName dialect) {
        return registered.stream().filter(peer -> peer.dialect() == dialect).toList();
    }

    int registeredCount() {
        return registered.size();
    }

    List<SimulatedPeer> online() {
        return registered.stream().filter(SimulatedPeer::isOnline).toList();
    }

    /** Makes the accounts, each connection one after the other; connecting is not counted. */
    Future<Void> register(Latencies into) {
        List<ClientConnection> connections = new ArrayList<>();
        List<Integer> wanted =
                IntStream.range(0, stage.workersFor(peers.size())).boxed().toList();
        return stage.forEach(wanted, one -> door.open(DialectName.NATIVE).onSuccess(connections::add), new Latencies())
                .compose(done -> register(connections, into))
                .compose(done -> stage.forEach(connections, ClientConnection::close, new Latencies()));
    }

    private Future<Void> register(List<ClientConnection> connections, Latencies into) {
        Iterator<SimulatedPeer> left = peers.iterator();
        return stage.loop(
                connections.size(),
                worker ->
                        left.hasNext() ? Optional.of(register(left.next(), connections.get(worker))) : Optional.empty(),
                into);
    }

    private Future<Void> register(SimulatedPeer peer, ClientConnection connection) {
        return peer.register(connection).onSuccess(done -> registered.add(peer));
    }

    /** All of them come online; then they leave, which is not counted. */
    Future<Void> comeAndGo(List<SimulatedPeer> who, Function<SimulatedPeer, Future<?>> enter, Latencies into) {
        return stage.forEach(who, enter, into).compose(done -> leave());
    }

    /** The same again and again until so much time was spent on coming. */
    Future<Void> comeAndGo(
            List<SimulatedPeer> who, Function<SimulatedPeer, Future<?>> enter, Latencies into, long durationMs) {
        long before = into.count();
        return comeAndGo(who, enter, into).compose(done -> {
            boolean over = into.seconds() * 1_000 >= durationMs || into.count() == before;
            return over ? Future.succeededFuture() : comeAndGo(who, enter, into, durationMs);
        });
    }

    /** All who can come online, without a hash where that is possible. */
    Future<Void> enter(Latencies into) {
        return stage.forEach(registered, peer -> peer.canResume() ? peer.resume() : peer.login(), into);
    }

    Future<Void> leave() {
        return stage.forEach(online(), SimulatedPeer::logout, new Latencies());
    }
}
