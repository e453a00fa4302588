package org.hobnob.launcher.chaos;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.core.DistributedObject;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.multimap.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import io.vertx.spi.cluster.hazelcast.impl.HazelcastNodeInfo;
import io.vertx.spi.cluster.hazelcast.impl.HazelcastRegistrationInfo;
import java.security.SecureRandom;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.launcher.registry.MemberStart;
import org.hobnob.net.tls.BusTls;
import org.hobnob.net.tls.P256;
import org.hobnob.registry.secrets.Secrets;

/**
 * A member of the registries' Hazelcast cluster that is no registry: it got in by whatever means, but does not have their
 * identity key. It spoils the maps by which Vert.x finds consumers and nodes, says what is not so on the event bus, and
 * listens there.
 */
final class ForeignMember implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String NODE_ID = "__vertx.nodeId";
    private static final String CONSUMERS = "__vertx.subs";
    private static final String NODES = "__vertx.nodeInfo";
    private static final List<String> EVENTS = List.of(Addresses.PRESENCE_EVENTS, Addresses.ROOM_EVENTS);
    private static final long PAUSE_MS = 200;

    private final HazelcastInstance hazelcast;
    private final Vertx vertx;
    private final RandomGenerator random;
    private final List<String> overheard = new CopyOnWriteArrayList<>();
    private final AtomicInteger spoilt = new AtomicInteger();

    /**
     * @param secrets of which it uses what lets it in
     * @param members of the cluster, {@code host:port}
     */
    ForeignMember(Secrets secrets, List<String> members, long seed) throws Exception {
        random = new SplittableRandom(seed);
        Config config = new Config()
                .setClusterName(secrets.clusterName())
                .setProperty("hazelcast.partition.count", "31")
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.socket.bind.any", "false")
                // Where it starts before it reaches the others, it joins them soon.
                .setProperty("hazelcast.merge.first.run.delay.seconds", "5")
                .setProperty("hazelcast.merge.next.run.delay.seconds", "5")
                .setAdvancedNetworkConfig(network(members));
        hazelcast = MemberStart.start(config, secrets);
        VertxOptions options = new VertxOptions();
        BusTls.apply(options.getEventBusOptions(), P256.generate(new SecureRandom()), new SecureRandom())
                .setTrustAll(true)
                .setClientAuth(ClientAuth.NONE)
                .setHost(LOOPBACK);
        vertx = Vertx.builder()
                .with(options)
                .withClusterManager(new HazelcastClusterManager(hazelcast))
                .buildClustered()
                .await(60, TimeUnit.SECONDS);
        for (String address : EVENTS) {
            vertx.eventBus().consumer(address, message -> overheard.add(message.body() + ""));
        }
    }

    private static AdvancedNetworkConfig network(List<String> members) {
        ServerSocketEndpointConfig door = new ServerSocketEndpointConfig();
        door.setPort(0).getInterfaces().setEnabled(true).addInterface(LOOPBACK);
        AdvancedNetworkConfig network =
                new AdvancedNetworkConfig().setEnabled(true).setMemberEndpointConfig(door);
        network.getJoin().getAutoDetectionConfig().setEnabled(false);
        network.getJoin().getTcpIpConfig().setEnabled(true).setMembers(members);
        return network;
    }

    /** How many members the cluster has, this one included. */
    int members() {
        return hazelcast.getCluster().getMembers().size();
    }

    /** Does its worst for so long. */
    void attack(long seconds) throws InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int i = 0; System.nanoTime() < endNs; i++) {
            try {
                spoil(i);
                spoilt.incrementAndGet();
            } catch (RuntimeException e) {
                // It has destroyed what it was about to use.
            }
            forge("user" + random.nextInt(20));
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        }
    }

    private void spoil(int turn) {
        switch (turn % 5) {
            case 0 -> hazelcast.getDistributedObjects().forEach(ForeignMember::wipe);
            case 1 -> redirect();
            case 2 -> EVENTS.forEach(this::misplace);
            case 3 -> EVENTS.forEach(address -> hazelcast.getMultiMap(CONSUMERS).put(address, "no consumer"));
            default -> hazelcast.getDistributedObjects().forEach(DistributedObject::destroy);
        }
    }

    private static void wipe(DistributedObject object) {
        if (object instanceof IMap<?, ?> map) {
            map.clear();
        } else if (object instanceof MultiMap<?, ?> map) {
            map.clear();
        }
    }

    /** All nodes are where it listens itself. */
    private void redirect() {
        IMap<String, HazelcastNodeInfo> nodes = hazelcast.getMap(NODES);
        String self = hazelcast.getCluster().getLocalMember().getAttribute(NODE_ID);
        NodeInfo here = nodes.get(self).unwrap();
        hazelcast.getCluster().getMembers().stream()
                .map(member -> member.getAttribute(NODE_ID))
                .filter(id -> !id.equals(self))
                .forEach(id -> nodes.put(id, new HazelcastNodeInfo(new NodeInfo(here.host(), here.port(), null))));
    }

    /** The address has one consumer, at a node that is none. */
    private void misplace(String address) {
        MultiMap<String, HazelcastRegistrationInfo> consumers = hazelcast.getMultiMap(CONSUMERS);
        consumers.delete(address);
        consumers.put(address, new HazelcastRegistrationInfo(new RegistrationInfo("nobody", 1, false)));
    }

    private void forge(String user) {
        JsonObject gone = new JsonObject()
                .put("user", user)
                .put("session", "0123456789abcdef")
                .put("node", "0123456789abcdef")
                .put("dialect", "native")
                .put("reason", "logout");
        DeliveryOptions options = new DeliveryOptions().addHeader(Bus.ACTION, "offline");
        vertx.eventBus().publish(Addresses.PRESENCE_EVENTS, gone, options);
    }

    /** What it heard on the bus that it had not said itself. */
    List<String> overheard() {
        return overheard.stream()
                .filter(text -> !text.contains("0123456789abcdef"))
                .toList();
    }

    @Override
    public String toString() {
        return "a foreign member spoilt maps " + spoilt + " times and overheard "
                + overheard().size() + " events";
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        hazelcast.shutdown();
    }
}
