package org.hobnob.registry.keepalive;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.net.ListenRefusedException;
import org.hobnob.protocol.keepalive.KeepAliveCodec;
import org.hobnob.protocol.keepalive.KeepAliveKey;
import org.hobnob.protocol.keepalive.KeepAliveResponder;
import org.hobnob.protocol.keepalive.ReceivedKeepAlive;
import org.hobnob.protocol.keepalive.TimeoutBounds;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.time.DeadlineWheel;
import org.hobnob.registry.rules.time.StallGuard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keep-alives (SPEC 6, BUS.md 4.4): owns the datagram socket, watches all sessions of this node on one timing wheel, and
 * reports silent ones.
 */
public final class KeepAliveVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(KeepAliveVerticle.class);
    private static final long TICK_MS = 25;
    private static final long NS_PER_MS = 1_000_000;
    private static final int SLOTS = 512;
    private static final long STALL_NS = 500 * NS_PER_MS;
    private static final int ENDED_KEPT = 4_096;
    /** Not larger, because Vert.x also allocates this much for each datagram. */
    private static final int RECEIVE_BUFFER_BYTES = 256 * 1024;

    private static final class Watch {
        final UserName user;
        final SessionId session;
        final String ip;
        final Optional<KeepAliveResponder> responder;
        long patienceMs;
        boolean suspect;
        Optional<SocketAddress> lastHeardFrom = Optional.empty();

        Watch(UserName user, SessionId session, String ip, Optional<KeepAliveResponder> responder, long patienceMs) {
            this.user = user;
            this.session = session;
            this.ip = ip;
            this.responder = responder;
            this.patienceMs = patienceMs;
        }
    }

    private final Bus bus;
    private final String host;
    private final int port;
    private final String node;
    private final Patience patience;
    private final LongSupplier nanoTime;
    private final Map<Long, Watch> watches = new HashMap<>();
    private final Map<UserName, Watch> originals = new HashMap<>();
    /** Sessions that ended recently, so that a peer which still asks is told that its session is over. */
    private final Map<Long, KeepAliveResponder> ended = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, KeepAliveResponder> eldest) {
            return size() > ENDED_KEPT;
        }
    };

    private final StallGuard stalls = new StallGuard(STALL_NS);
    private final DeadlineWheel<Long> wheel;
    private DatagramSocket socket;

    public KeepAliveVerticle(Bus bus, String host, int port, String node, Patience patience, LongSupplier nanoTime) {
        this.bus = bus;
        this.host = host;
        this.port = port;
        this.node = node;
        this.patience = patience;
        this.nanoTime = nanoTime;
        wheel = new DeadlineWheel<>(TICK_MS * NS_PER_MS, SLOTS, nanoTime.getAsLong());
    }

    @Override
    public Future<?> start() {
        socket = vertx.createDatagramSocket(new DatagramSocketOptions().setReceiveBufferSize(RECEIVE_BUFFER_BYTES));
        socket.handler(this::receive);
        socket.exceptionHandler(cause -> LOG.debug("datagram socket has trouble", cause));
        vertx.setPeriodic(TICK_MS, tick -> tick());
        return socket.listen(port, host)
                .recover(cause -> Future.failedFuture(
                        cause instanceof IOException
                                ? new ListenRefusedException("UDP", host, port, "--udp-port", cause)
                                : cause))
                .compose(listening -> bus.hear(
                        Addresses.KEEP_ALIVE,
                        Map.of(
                                "watch", this::watch,
                                "forget", json -> forget(Json.session(json)),
                                "alive",
                                        json -> alive(
                                                watches.get(Json.session(json).bits())))));
    }

    /** The UDP port to which the socket is bound. */
    public int port() {
        return socket.localAddress().port();
    }

    @Override
    public Future<?> stop() {
        return socket.close();
    }

    private void tick() {
        long stalledNs = stalls.tick(nanoTime.getAsLong(), TICK_MS * NS_PER_MS);
        if (stalledNs > 0) {
            LOG.warn(
                    "this process stood still for {} ms: all deadlines are extended by that time",
                    stalledNs / NS_PER_MS);
            wheel.shift(stalledNs);
        }
        wheel.advance(nanoTime.getAsLong(), this::silent);
    }

    private void watch(JsonObject json) {
        UserName user = Json.user(json);
        SessionId session = Json.session(json);
        Optional<KeepAliveResponder> responder = Json.optional(json, "keepAliveKey", KeepAliveKey::parse)
                .map(key -> new KeepAliveResponder(user.shown(), session.bits(), key, TimeoutBounds.DEFAULT));
        long patienceMs = responder.isPresent() ? patience.suspectMs() : patience.originalMs();
        Watch watch = new Watch(user, session, Json.text(json, "ip"), responder, patienceMs);
        watches.put(session.bits(), watch);
        if (responder.isEmpty()) {
            originals.put(user, watch);
        }
        alive(watch);
    }

    private void forget(SessionId session) {
        wheel.cancel(session.bits());
        Watch watch = watches.remove(session.bits());
        if (watch != null) {
            originals.remove(watch.user, watch);
        }
    }

    /** Records a sign of life. Does nothing if the session is not watched. */
    private void alive(Watch watch) {
        if (watch != null) {
            watch.suspect = false;
            wheel.schedule(watch.session.bits(), nanoTime.getAsLong() + watch.patienceMs * NS_PER_MS);
        }
    }

    private void receive(DatagramPacket packet) {
        KeepAliveCodec.parse(packet.data().getBytes()).ifPresent(received -> {
            if (received instanceof ReceivedKeepAlive.Untagged untagged) {
                UserName.of(untagged.bare().user()).ifPresent(user -> receiveBare(user, packet.sender()));
            } else {
                receiveTagged((ReceivedKeepAlive.Unverified) received, packet.sender());
            }
        });
    }

    /**
     * The bare form is not authenticated, so it counts only for an original session and only from that session's address.
     */
    private void receiveBare(UserName user, SocketAddress sender) {
        Watch watch = originals.get(user);
        if (watch != null && watch.ip.equals(sender.hostAddress())) {
            LOG.debug("keep-alive of {}", user);
            alive(watch);
        }
    }

    private void receiveTagged(ReceivedKeepAlive.Unverified received, SocketAddress sender) {
        Watch watch = watches.get(received.claimedSessionId());
        Optional<KeepAliveResponder> responder =
                watch == null ? Optional.ofNullable(ended.get(received.claimedSessionId())) : watch.responder;
        if (responder.isEmpty()) {
            return;
        }
        KeepAliveResponder.Verdict verdict = responder.get().receive(received);
        if (verdict instanceof KeepAliveResponder.Alive life) {
            LOG.debug("keep-alive of {}", watch.user);
            watch.patienceMs = life.timeoutS() * 1_000L;
            watch.lastHeardFrom = Optional.of(sender);
            alive(watch);
            send(life.answer(), sender);
        } else if (verdict instanceof KeepAliveResponder.Refused refused) {
            send(refused.answer(), sender);
        }
    }

    private void send(byte[] datagram, SocketAddress to) {
        socket.send(Buffer.buffer(datagram), to.port(), to.hostAddress())
                .onFailure(cause -> LOG.debug("datagram not sent: {}", cause.toString()));
    }

    private void silent(long session) {
        Watch watch = watches.get(session);
        if (watch.responder.isPresent() && !watch.suspect) {
            watch.suspect = true;
            wheel.schedule(session, nanoTime.getAsLong() + patience.probeMs() * NS_PER_MS);
            bus.send(Addresses.node(node), "probe", new JsonObject().put("session", watch.session.hex()));
            return;
        }
        forget(watch.session);
        watch.responder.ifPresent(responder -> tellTimeout(watch, responder));
        LOG.info("{} removed: no sign of life", watch.user);
        JsonObject body = new JsonObject()
                .put("user", watch.user.shown())
                .put("session", watch.session.hex())
                .put("reason", SessionEnd.TIMEOUT.word());
        bus.request(Addresses.PRESENCE, "release", body)
                .onFailure(cause -> LOG.warn("could not release {}: {}", watch.user, cause.toString()));
        bus.send(Addresses.node(node), "close", body);
    }

    private void tellTimeout(Watch watch, KeepAliveResponder responder) {
        byte[] timeout = responder.expire();
        ended.put(watch.session.bits(), responder);
        watch.lastHeardFrom.ifPresent(peer -> send(timeout, peer));
    }
}
