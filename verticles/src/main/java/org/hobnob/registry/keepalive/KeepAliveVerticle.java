package org.hobnob.registry.keepalive;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.limits.RepeatedLog;
import org.hobnob.net.ListenRefusedException;
import org.hobnob.net.SocketDrops;
import org.hobnob.protocol.keepalive.KeepAliveKey;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keep-alives (SPEC 6, BUS.md 4.4): has the sessions of this node watched on the thread of a {@link KeepAliveLoop}, and
 * reports silent ones.
 */
public final class KeepAliveVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(KeepAliveVerticle.class);
    private static final long SAMPLE_MS = 500;

    private final Bus bus;
    private final String host;
    private final int port;
    private final String node;
    private final KeepAliveWatches watches;
    private final RepeatedLog unreleased;
    private KeepAliveLoop loop;
    private Context own;
    private Supplier<OptionalLong> drops;
    private boolean isSampling;

    public KeepAliveVerticle(Bus bus, String host, int port, String node, Patience patience, LongSupplier nanoTime) {
        this.bus = bus;
        this.host = host;
        this.port = port;
        this.node = node;
        watches = new KeepAliveWatches(patience, nanoTime, new Outbox());
        unreleased = new RepeatedLog(
                nanoTime,
                (count, latest) ->
                        LOG.warn("{} users who went silent are not released yet, the latest {}", count, latest));
    }

    /** Carries out, from the loop's thread, what the watches decide. */
    private final class Outbox implements KeepAliveWatches.Outbox {
        @Override
        public void send(byte[] datagram, InetSocketAddress to) {
            loop.send(datagram, to);
        }

        @Override
        public void probe(SessionId session) {
            JsonObject body = new JsonObject().put("session", session.hex());
            own.runOnContext(now -> bus.send(Addresses.node(node), "probe", body));
        }

        @Override
        public void end(UserName user, SessionId session) {
            own.runOnContext(now -> release(user, session));
        }
    }

    @Override
    public Future<?> start() {
        own = context;
        return vertx.executeBlocking(this::open)
                .recover(cause -> Future.failedFuture(
                        cause instanceof IOException
                                ? new ListenRefusedException("UDP", host, port, "--udp-port", cause)
                                : cause))
                .compose(opened -> {
                    vertx.setPeriodic(KeepAliveWatches.TICK_MS, tick -> loop.execute(watches::tick));
                    vertx.setPeriodic(SAMPLE_MS, tick -> sample());
                    return bus.hear(
                            Addresses.KEEP_ALIVE,
                            Map.of(
                                    "watch", this::watch,
                                    "forget", json -> forget(Json.session(json)),
                                    "alive", json -> alive(Json.requiredList(json, "sessions", SessionId::of))));
                });
    }

    private Void open() throws IOException {
        InetSocketAddress at = new InetSocketAddress(InetAddress.getByName(host), port);
        loop = KeepAliveLoop.open(at, watches::receive);
        drops = SocketDrops.of(loop.address())::count;
        return null;
    }

    /** The UDP port to which the socket is bound. */
    public int port() {
        return loop.address().getPort();
    }

    @Override
    public Future<?> stop() {
        return vertx.executeBlocking(() -> {
            loop.close();
            return null;
        });
    }

    private void watch(JsonObject json) {
        Watch watch = new Watch(
                Json.user(json),
                Json.session(json),
                Json.text(json, "ip"),
                Json.optional(json, "keepAliveKey", KeepAliveKey::parse));
        loop.execute(() -> watches.watch(watch));
    }

    private void forget(SessionId session) {
        loop.execute(() -> watches.forget(session));
    }

    private void alive(List<SessionId> sessions) {
        loop.execute(() -> sessions.forEach(watches::alive));
    }

    /** Reads a file, which may take its time under load; there is one such read at a time. */
    private void sample() {
        if (isSampling) {
            return;
        }
        isSampling = true;
        vertx.executeBlocking(drops::get, false)
                .onSuccess(dropped -> loop.execute(() -> watches.sample(dropped)))
                .onComplete(done -> isSampling = false);
    }

    private void release(UserName user, SessionId session) {
        JsonObject body = new JsonObject()
                .put("user", user.shown())
                .put("session", session.hex())
                .put("reason", SessionEnd.TIMEOUT.word());
        bus.request(Addresses.PRESENCE, "release", body).onFailure(cause -> unreleased.add(user + ": " + cause));
        bus.send(Addresses.node(node), "close", body);
    }
}
