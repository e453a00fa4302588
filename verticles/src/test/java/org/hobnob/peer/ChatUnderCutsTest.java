package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.faults.TcpProxy;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pairs of real programs in two processes write to each other over lines that are cut at random: in their handshakes, in
 * the midst of a line, in order and not. Whatever was written is shown once and in order.
 *
 * <p>Each has an address of its own on this machine: its link to the registry comes from there, so that the registry tells
 * the others to look for it there, where a proxy leads to its door.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere only 127.0.0.1 is this machine's")
@Tag("slow")
class ChatUnderCutsTest {
    private static final long SEED = Long.getLong("hobnob.faults.seed", 1);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MOST_MESSAGES = 1_000_000;
    private static final long PERIOD_MS = 100;
    /** Handshakes take half of it. */
    private static final int MOST_BYTES = 6_000;

    @TempDir
    Path folder;

    private final Map<String, InetAddress> addresses = new LinkedHashMap<>();
    private final Map<String, TcpProxy> links = new LinkedHashMap<>();
    private final Map<String, TcpProxy> doors = new LinkedHashMap<>();
    private RegistryFixture registry;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder);
    }

    @AfterEach
    void stop() {
        links.values().forEach(TcpProxy::close);
        doors.values().forEach(TcpProxy::close);
        registry.close();
    }

    private List<String> names(int pairs) throws UnknownHostException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 2 * pairs; i++) {
            String name = "writer" + i;
            names.add(name);
            addresses.put(name, InetAddress.getByAddress(new byte[] {127, 0, 2, (byte) (i + 1)}));
            links.put(
                    name,
                    TcpProxy.between(
                            new InetSocketAddress("127.0.0.1", 0),
                            new InetSocketAddress("127.0.0.1", registry.port()),
                            addresses.get(name),
                            SEED));
        }
        return names;
    }

    private void openDoor(Crowd crowd, String name, String asker) {
        JsonObject contact = crowd.ask(asker, Addresses.PEER_REGISTRY, "contact", BusPeer.user(name));
        InetAddress address = addresses.get(name);
        assertEquals(address.getHostAddress(), contact.getString("ip"));
        int port = contact.getInteger("directPort");
        doors.put(
                name,
                TcpProxy.between(
                        new InetSocketAddress(address, port),
                        new InetSocketAddress("127.0.0.1", port),
                        InetAddress.getLoopbackAddress(),
                        SEED + doors.size()));
    }

    private static String other(List<String> names, String name) {
        return names.get(names.indexOf(name) ^ 1);
    }

    private long cuts() {
        return doors.values().stream().mapToLong(TcpProxy::cuts).sum();
    }

    @Test
    void someCutsLoseNothing() throws UnknownHostException {
        run(4, 30);
    }

    @Test
    @EnabledIfSystemProperty(named = "hobnob.faults.figures", matches = "true")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void figures() throws UnknownHostException {
        run(10, Integer.getInteger("hobnob.faults.cuts", 1_000));
    }

    private void run(int pairs, int cuts) throws UnknownHostException {
        List<String> names = names(pairs);
        try (Crowd crowd = new Crowd(
                names, 2, SEED, name -> Crowd.Place.onLoopback(links.get(name).port()))) {
            names.forEach(name -> openDoor(crowd, name, other(names, name)));
            doors.values().forEach(door -> door.mortal(MOST_BYTES));
            names.forEach(name -> crowd.chat(name, other(names, name), 0, MOST_MESSAGES, PERIOD_MS));
            Awaitility.await().atMost(Duration.ofMinutes(30)).until(() -> cuts() >= cuts);
            Map<String, Integer> said = new LinkedHashMap<>();
            names.forEach(name -> said.put(name, crowd.hush(name)));
            long cut = cuts();
            doors.values().forEach(TcpProxy::heal);
            // Whoever writes has a line tried at once.
            said.replaceAll((name, count) -> {
                crowd.chat(name, other(names, name), count, 1, PERIOD_MS);
                return count + 1;
            });
            crowd.awaitShown(
                    (name, counts) ->
                            counts.getInteger("direct " + other(names, name), 0) >= said.get(other(names, name)),
                    PATIENCE);
            check(crowd.report(), names, said, cut);
        }
    }

    private static void check(JsonObject report, List<String> names, Map<String, Integer> said, long cuts) {
        List<String> wrong = new ArrayList<>();
        long shown = 0;
        for (String name : names) {
            JsonObject tally = report.getJsonObject(name);
            JsonObject row = tally.getJsonObject("shown")
                    .getJsonObject("direct " + other(names, name), new JsonObject().put("count", 0));
            shown += row.getInteger("count");
            boolean fine = row.getInteger("count").equals(said.get(other(names, name)))
                    && row.getLong("twice") == 0
                    && row.getLong("unsure") == 0
                    && row.getLong("disordered") == 0;
            if (!fine) {
                wrong.add(name + ": " + row.encode());
            }
            tally.getJsonArray("complaints").forEach(complaint -> wrong.add(name + " " + complaint));
        }
        long all = said.values().stream().mapToLong(count -> count).sum();
        System.out.printf(
                "seed %d%n| cuts | messages written | lost | shown twice or out of order |%n|---|---|---|---|%n| %d | %d | %d | %d |%n",
                SEED, cuts, all, all - shown, wrong.size());
        assertEquals(List.of(), wrong);
        assertTrue(cuts > 0, "nothing was cut");
    }
}
