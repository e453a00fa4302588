package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.protocol.file.FileLimits;
import org.hobnob.testing.Await;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a peer with a small heap, to whom somebody writes, notices of a user who floods it with what is for files. The delays
 * are printed: they need a quiet machine. The profile {@code faults} runs it.
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "hobnob.faults.figures", matches = "true")
class HostileFilesTest {
    private static final int SECONDS = 5;
    private static final long PERIOD_MS = 50;
    private static final int LINES = (int) (SECONDS * 1_000 / PERIOD_MS);
    private static final int AT_ONCE = 30;
    private static final long NS_PER_MS = 1_000_000;
    private static final long MAX_GROWTH_BYTES = 16L << 20;
    private static final int FILES = 40;
    private static final int FILE_BYTES = 32 << 20;

    @TempDir
    Path folder;

    private final Map<String, Long> arrivedNs = new ConcurrentHashMap<>();
    private final Vertx vertx = Vertx.vertx();
    private final List<Stranger> strangers = new ArrayList<>();
    private RegistryFixture registry;
    private BusPeer dana;
    private BusPeer mallory;
    private PeerProcess omar;
    private int door;

    @BeforeEach
    void start() throws IOException {
        registry = RegistryFixture.start(folder.resolve("registry"));
        dana = BusPeer.online("dana", registry.port());
        mallory = BusPeer.online("mallory", registry.port());
        omar = PeerProcess.start(folder.resolve("omar"), registry.port(), this::heard)
                .online("register", "login");
        door = mallory.contactOf("omar").getInteger("directPort");
    }

    @AfterEach
    void stop() {
        strangers.forEach(Stranger::close);
        omar.kill();
        mallory.stop();
        dana.stop();
        registry.close();
        Await.await(vertx.close());
    }

    private void heard(String line) {
        long nowNs = System.nanoTime();
        if (line.startsWith("event ") && line.contains("\"direct\"")) {
            arrivedNs.put(new JsonObject(line.substring("event ".length())).getString("text"), nowNs);
        }
    }

    private Stranger knock(int port) {
        Stranger stranger = Stranger.knock(vertx, mallory.identity(), "127.0.0.1", port);
        strangers.add(stranger);
        return stranger;
    }

    /** Dana writes to Omar for some seconds. Returns how long each line took to his console, the shortest first. */
    private List<Long> delaysMs(String prefix) {
        Map<String, Long> saidNs = new ConcurrentHashMap<>();
        for (int i = 0; i < LINES; i++) {
            String text = prefix + i;
            saidNs.put(text, System.nanoTime());
            dana.asking(Addresses.PEER_CHAT, "message", BusPeer.user("omar").put("text", text));
            LockSupport.parkNanos(PERIOD_MS * NS_PER_MS);
        }
        Awaitility.await("all arrive")
                .atMost(Await.PATIENCE)
                .until(() -> arrivedNs.keySet().containsAll(saidNs.keySet()));
        return saidNs.keySet().stream()
                .map(text -> (arrivedNs.get(text) - saidNs.get(text)) / NS_PER_MS)
                .sorted()
                .toList();
    }

    private static String row(String what, List<Long> delays) {
        return "%-14s p50 %d ms, p99 %d ms, longest %d ms"
                .formatted(
                        what,
                        delays.get(delays.size() / 2),
                        delays.get(delays.size() * 99 / 100),
                        delays.get(delays.size() - 1));
    }

    /** Asks as fast as it is answered, until the time. Returns how often. */
    private static long flood(Stranger line, LongFunction<String> question, long untilNs) {
        long asked = 0;
        while (System.nanoTime() < untilNs) {
            StringBuilder some = new StringBuilder();
            for (int i = 0; i < AT_ONCE; i++) {
                some.append("@f ").append(question.apply(asked++)).append('\n');
            }
            line.say(some.toString());
            for (int i = 0; i < AT_ONCE; i++) {
                line.hear();
            }
        }
        return asked;
    }

    private void bears(String what, LongFunction<String> question) throws Exception {
        delaysMs("warm up ");
        List<Long> before = delaysMs("before ");
        long heapBefore = omar.usedHeap();
        Stranger line = knock(door);
        long[] asked = new long[1];
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS + 2);
        Thread attacker = new Thread(() -> asked[0] = flood(line, question, untilNs), "attacker");
        Duration cpuBefore = omar.cpuTime();
        attacker.start();
        List<Long> during = delaysMs("during ");
        attacker.join();
        long heapAfter = omar.usedHeap();
        System.out.printf(
                "%s: %d in %d s, %d µs of a processor each; heap before %d KiB, after %d KiB%n%s%n%s%n",
                what,
                asked[0],
                SECONDS + 2,
                omar.cpuTime().minus(cpuBefore).toNanos() / 1_000 / asked[0],
                heapBefore >> 10,
                heapAfter >> 10,
                row("before", before),
                row("during", during));
        assertTrue(heapAfter - heapBefore < MAX_GROWTH_BYTES, "the heap grew");
    }

    private static String offer(long id, int port) {
        return "OFFER_FILE mallory omar sheet.pdf id=%032x size=10 port=%d".formatted(id, port);
    }

    @Test
    void offersInThousandsAreShownUpToTheBound() throws Exception {
        bears("offers", number -> offer(number, 40_000));
        assertTrue(omar.count("\"file\"") <= FileLimits.OFFERS_OF_ONE, () -> omar.count("\"file\"") + " were shown");
    }

    /** Each time something would have to be stored. */
    @Test
    void oneOfferFromEverChangingPortsHoldsNobodyUp() throws Exception {
        bears("ports", number -> offer(1, (int) (40_000 + number % 2)));
        assertEquals(1, omar.count("\"file\""));
    }

    @Test
    void handOutRequestsInThousandsHoldNobodyUp() throws Exception {
        String id = omarSends(1).get(0);
        bears(
                "hand-outs",
                number -> number % 2 == 0
                        ? "ASK_HAND_OUT mallory omar id=" + id
                        : "ASK_HAND_OUT_REPORT mallory omar id=%032x needs=4096".formatted(number));
    }

    private List<String> omarSends(int files) throws IOException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            Path file = folder.resolve("file-" + i);
            Files.write(file, new byte[FILE_BYTES]);
            JsonObject body = BusPeer.user("mallory").put("path", file.toString());
            omar.tell(Addresses.PEER_FILE + " send " + body.encode());
            omar.await("reply ", 3 + i);
        }
        for (JsonObject reply : replies()) {
            reply.getJsonArray("offers", new JsonArray())
                    .forEach(offer -> ids.add(((JsonObject) offer).getString("id")));
        }
        return ids;
    }

    private List<JsonObject> replies() {
        return omar.lines().stream()
                .filter(line -> line.startsWith("reply "))
                .map(line -> new JsonObject(line.substring("reply ".length())))
                .toList();
    }

    @Test
    void receiversThatNeverReadTakeLittleAndAreCutOff() throws Exception {
        List<String> ids = omarSends(FileLimits.SERVED_TO_ONE + 1);
        Set<Integer> ports = omar.listeningPorts();
        ports.remove(door);
        int files = ports.iterator().next();
        delaysMs("warm up ");
        List<Long> before = delaysMs("before ");
        long heapBefore = omar.usedHeap();
        for (int i = 0; i < FILES; i++) {
            Stranger deaf = knock(files);
            deaf.fallDeaf();
            deaf.say("@1 FETCH_FILE mallory id=" + ids.get(i % FileLimits.SERVED_TO_ONE) + " from=0\n");
        }
        List<Long> during = delaysMs("during ");
        long heapDuring = omar.usedHeap();
        System.out.printf(
                "deaf receivers: %d; heap before %d KiB, during %d KiB%n%s%n%s%n",
                FILES, heapBefore >> 10, heapDuring >> 10, row("before", before), row("during", during));
        assertTrue(heapDuring - heapBefore < 2 * MAX_GROWTH_BYTES, "the heap grew");
        String last = "@1 FETCH_FILE mallory id=" + ids.get(FileLimits.SERVED_TO_ONE) + " from=0\n";
        assertTrue(knock(files).say(last).hear().contains("answer=busy"));
        Awaitility.await("the deaf are cut off")
                .atMost(Duration.ofMillis(2 * FileLimits.STALL_MS))
                .pollInterval(Duration.ofSeconds(5))
                .until(() -> knock(files).say(last).hear().contains("answer=ok"));
    }
}
