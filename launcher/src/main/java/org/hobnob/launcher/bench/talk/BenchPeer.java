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
 * A whole peer without a console: its verticles, its profile and its key, in a Vert.x of its own with one event loop. Its
 * threads are a group, so that what they use of the CPU is known.
 */
final class BenchPeer {
    private static final long PATIENCE_MS = 60_000;
    private static final int WORKERS = 2;

    /** Hears what the console is told. */
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

    /** Starts one, signs it up and logs it in. */
    static Future<BenchPeer> online(Target target, UserName name, Path folder, InterfaceChoice network) {
        BenchPeer peer = new BenchPeer(name, network);
        Promise<Void> started = Promise.promise();
        new Thread(peer.threads, () -> peer.start(target, folder).onComplete(started)).start();
        JsonObject account = new JsonObject()
                .put("user", name.shown())
                .put("password", PasswordHash.ofPassword(name.shown()).hex());
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

        /** Who told it waits for a line to be shown, and takes no more where too many are not. */
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

    /** Asks one of its verticles. */
    Future<JsonObject> ask(String address, String action, JsonObject body) {
        return there(own -> new Bus(own).request(address, action, body, PATIENCE_MS));
    }

    /** Does something on one of its own threads. */
    void later(Consumer<Vertx> work) {
        vertx.runOnContext(go -> work.accept(vertx));
    }

    /** Does something on one of its own threads, and tells what comes of it. */
    <T> Future<T> there(Function<Vertx, Future<T>> work) {
        Promise<T> promise = Promise.promise();
        later(own -> work.apply(own).onComplete(promise));
        return promise.future();
    }

    /** CPU time that its threads have used, in nanoseconds; what the machine does for all (GC, JIT) is not in it. */
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
