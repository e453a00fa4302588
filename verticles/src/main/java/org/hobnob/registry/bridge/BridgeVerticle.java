package org.hobnob.registry.bridge;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.hobnob.bus.Bus;
import org.hobnob.json.MalformedBodyException;
import org.hobnob.limits.RepeatedLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for programs that speak on the event bus (BUS.md 7). A program must say the secret first, and may do what the
 * settings list. When it goes, what it served is missing at once, and what it was asked fails.
 */
public final class BridgeVerticle extends VerticleBase implements BridgeProgram.Services {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeVerticle.class);
    private static final long TICK_MS = 1_000;

    private final Bus bus;
    private final BridgeSettings settings;
    private final Clock wall;
    private final LongSupplier nanoTime;
    private final Map<String, Instant> missing = new ConcurrentHashMap<>();
    private final Set<Visitor> strangers = new LinkedHashSet<>();
    private final Set<Visitor> programs = new LinkedHashSet<>();
    private final RepeatedLog turnedAway;
    private BridgeSecret secret;
    private BridgeDoor door;

    /**
     * @param wall tells since when a service is missing
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public BridgeVerticle(Bus bus, BridgeSettings settings, Clock wall, LongSupplier nanoTime) {
        this.bus = bus;
        this.settings = settings;
        this.wall = wall;
        this.nanoTime = nanoTime;
        settings.access().served().forEach(this::release);
        turnedAway = new RepeatedLog(
                nanoTime, (count, latest) -> LOG.warn("bridge: turned away {} programs: {}", count, latest));
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(TICK_MS, tick -> programs.forEach(Visitor::expire));
        NetServer server = vertx.createNetServer().connectHandler(this::visited);
        return vertx.executeBlocking(() -> BridgeSecret.readOrCreate(settings.secret(), new SecureRandom()))
                .onSuccess(read -> secret = read)
                .compose(read -> BridgeDoor.open(vertx, server, settings.place()))
                .onSuccess(opened -> door = opened);
    }

    @Override
    public Future<?> stop() {
        return door == null ? Future.succeededFuture() : door.close(vertx);
    }

    /** The TCP port; 0 if programs come by a Unix socket. */
    public int port() {
        return door.port();
    }

    /** The services that programs may provide and none does, by address, each with since when. From any thread. */
    public Map<String, Instant> missing() {
        return Map.copyOf(missing);
    }

    @Override
    public boolean claim(String address) {
        boolean isFree = missing.remove(address) != null;
        if (isFree) {
            LOG.info("bridge: a program serves {} now", address);
        }
        return isFree;
    }

    @Override
    public void release(String address) {
        missing.put(address, wall.instant());
        LOG.warn("bridge: nobody serves {}", address);
    }

    private void visited(NetSocket socket) {
        Visitor visitor = new Visitor(socket);
        strangers.add(visitor);
        if (strangers.size() > settings.limits().connections()) {
            turnedAway.add("too many that have not said the secret");
            strangers.iterator().next().wire.end();
        }
    }

    /** One connection: a stranger until it has said the secret. */
    private final class Visitor implements BridgeWire.Listener {
        private final BridgeWire wire;
        private final BridgeProgram program;
        private final long timer;

        Visitor(NetSocket socket) {
            wire = new BridgeWire(vertx, socket, settings.limits(), nanoTime, this);
            program = new BridgeProgram(bus, settings, BridgeVerticle.this, wire, nanoTime);
            timer = vertx.setTimer(settings.limits().helloMs(), late -> turnAway("silent"));
        }

        @Override
        public void frame(byte[] frame) {
            if (programs.contains(this)) {
                program.frame(frame);
            } else if (!saysSecret(frame)) {
                turnAway("access_denied");
            } else if (programs.size() >= settings.limits().connections()) {
                turnAway("too-many");
            } else {
                welcome();
            }
        }

        private boolean saysSecret(byte[] frame) {
            try {
                return BridgeMessage.of(frame) instanceof BridgeMessage.Hello hello && secret.is(hello.secret());
            } catch (MalformedBodyException e) {
                return false;
            }
        }

        private void welcome() {
            vertx.cancelTimer(timer);
            strangers.remove(this);
            programs.add(this);
            wire.write(new JsonObject()
                    .put("type", "hello")
                    .put("version", 1)
                    .put("frameBytes", settings.limits().frameBytes()));
        }

        private void turnAway(String why) {
            turnedAway.add(why);
            wire.end(new JsonObject().put("type", "err").put("message", why));
        }

        private void expire() {
            program.expire();
        }

        @Override
        public void gone() {
            vertx.cancelTimer(timer);
            strangers.remove(this);
            programs.remove(this);
            program.gone();
        }
    }
}
