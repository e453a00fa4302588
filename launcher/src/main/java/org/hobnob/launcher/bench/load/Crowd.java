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

/** Peers that register, come online and leave together; half of them native, half original. */
final class Crowd {
    private final Stage stage;
    private final Door door;
    private final List<SimulatedPeer> peers;
    private final List<SimulatedPeer> registered = new ArrayList<>();

    /** @param prefix the beginning of the names, different for each crowd, up to 20 characters */
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

    /** The peers of a dialect that have an account. */
    List<SimulatedPeer> registered(DialectName dialect) {
        return registered.stream().filter(peer -> peer.dialect() == dialect).toList();
    }

    int registeredCount() {
        return registered.size();
    }

    List<SimulatedPeer> online() {
        return registered.stream().filter(SimulatedPeer::isOnline).toList();
    }

    /** Registers the accounts, one after the other on each connection. Connecting is not measured. */
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

    /** Brings all of them online, then lets them go such that they can come again. Only coming online is measured. */
    Future<Void> comeAndGo(List<SimulatedPeer> who, Function<SimulatedPeer, Future<?>> enter, Latencies into) {
        return stage.forEach(who, enter, into)
                .compose(done -> stage.forEach(online(), SimulatedPeer::goAway, new Latencies()));
    }

    /** Repeats {@code comeAndGo} until the time spent on coming online has reached the duration. */
    Future<Void> comeAndGo(
            List<SimulatedPeer> who, Function<SimulatedPeer, Future<?>> enter, Latencies into, long durationMs) {
        long before = into.count();
        return comeAndGo(who, enter, into).compose(done -> {
            boolean over = into.seconds() * 1_000 >= durationMs || into.count() == before;
            return over ? Future.succeededFuture() : comeAndGo(who, enter, into, durationMs);
        });
    }

    /** Brings online all peers that can be, without a password hash where possible. */
    Future<Void> enter(Latencies into) {
        return stage.forEach(registered, peer -> peer.canResume() ? peer.resume() : peer.login(), into);
    }

    Future<Void> leave() {
        return stage.forEach(online(), SimulatedPeer::logout, new Latencies());
    }
}
