package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.hobnob.launcher.bench.measure.Latencies;
import org.hobnob.protocol.keepalive.KeepAliveCodec;
import org.hobnob.protocol.keepalive.KeepAliveDatagram;
import org.hobnob.protocol.keepalive.ReceivedKeepAlive;
import org.hobnob.protocol.message.directory.SessionCredentials;

/**
 * Sends the keep-alives of all peers that are online, one per second and peer, spread over the second and over a few
 * sockets. While a window is open, counts what is sent and times the answers.
 */
final class KeepAlives {
    private static final int SLOTS = 40;
    private static final long SLOT_NS = 1_000_000_000L / SLOTS;
    private static final long TICK_MS = 5;
    private static final int PEERS_PER_SOCKET = 250;

    private final Vertx vertx;
    private final String host;
    private final LongSupplier nanoTime;
    private final Map<DatagramSocket, String> sockets = new LinkedHashMap<>();
    private final Map<String, List<DatagramSocket>> byAddress = new HashMap<>();
    private final Map<SimulatedPeer, DatagramSocket> socketOf = new HashMap<>();
    private final List<Set<SimulatedPeer>> slots = IntStream.range(0, SLOTS)
            .<Set<SimulatedPeer>>mapToObj(slot -> new LinkedHashSet<>())
            .toList();
    private final Map<SimulatedPeer, Integer> slotOf = new HashMap<>();
    private final Map<SimulatedPeer, AskedNative> natives = new HashMap<>();
    private final Map<Long, AskedNative> bySession = new HashMap<>();
    private KeepAliveWindow window = KeepAliveWindow.closed();
    private long lostPeers;
    private int nextSlot;
    private int registryPort;
    private long timer;
    private long slotsDone;
    private long startNs;

    /**
     * @param sources the addresses to send from; one empty name where the system chooses. The registry takes a bare
     *     keep-alive only from the address of the peer's connection.
     */
    KeepAlives(Vertx vertx, String host, int peers, List<String> sources, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.host = host;
        this.nanoTime = nanoTime;
        String any = host.contains(":") ? "::" : "0.0.0.0";
        for (int i = 0; i <= peers / PEERS_PER_SOCKET + sources.size(); i++) {
            String source = sources.get(i % sources.size());
            DatagramSocket socket = vertx.createDatagramSocket(new DatagramSocketOptions());
            sockets.put(socket, source.isEmpty() ? any : source);
            byAddress.computeIfAbsent(source, added -> new ArrayList<>()).add(socket);
        }
    }

    /** @param registryPort the UDP port that the registry announced */
    Future<Void> start(int registryPort) {
        this.registryPort = registryPort;
        startNs = nanoTime.getAsLong();
        timer = vertx.setPeriodic(TICK_MS, tick -> sendDue());
        List<Future<DatagramSocket>> listening = new ArrayList<>();
        sockets.forEach((socket, address) -> {
            socket.handler(packet -> receive(packet.data()));
            socket.exceptionHandler(cause -> {});
            listening.add(socket.listen(0, address));
        });
        return Future.all(listening).mapEmpty();
    }

    /**
     * Starts sending for the peer.
     *
     * @param from the address of the peer's end of its connection
     */
    void begin(SimulatedPeer peer, Optional<SessionCredentials> credentials, String from) {
        end(peer);
        List<DatagramSocket> own = byAddress.getOrDefault(from, List.copyOf(sockets.keySet()));
        socketOf.put(peer, own.get(nextSlot % own.size()));
        slotOf.put(peer, nextSlot);
        slots.get(nextSlot).add(peer);
        nextSlot = (nextSlot + 1) % SLOTS;
        credentials.map(AskedNative::new).ifPresent(asked -> {
            natives.put(peer, asked);
            bySession.put(asked.session(), asked);
        });
    }

    /** Stops sending for a peer that leaves. */
    void end(SimulatedPeer peer) {
        Integer slot = slotOf.remove(peer);
        if (slot != null) {
            slots.get(slot).remove(peer);
        }
        socketOf.remove(peer);
        AskedNative asked = natives.remove(peer);
        if (asked != null) {
            bySession.remove(asked.session());
        }
    }

    /** Stops sending for a peer that the registry removed although it was alive. */
    void lost(SimulatedPeer peer) {
        end(peer);
        lostPeers++;
    }

    /** How many peers the registry removed although they were alive. */
    long lostPeers() {
        return lostPeers;
    }

    /** Starts counting what is sent, in a new window. */
    KeepAliveWindow openWindow(Latencies into) {
        window = new KeepAliveWindow(into, nanoTime.getAsLong());
        return window;
    }

    /** Sends everything that has become due, however late the timer is. */
    private void sendDue() {
        long due = (nanoTime.getAsLong() - startNs) / SLOT_NS;
        long from = Math.max(slotsDone, due - SLOTS);
        for (long slot = from; slot < due; slot++) {
            List.copyOf(slots.get((int) (slot % SLOTS))).forEach(this::send);
        }
        slotsDone = due;
    }

    private void send(SimulatedPeer peer) {
        long nowNs = nanoTime.getAsLong();
        AskedNative asked = natives.get(peer);
        byte[] datagram = asked == null
                ? KeepAliveCodec.encode(new KeepAliveDatagram.Bare(peer.name().shown()))
                : asked.next(nowNs);
        window.sent(asked != null, nowNs);
        // Ignored, because a datagram that was not sent shows up as a missing answer.
        socketOf.get(peer).send(Buffer.buffer(datagram), registryPort, host).onFailure(cause -> {});
    }

    private void receive(Buffer data) {
        KeepAliveCodec.parse(data.getBytes()).ifPresent(received -> {
            if (received instanceof ReceivedKeepAlive.Unverified unverified) {
                AskedNative asked = bySession.get(unverified.claimedSessionId());
                if (asked != null) {
                    asked.answered(unverified).ifPresent(sentNs -> window.answered(sentNs, nanoTime.getAsLong()));
                }
            }
        });
    }

    Future<Void> close() {
        vertx.cancelTimer(timer);
        return Future.join(sockets.keySet().stream().map(DatagramSocket::close).toList())
                .otherwiseEmpty()
                .mapEmpty();
    }
}
