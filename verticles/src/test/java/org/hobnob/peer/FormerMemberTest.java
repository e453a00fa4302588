package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
 * Real programs that go on listening, asking and talking after their users have lost their places, with all the keys that
 * they had. One was removed and is not told, since its line to the registry is stalled; another has given its place up
 * behind its program's back, and cannot ask any more. They read nothing that is said later, and nothing of theirs is shown.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "its processes share a clock of nanoseconds")
@Tag("slow")
class FormerMemberTest {
    private static final long SEED = Long.getLong("hobnob.faults.seed", 1);
    private static final String ROOM = "lab3";
    private static final String HOST = "host";
    private static final String KICKED = "kicked";
    private static final String GONE = "gone";
    private static final List<String> FORMER = List.of(KICKED, GONE);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int WARM_UP = 2;
    private static final int PROCESSES = 2;
    private static final long PROMISED_MS = 1_000;

    @TempDir
    Path folder;

    private RegistryFixture registry;
    private TcpProxy linkOfKicked;
    private TcpProxy linkOfGone;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder);
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", registry.port());
        linkOfKicked = TcpProxy.to(address, SEED);
        linkOfGone = TcpProxy.to(address, SEED);
    }

    @AfterEach
    void stop() {
        linkOfKicked.close();
        linkOfGone.close();
        registry.close();
    }

    @Test
    void readsNothingMoreAndIsHeardByNobody() {
        run(3, 200, 15);
    }

    /** Thirty-two members with the two who go. */
    @Test
    @EnabledIfSystemProperty(named = "hobnob.faults.figures", matches = "true")
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void figures() {
        run(30, 5_000, 3);
    }

    /**
     * @param staying how many members stay
     * @param periodMs how often each says something
     * @param rounds how often it does after those are gone
     */
    private void run(int staying, long periodMs, int rounds) {
        List<String> members = new ArrayList<>(List.of(HOST));
        IntStream.range(1, staying).forEach(i -> members.add("member" + i));
        List<String> all = new ArrayList<>(members);
        all.addAll(FORMER);
        try (Crowd crowd = new Crowd(all, PROCESSES, SEED, name -> Crowd.Place.onLoopback(portFor(name)))) {
            JsonObject room = BusPeer.room(ROOM).put("title", "");
            crowd.ask(HOST, Addresses.PEER_ROOM, "create", room);
            all.stream().skip(1).forEach(member -> crowd.ask(member, Addresses.PEER_ROOM, "join", room));
            assertTrue(haveHeardOfEachOther(crowd, all));
            all.forEach(member -> crowd.talk(member, ROOM, 0, WARM_UP, periodMs));
            assertTrue(hasAll(crowd, all, all, WARM_UP), () -> crowd.report().encode());

            all.forEach(member -> crowd.talk(member, ROOM, WARM_UP, 1_000_000, periodMs));
            linkOfKicked.stall();
            long kickedNs = System.nanoTime();
            crowd.ask(HOST, Addresses.PEER_ROOM, "kick", BusPeer.room(ROOM).put("user", KICKED));
            long goneNs = System.nanoTime();
            crowd.ask(GONE, Addresses.PEER_REGISTRY, "exit", BusPeer.room(ROOM));
            linkOfGone.stall();
            assertTrue(
                    hasAll(crowd, members, members, 2 * WARM_UP + rounds),
                    () -> crowd.report().encode());
            int said = members.stream().mapToInt(crowd::hush).min().orElseThrow();
            FORMER.forEach(crowd::hush);
            assertTrue(hasAll(crowd, members, members, said));
            // What came to the former members' sockets is as much as came to the others', and they had the time to read
            // it.
            assertTrue(crowd.awaitSealed(FORMER, crowd.sealed(HOST), PATIENCE), "nothing came to the former members");
            check(crowd.report(), members, kickedNs, goneNs);
        }
    }

    private int portFor(String name) {
        return switch (name) {
            case KICKED -> linkOfKicked.port();
            case GONE -> linkOfGone.port();
            default -> registry.port();
        };
    }

    private static boolean haveHeardOfEachOther(Crowd crowd, List<String> all) {
        return crowd.awaitShown(
                (name, counts) ->
                        counts.getInteger("joined " + ROOM, 0) >= all.size() - 1 - Math.max(0, all.indexOf(name)),
                PATIENCE);
    }

    private static boolean hasAll(Crowd crowd, List<String> readers, List<String> speakers, int each) {
        return crowd.awaitShown(
                (reader, counts) -> !readers.contains(reader)
                        || speakers.stream()
                                .filter(speaker -> !speaker.equals(reader))
                                .allMatch(speaker -> counts.getInteger(ROOM + " " + speaker, 0) >= each),
                PATIENCE);
    }

    private static void check(JsonObject report, List<String> members, long kickedNs, long goneNs) {
        long kickedReadMs = latestMs(report, List.of(KICKED), members, kickedNs);
        long goneReadMs = latestMs(report, List.of(GONE), members, goneNs);
        long kickedShownMs = latestMs(report, members, List.of(KICKED), kickedNs);
        long goneShownMs = latestMs(report, members, List.of(GONE), goneNs);
        System.out.printf(
                "seed %d, %d members stay%n| | reads last what was said, ms after | is shown last with what it said, ms after |%n|---|---|---|%n| kick | %d | %d |%n| leaving | %d | %d |%n",
                SEED, members.size(), kickedReadMs, kickedShownMs, goneReadMs, goneShownMs);
        List<String> wrong = new ArrayList<>();
        for (long ms : new long[] {kickedReadMs, goneReadMs, kickedShownMs, goneShownMs}) {
            if (ms > PROMISED_MS) {
                wrong.add(ms + " ms");
            }
        }
        members.forEach(member -> report.getJsonObject(member)
                .getJsonArray("complaints")
                .forEach(said -> wrong.add(member + " " + said)));
        assertEquals(List.of(), wrong);
    }

    /** When that was said which the readers were shown of the speakers, and which was said last. */
    private static long latestMs(JsonObject report, List<String> readers, List<String> speakers, long sinceNs) {
        return readers.stream()
                .map(reader -> report.getJsonObject(reader).getJsonObject("shown"))
                .flatMap(shown -> speakers.stream()
                        .filter(speaker -> shown.containsKey(ROOM + " " + speaker))
                        .map(speaker ->
                                shown.getJsonObject(ROOM + " " + speaker).getLong("latestSaidNs")))
                .mapToLong(saidNs -> Math.max(0, TimeUnit.NANOSECONDS.toMillis(saidNs - sinceNs)))
                .max()
                .orElse(0);
    }
}
