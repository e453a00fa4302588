package org.hobnob.peer;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.faults.FaultyDatagrams;
import org.hobnob.net.Interfaces;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.sim.LinkFaults;

/** One of several peers of a process: a whole one, whose sockets hear through faults and whose console counts. */
final class CrowdMember {
    private static final long PATIENCE_MS = 70_000;

    private final Tally tally = new Tally();
    private final TestProfile profile = new TestProfile();
    private final FaultyDatagrams edge;
    private final Vertx vertx;
    private final Context talker;
    private volatile int refused;
    private long talking;
    private int next;

    private CrowdMember(long seed) {
        edge = new FaultyDatagrams(seed, tally);
        // There are many in one process.
        vertx = edge.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(4).setInternalBlockingPoolSize(4));
        talker = vertx.getOrCreateContext();
    }

    /** Signs up and logs in. */
    static Future<CrowdMember> online(String name, Crowd.Place place, long seed) {
        CrowdMember member = new CrowdMember(seed);
        PeerSettings settings = new PeerSettings(
                PeerSettings.Registries.at(new HostPort(place.registryHost(), place.registryPort())),
                TlsEngine.AUTO,
                PeerSettings.Network.on(Interfaces.resolve(Optional.of(place.network()), Optional.empty())),
                member.profile.profile());
        JsonObject account = new JsonObject()
                .put("user", name)
                .put("password", PasswordHash.ofPassword("secret").hex())
                .put("old", true);
        return Peer.start(member.vertx, settings, member.tally)
                .compose(peer -> peer.connect().compose(seen -> peer.trust(seen.pin())))
                .compose(done -> member.ask(Addresses.PEER_REGISTRY, "register", account))
                .compose(done -> member.ask(Addresses.PEER_REGISTRY, "login", account))
                .map(member);
    }

    Future<JsonObject> ask(String address, String action, JsonObject body) {
        return new Bus(vertx).request(address, action, body, PATIENCE_MS);
    }

    /**
     * Says messages, each at its time, whether or not the one before has an answer, until {@link #hush}.
     *
     * @param body where to, without the text
     * @param first the number of the first
     * @param most how many there are at most
     */
    void talk(String address, String action, JsonObject body, int first, int most, long periodMs) {
        talker.runOnContext(now -> {
            vertx.cancelTimer(talking);
            next = first;
            talking = vertx.setPeriodic(1, periodMs, timer -> {
                if (next >= first + most) {
                    vertx.cancelTimer(timer);
                    return;
                }
                ask(address, action, body.copy().put("text", next + " " + System.nanoTime()))
                        .onFailure(cause -> refused++);
                next++;
            });
        });
    }

    /** Says no more; the number of the message that would have been next. */
    Future<Integer> hush() {
        Promise<Integer> hushed = Promise.promise();
        talker.runOnContext(now -> {
            vertx.cancelTimer(talking);
            hushed.complete(next);
        });
        return hushed.future();
    }

    /** How many messages were not accepted. */
    int refused() {
        return refused;
    }

    void faults(LinkFaults faults) {
        edge.faults(faults);
    }

    Tally tally() {
        return tally;
    }

    Future<Void> stop() {
        return vertx.close().onComplete(done -> profile.delete());
    }
}
