package org.hobnob.launcher.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.hobnob.launcher.Launched;
import org.hobnob.launcher.RawPeer;
import org.hobnob.launcher.chaos.Operation.Kind;
import org.hobnob.launcher.chaos.Operation.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three registries and their store in trouble, judged by what clients were told. Runs in the profile {@code chaos}, for as
 * many seconds as the property {@code hobnob.chaos.seconds} says, with the seed {@code hobnob.chaos.seed}.
 */
@EnabledIfSystemProperty(named = "hobnob.chaos.seconds", matches = "[1-9][0-9]*")
class ChaosTest {
    private static final int NODES = 3;
    private static final int CLIENTS = 12;
    private static final int TIMEOUT_MS = 30_000;
    /** All peers of a killed registry have resumed within ten seconds; a busy machine gets as much on top. */
    private static final long LONGEST_OFFLINE_MS = 20_000;

    @TempDir
    Path home;

    private final History history = new History();
    private final Client.Goods goods = new Client.Goods();
    private final List<Thread> threads = new ArrayList<>();

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void clientsAreToldNothingThatIsNotSo() throws Exception {
        long seconds = Long.getLong("hobnob.chaos.seconds");
        long seed = Long.getLong("hobnob.chaos.seed", System.nanoTime());
        System.out.println("chaos: seed " + seed);
        try (Registries registries = new Registries(home, NODES, seed);
                Launched dana = peer("dana", registries);
                Launched omar = peer("omar", registries)) {
            registerUsers(registries);
            List<Sightings> sightings = IntStream.range(0, NODES)
                    .mapToObj(node -> new Sightings("watcher" + node, "dana", registries.port(node), goods.over))
                    .toList();
            sightings.forEach(this::begin);
            for (int i = 0; i < CLIENTS; i++) {
                begin(new Client(i, seed + i, registries, goods, history));
            }
            Talk talk = new Talk(dana, "omar", goods.over);
            begin(talk);
            Troubles troubles = new Troubles(registries, seed);
            troubles.make(seconds);
            goods.over.set(true);
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(60));
            }
            lookForEverything(registries);
            report(troubles, sightings, talk);
            assertEquals(List.of(), history.complaints());
            assertTrue(history.where(one -> one.is(Kind.CREATE, Outcome.DONE)).size() > 10, history.summary());
            sightings.forEach(ChaosTest::assertSeen);
            assertHeardInOrder(omar, talk.said());
        }
    }

    private void begin(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    private Launched peer(String name, Registries registries) throws Exception {
        Launched peer = Launched.start(
                home, "peer", "--registry", registries.addresses(), "--profile", name, "--interface", "lo");
        peer.type("/signup " + name + " secret-" + name).shows("Logged in as " + name);
        return peer;
    }

    private static void registerUsers(Registries registries) throws Exception {
        try (RawPeer peer = new RawPeer(registries.port(0), TIMEOUT_MS)) {
            for (int i = 0; i < Client.USERS; i++) {
                peer.register(Client.user(i));
            }
            for (int i = 0; i < NODES; i++) {
                peer.register("watcher" + i);
            }
        }
    }

    /** Asks in the end for every account and room of which anybody was told anything. */
    private void lookForEverything(Registries registries) throws Exception {
        try (RawPeer peer = new RawPeer(registries.port(NODES - 1), TIMEOUT_MS)) {
            peer.register("inspector");
            Awaitility.await().until(() -> peer.login("inspector").contains("<200>"));
            for (String account : history.acknowledged(Kind.REGISTER)) {
                look(peer, Kind.FIND_ACCOUNT, account, "SEARCH_USER " + account, "reason=not-online", "no-such-user");
            }
            for (String room : history.acknowledged(Kind.CREATE)) {
                look(peer, Kind.FIND_ROOM, room, "DISCOVER_PEERS " + room, "<200>", "no-such-room");
            }
        }
    }

    private void look(RawPeer peer, Kind kind, String key, String request, String there, String gone) throws Exception {
        long startNs = System.nanoTime();
        String reply = peer.ask(request);
        assertTrue(reply.contains(there) || reply.contains(gone), reply);
        Outcome outcome = reply.contains(there) ? Outcome.DONE : Outcome.TAKEN;
        history.add(new Operation(CLIENTS, kind, key, "", startNs, System.nanoTime(), outcome));
    }

    private void report(Troubles troubles, List<Sightings> sightings, Talk talk) {
        System.out.println("chaos: " + troubles.done());
        System.out.println("chaos: " + history.summary());
        sightings.forEach(one -> System.out.println("chaos: dana seen " + one.seen() + " times, said to be offline for "
                + one.longestOfflineMs() + " ms at most"));
        System.out.println("chaos: " + talk.said() + " messages said");
    }

    private static void assertSeen(Sightings sightings) {
        assertTrue(sightings.seen() > 0, "never seen");
        assertTrue(!sightings.wasUnknown(), "an account that exists was said not to");
        assertTrue(sightings.longestOfflineMs() <= LONGEST_OFFLINE_MS, "offline for " + sightings.longestOfflineMs());
    }

    private static void assertHeardInOrder(Launched omar, int said) {
        List<String> expected = IntStream.range(0, said)
                .mapToObj(number -> "[@dana] line " + number)
                .toList();
        Awaitility.await().untilAsserted(() -> assertEquals(expected, heard(omar)));
    }

    private static List<String> heard(Launched omar) {
        return omar.out().stream()
                .filter(line -> line.contains("[@dana] line "))
                .map(line -> line.substring(line.indexOf("[@dana] line "), line.lastIndexOf("  (")))
                .toList();
    }
}
