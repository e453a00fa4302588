package org.hobnob.launcher.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.multimap.MultiMap;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import io.vertx.spi.cluster.hazelcast.impl.HazelcastRegistrationInfo;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.launcher.config.ClusterConfig;
import org.hobnob.net.tls.BusTls;
import org.hobnob.net.tls.P256;
import org.hobnob.registry.secrets.Secrets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two registries' Vert.x in one cluster, and strangers who knock at their doors. */
@Tag("slow")
@Timeout(300)
class HazelcastClusterTest {
    private static final String LOOPBACK = "127.0.0.1";
    /** Not a member's, but this machine's where it has it at all. */
    private static final String OTHER_LOOPBACK = "127.0.0.2";

    private static final int PATIENCE_MS = 40_000;
    private static final Duration PATIENCE = Duration.ofMillis(PATIENCE_MS);
    private static final String ADDRESS = "registry.event.room";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Secrets SECRETS = Secrets.generate(RANDOM);
    private static final Secrets OTHER_SECRETS = Secrets.generate(RANDOM);
    private static final List<Integer> PORTS = freePorts(4);
    private static final String FORGED = "forged";
    private static final List<Object> HEARD = new CopyOnWriteArrayList<>();

    private static Vertx one;
    private static Vertx other;

    @BeforeAll
    static void join() throws Exception {
        one = member(0, SECRETS, options -> {});
        other = member(1, SECRETS, options -> {});
        await(one.eventBus()
                .consumer(ADDRESS, message -> {
                    HEARD.add(message.body());
                    message.reply(message.body());
                })
                .completion());
    }

    @AfterAll
    static void leave() throws Exception {
        await(other.close());
        await(one.close());
        assertFalse(HEARD.contains(FORGED));
    }

    private static Vertx member(int index, Secrets secrets, Consumer<EventBusOptions> change) throws Exception {
        List<String> members = PORTS.stream().map(port -> LOOPBACK + ":" + port).toList();
        VertxOptions options = new VertxOptions();
        options.getEventBusOptions().setHost(LOOPBACK);
        ClusterConfig cluster = new ClusterConfig(LOOPBACK, PORTS.get(index), 0, members);
        VertxBuilder builder = HazelcastCluster.join(cluster, secrets).vertx(options);
        change.accept(options.getEventBusOptions());
        return await(builder.buildClustered());
    }

    private static List<Integer> freePorts(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                ServerSocket socket = new ServerSocket();
                socket.bind(new InetSocketAddress(LOOPBACK, 0));
                sockets.add(socket);
            }
            List<Integer> ports =
                    sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HazelcastInstance hazelcast(Vertx vertx) {
        return ((HazelcastClusterManager) ((VertxInternal) vertx).clusterManager()).getHazelcastInstance();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    private static Future<String> ask(Vertx asker, String address, String text) {
        return asker.eventBus()
                .<String>request(address, text, new DeliveryOptions().setSendTimeout(PATIENCE_MS))
                .map(Message::body);
    }

    private static Future<Void> say(Vertx speaker, String address, String text) {
        return speaker.eventBus().<String>sender(address).write(text);
    }

    @Test
    void registriesOfTheSameSecretsTalk() throws Exception {
        assertEquals("hello", await(ask(other, ADDRESS, "hello")));
    }

    /** It got in all the same, but has another identity. */
    @Test
    void memberWithoutTheIdentityNeitherSpeaksNorHears() throws Exception {
        Vertx stranger = member(
                2,
                SECRETS,
                options -> BusTls.apply(options, P256.generate(RANDOM), RANDOM)
                        .setTrustAll(true)
                        .setClientAuth(ClientAuth.NONE));
        try {
            List<Object> told = new CopyOnWriteArrayList<>();
            await(stranger.eventBus()
                    .consumer("bait", message -> told.add(message.body()))
                    .completion());
            assertThrows(ExecutionException.class, () -> await(say(one, "bait", "news")));
            assertEquals(List.of(), told);
            // In TLS 1.3 it learns after its first words that it was refused.
            await(say(stranger, ADDRESS, FORGED).otherwiseEmpty());
            assertEquals("later", await(ask(other, ADDRESS, "later")));
            assertFalse(HEARD.contains(FORGED));
        } finally {
            await(stranger.close());
        }
    }

    @Test
    void ownEventsNeedNoMapOfTheCluster() throws Exception {
        List<String> here = new CopyOnWriteArrayList<>();
        List<String> there = new CopyOnWriteArrayList<>();
        Bus bus = new Bus(one);
        await(bus.hear(Addresses.PRESENCE_EVENTS, taking(here)));
        await(new Bus(other).hear(Addresses.PRESENCE_EVENTS, taking(there)));
        bus.publish(Addresses.PRESENCE_EVENTS, "online", new JsonObject().put("user", "dana"));
        Awaitility.await().atMost(PATIENCE).until(() -> there.equals(List.of("dana")));
        String lost = "registry.event.lost";
        await(bus.hear(lost, taking(here)));
        MultiMap<String, HazelcastRegistrationInfo> consumers = hazelcast(other).getMultiMap("__vertx.subs");
        consumers.delete(lost);
        consumers.put(lost, new HazelcastRegistrationInfo(new RegistrationInfo("nobody", 1, false)));
        bus.publish(lost, "online", new JsonObject().put("user", "omar"));
        Awaitility.await().atMost(PATIENCE).until(() -> here.contains("omar"));
        assertEquals(List.of("dana", "omar"), here);
    }

    private static Map<String, Consumer<JsonObject>> taking(List<String> users) {
        return Map.of("online", json -> users.add(json.getString("user")));
    }

    @Test
    void registryOfOtherSecretsIsNoMember() throws Exception {
        Vertx stranger = member(3, OTHER_SECRETS, options -> {});
        try {
            assertEquals(1, hazelcast(stranger).getCluster().getMembers().size());
        } finally {
            await(stranger.close());
        }
    }

    @Test
    void clientsOfHazelcastAreTurnedAway() throws IOException {
        try (Socket client = connected()) {
            new MemberProof(SECRETS, RANDOM).onConnect(client);
            client.setSoTimeout(PATIENCE_MS);
            client.getOutputStream().write("CP2".getBytes(StandardCharsets.US_ASCII));
            // That is how it says that it does not speak so, and closes.
            assertEquals("HZX", new String(client.getInputStream().readNBytes(3), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void strangersWithoutTheSecretsAreTurnedAway() throws IOException {
        try (Socket stranger = connected()) {
            assertThrows(IOException.class, () -> new MemberProof(OTHER_SECRETS, RANDOM).onConnect(stranger));
            stranger.getOutputStream().write(new byte[Secrets.PROOF_BYTES]);
            assertThrows(
                    IOException.class,
                    () -> throwAtEnd(stranger.getInputStream().read()));
        }
    }

    /** The system may tell of the end either way. */
    private static void throwAtEnd(int read) throws IOException {
        if (read == -1) {
            throw new EOFException();
        }
    }

    private static Socket connected() throws IOException {
        Socket socket = new Socket(LOOPBACK, PORTS.get(0));
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    @Test
    void membersAreReachedAtTheNamedAddressAlone() {
        assertThrows(IOException.class, () -> new Socket(OTHER_LOOPBACK, PORTS.get(0)).close());
    }
}
