package org.hobnob.launcher.bench.talk;

import io.vertx.core.Future;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.hobnob.bus.Addresses;
import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.hobnob.launcher.bench.measure.BenchRefusedException.Kind;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.launcher.bench.measure.Numbered;
import org.hobnob.launcher.bench.measure.Progress;
import org.hobnob.net.MulticastSockets;

/**
 * Measures messages in sealed rooms of several sizes and, for comparison, bare multicast datagrams among the same peers.
 */
final class RoomTalk {
    private static final String GROUP = "239.255.255.255";
    private static final int UNDER_WAY = 64;
    private static final int TRIES = 60;

    private final List<BenchPeer> peers;
    private final TalkPlan plan;
    private final Progress progress;
    private final List<TalkRow> rows = new ArrayList<>();

    RoomTalk(List<BenchPeer> peers, TalkPlan plan, Progress progress) {
        this.peers = List.copyOf(peers);
        this.plan = plan;
        this.progress = progress;
    }

    List<TalkRow> run() throws InterruptedException {
        for (int members : plan.members()) {
            List<BenchPeer> some = peers.subList(0, members);
            multicast(some);
            sealed(some, new JsonObject().put("room", "bench-" + members));
        }
        return rows;
    }

    private void multicast(List<BenchPeer> some) throws InterruptedException {
        InetSocketAddress group = new InetSocketAddress(GROUP, freePort());
        AtomicReference<TalkRun> current = new AtomicReference<>();
        List<DatagramSocket> sockets = new ArrayList<>();
        for (BenchPeer peer : some) {
            boolean hears = peer != some.get(0);
            sockets.add(Talk.await(peer.there(vertx -> MulticastSockets.open(vertx, peer.network(), group)
                    .onSuccess(socket -> socket.handler(packet -> {
                        if (hears) {
                            current.get().arrived(Numbered.of(packet.data().toString()));
                        }
                    })))));
        }
        DatagramSocket own = sockets.get(0);
        measure("plain multicast, until heard", some, () -> {
            current.set(
                    run(some, some.size() - 1, number -> own.send(Numbered.record(number), group.getPort(), GROUP)));
            return current.get();
        });
        sockets.forEach(socket -> Talk.await(socket.close()));
    }

    private void sealed(List<BenchPeer> some, JsonObject room) throws InterruptedException {
        progress.begin(some.size() + " members meet", new Latencies());
        Talk.await(some.get(0).ask(Addresses.PEER_ROOM, "create", room.copy().put("title", "")));
        for (BenchPeer peer : some.subList(1, some.size())) {
            Talk.await(peer.ask(Addresses.PEER_ROOM, "join", room));
        }
        untilAllHear(some, room);
        AtomicReference<TalkRun> current = new AtomicReference<>();
        some.subList(1, some.size())
                .forEach(peer -> peer.listen((action, json) -> {
                    if (action.equals("room-text")) {
                        current.get().arrived(Numbered.of(json.getString("text")));
                    }
                }));
        measure("sealed room, until shown", some, () -> {
            current.set(run(some, some.size() - 1, number -> say(some, room, number, current)));
            return current.get();
        });
        some.forEach(peer -> peer.listen((action, json) -> {}));
        AtomicReference<TalkRun> confirmed = new AtomicReference<>();
        confirmed.set(run(
                some,
                1,
                number -> say(some, room, number, confirmed)
                        .onSuccess(done -> confirmed.get().arrived(number))));
        String workload = "sealed room, until all confirmed";
        progress.begin(workload, new Latencies());
        rows.add(confirmed.get().paced(workload, plan.ratePerS(), plan.durationMs()));
        some.forEach(peer -> Talk.await(peer.ask(Addresses.PEER_ROOM, "leave", room)));
    }

    /** Sends a message until all receive it at the first attempt, because all keys have been exchanged by then. */
    private void untilAllHear(List<BenchPeer> some, JsonObject room) {
        for (int i = 0; i < TRIES; i++) {
            JsonObject said = Talk.await(
                    some.get(0).ask(Addresses.PEER_ROOM, "say", room.copy().put("text", "is everybody here?")));
            if (said.getJsonArray("confirmed").size() == some.size() - 1) {
                return;
            }
        }
        throw new BenchRefusedException(
                Kind.NETWORK, "the members of a room of " + some.size() + " do not all hear: ask for fewer --members");
    }

    private static Future<JsonObject> say(
            List<BenchPeer> some, JsonObject room, int number, AtomicReference<TalkRun> run) {
        return some.get(0)
                .ask(Addresses.PEER_ROOM, "say", room.copy().put("text", Numbered.text(number)))
                .onFailure(cause -> run.get().failed(String.valueOf(cause.getMessage())));
    }

    private static TalkRun run(List<BenchPeer> some, int copies, java.util.function.IntConsumer send) {
        return new TalkRun(some.get(0), some.subList(1, some.size()), copies, send);
    }

    private interface NewRun {
        TalkRun begin();
    }

    private void measure(String workload, List<BenchPeer> some, NewRun runs) throws InterruptedException {
        progress.begin(workload + ", " + some.size() + " members", new Latencies());
        runs.begin().paced("warm-up", plan.ratePerS(), plan.durationMs() / 5 + 1);
        rows.add(runs.begin().paced(workload, plan.ratePerS(), plan.durationMs()));
        rows.add(runs.begin().flatOut(workload + ", " + UNDER_WAY + " under way", UNDER_WAY, plan.durationMs()));
    }

    private static int freePort() {
        try (java.net.DatagramSocket any = new java.net.DatagramSocket()) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
