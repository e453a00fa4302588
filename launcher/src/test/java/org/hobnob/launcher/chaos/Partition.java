package org.hobnob.launcher.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.hobnob.testing.NativeClient;

/**
 * One registry is cut off from the others, but not from the store: what is promised holds, and when they reach each other
 * again they find together and news flows.
 */
final class Partition {
    private static final int ALONE = 0;
    private static final int TIMEOUT_MS = 20_000;
    /** In which news that flows has come. */
    private static final int NEWS_MS = 2_000;

    private static final Duration SPLIT = Duration.ofSeconds(60);
    /** Presence is at most five seconds behind the store; a busy machine gets as much on top. */
    private static final Duration PRESENCE = Duration.ofSeconds(10);

    private static final Duration TOGETHER = Duration.ofSeconds(60);

    private final Registries registries;
    private int rooms;

    Partition(Registries registries) {
        this.registries = registries;
    }

    void run() throws Exception {
        register();
        awaitNews(all());
        registries.isolate(ALONE);
        awaitSplit();
        promisesHold();
        long dropped = registries.site().heal();
        System.out.println("partition: " + dropped + " packets dropped");
        assertTrue(dropped > 0);
        long healedNs = System.nanoTime();
        awaitNews(all());
        System.out.println("partition: news flowed again " + (System.nanoTime() - healedNs) / 1_000_000
                + " ms after the network was whole");
    }

    private void register() throws Exception {
        try (NativeClient peer = registries.connect(ALONE, TIMEOUT_MS)) {
            for (int node = 0; node < registries.count(); node++) {
                assertEquals("REGISTER <SUCCESS> <200>", peer.register("host" + node));
                assertEquals("REGISTER <SUCCESS> <200>", peer.register("guest" + node));
            }
        }
    }

    private record Way(int from, int to) {}

    private List<Way> all() {
        return IntStream.range(0, registries.count())
                .boxed()
                .flatMap(from -> IntStream.range(0, registries.count())
                        .filter(to -> to != from)
                        .mapToObj(to -> new Way(from, to)))
                .toList();
    }

    private void awaitNews(List<Way> ways) {
        List<Way> left = new ArrayList<>(ways);
        Awaitility.await()
                .atMost(TOGETHER)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> {
                    for (Way way : List.copyOf(left)) {
                        if (newsCome(way)) {
                            left.remove(way);
                        }
                    }
                    return left.isEmpty();
                });
    }

    /** Whether a member at one registry hears at once that a user of the other one has joined. */
    private boolean newsCome(Way way) throws Exception {
        String room = "room" + rooms++;
        try (NativeClient host = registries.connect(way.to, NEWS_MS);
                NativeClient guest = registries.connect(way.from, TIMEOUT_MS)) {
            awaitLogin(host, "host" + way.to);
            awaitLogin(guest, "guest" + way.from);
            succeeds(host, "CREATE_CHAT_ROOM " + room + " - 0 x");
            succeeds(guest, "JOIN_CHAT_ROOM " + room + " - 1");
            boolean heard = hears(host, "USER_JOINED guest" + way.from + " " + room);
            succeeds(guest, "ROOM_EXIT guest" + way.from + " " + room);
            return heard;
        }
    }

    private static boolean hears(NativeClient peer, String wanted) {
        try {
            peer.notice(wanted);
            return true;
        } catch (UncheckedIOException timeout) {
            return false;
        }
    }

    /** Who has only just gone may still be online. */
    private static void awaitLogin(NativeClient peer, String user) {
        Awaitility.await().atMost(PRESENCE).until(() -> peer.login(user).contains("<200>"));
    }

    private static void succeeds(NativeClient peer, String request) {
        String reply = peer.ask(request);
        assertTrue(reply.contains("<200>"), () -> request + ": " + reply);
    }

    /** Both sides have noticed when news passes between those that are together, and none between the others. */
    private void awaitSplit() {
        Awaitility.await().atMost(SPLIT).until(() -> registries.misses(ALONE, registries.count() - 1));
        for (int node = ALONE + 1; node < registries.count(); node++) {
            int other = node;
            Awaitility.await().atMost(SPLIT).until(() -> registries.misses(other, 1));
        }
        awaitNews(List.of(new Way(1, 2), new Way(2, 1)));
    }

    private void promisesHold() throws Exception {
        try (NativeClient here = registries.connect(ALONE, TIMEOUT_MS);
                NativeClient there = registries.connect(1, TIMEOUT_MS)) {
            assertEquals("REGISTER <SUCCESS> <200>", here.register("newcomer"));
            assertTrue(there.register("newcomer").contains("reason=name-taken"));
            succeeds(here, "LOGIN newcomer " + NativeClient.PASSWORD + " 4000");
            assertTrue(there.login("newcomer").contains("reason=already-online"));
            awaitLogin(there, "host1");
            succeeds(here, "CREATE_CHAT_ROOM island - 0 x");
            assertTrue(there.ask("CREATE_CHAT_ROOM island - 0 x").contains("reason=room-exists"));
            succeeds(there, "JOIN_CHAT_ROOM island - 1");
            assertTrue(here.ask("DISCOVER_PEERS island").contains("host1"), "what is stored is known on both sides");
            Awaitility.await()
                    .atMost(PRESENCE)
                    .until(() -> there.ask("SEARCH_USER newcomer").contains("<200>"));
        }
        assertTrue(!newsCome(new Way(1, ALONE)), "the cut is one");
    }
}
