package org.hobnob.launcher.bench.talk;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.launcher.bench.target.Target;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.net.SizedReceiveTransport;
import org.hobnob.peer.Peer;
import org.hobnob.peer.profile.Profile;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.UserName;

/**
 * A complete peer without a console: its verticles, its profile and its key, in a Vert.x of its own with one event loop.
 * Its threads form a thread group, so that their CPU time can be measured.
 */
final class BenchPeer {
    private static final long PATIENCE_MS = 60_000;
    private static final int WORKERS = 2;

    /** Receives what the console is told. */
    interface Ear {
        void heard(String action, JsonObject json);
    }

    private final UserName name;
    private final ThreadGroup threads;
    private final InterfaceChoice network;
    private Vertx vertx;
    private volatile Ear ear = (action, json) -> {};

    private BenchPeer(UserName name, InterfaceChoice network) {
        this.name = name;
        this.network = network;
        threads = new ThreadGroup(name.shown());
    }

    /** Starts a peer, signs it up and logs it in. */
    static Future<BenchPeer> online(Target target, UserName name, Path folder, InterfaceChoice network) {
        BenchPeer peer = new BenchPeer(name, network);
        Promise<Void> started = Promise.promise();
        new Thread(peer.threads, () -> peer.start(target, folder).onComplete(started)).start();
        JsonObject account = new JsonObject()
                .put("user", name.shown())
                .put("password", PasswordHash.ofPassword(name.shown()).hex())
                .put("old", true);
        return started.future()
                .compose(done -> peer.ask(Addresses.PEER_REGISTRY, "register", account))
                .compose(done -> peer.ask(Addresses.PEER_REGISTRY, "login", account))
                .map(peer);
    }

    private Future<Void> start(Target target, Path folder) {
        vertx = SizedReceiveTransport.vertx(
                        new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(WORKERS))
                .build();
        PeerSettings settings = new PeerSettings(
                PeerSettings.Registries.at(
                        new HostPort(target.address().host(), target.address().port())),
                target.engine(),
                PeerSettings.Network.on(network),
                Profile.open(folder, new SecureRandom()));
        return Peer.start(vertx, settings, new Console())
                .compose(peer -> peer.connect().compose(seen -> peer.trust(seen.pin())));
    }

    private final class Console extends VerticleBase {
        @Override
        public Future<?> start() {
            return vertx.eventBus()
                    .<JsonObject>localConsumer(Addresses.PEER_CONSOLE, this::hear)
                    .completion();
        }

        /**
         * The sender waits until a message is shown and accepts no more while too many are not, so each message is
         * acknowledged.
         */
        private void hear(Message<JsonObject> message) {
            ear.heard(message.headers().get(Bus.ACTION), message.body());
            if (message.replyAddress() != null) {
                message.reply(new JsonObject());
            }
        }
    }

    UserName name() {
        return name;
    }

    InterfaceChoice network() {
        return network;
    }

    void listen(Ear listener) {
        ear = listener;
    }

    /** Sends a request to one of the peer's verticles. */
    Future<JsonObject> ask(String address, String action, JsonObject body) {
        return there(own -> new Bus(own).request(address, action, body, PATIENCE_MS));
    }

    /** Runs work on one of the peer's own threads. */
    void later(Consumer<Vertx> work) {
        vertx.runOnContext(go -> work.accept(vertx));
    }

    /** Runs work on one of the peer's own threads and completes with its result. */
    <T> Future<T> there(Function<Vertx, Future<T>> work) {
        Promise<T> promise = Promise.promise();
        later(own -> work.apply(own).onComplete(promise));
        return promise.future();
    }

    /** CPU time of the peer's threads in nanoseconds, without what the JVM does for all (GC, JIT). */
    long cpuNs() {
        ThreadMXBean times = ManagementFactory.getThreadMXBean();
        Thread[] all = new Thread[2 * threads.activeCount() + 16];
        int count = threads.enumerate(all, true);
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.max(0, times.getThreadCpuTime(all[i].getId()));
        }
        return sum;
    }

    Future<Void> close() {
        return vertx.close();
    }
}
