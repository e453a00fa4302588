package org.hobnob.launcher.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hobnob.launcher.Launched;
import org.hobnob.launcher.Surroundings;
import org.hobnob.testing.NativeClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs of an earlier state and of this one, in processes of their own, share a registry, chats, a sealed room and a
 * cluster that is upgraded under them (SPEC 4.9). In the profile {@code meets}.
 */
@EnabledIfSystemProperty(named = "hobnob.meets.revision", matches = "[0-9a-f]+")
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class MeetsTest {
    private static final Surroundings PRESENT = Surroundings.PLAIN;
    private static final String ROOM = "lab3";
    private static final int TALK_MS = 8_000;
    private static final int TIMEOUT_MS = 30_000;

    @TempDir
    Path home;

    private Surroundings earlier;

    @BeforeEach
    void build() throws Exception {
        earlier = EarlierState.of(System.getProperty("hobnob.meets.revision"));
    }

    /** Who talks, with whom, and that all of it arrives. */
    private static final class Company {
        private final Map<String, Launched> peers = new LinkedHashMap<>();
        private final Map<String, Talk> inRoom = new LinkedHashMap<>();
        private final Map<List<String>, Talk> direct = new LinkedHashMap<>();
        private final List<Thread> threads = new ArrayList<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private final String word;

        /** @param word what all that is said begins with */
        Company(String word) {
            this.word = word;
        }

        Company signUp(String name, Launched peer) throws IOException {
            peer.type("/signup " + name + " secret-" + name).shows("Logged in as " + name);
            return with(name, peer);
        }

        /** Somebody who is logged in already. */
        Company with(String name, Launched peer) {
            peers.put(name, peer);
            return this;
        }

        Launched peer(String name) {
            return peers.get(name);
        }

        Company meet(String host) throws IOException {
            peer(host).type("/create " + ROOM).shows("#" + ROOM + " created");
            for (Map.Entry<String, Launched> each : peers.entrySet()) {
                if (!each.getKey().equals(host)) {
                    each.getValue().type("/join " + ROOM).shows("#" + ROOM + " joined");
                }
            }
            return this;
        }

        /** Everybody speaks in the room, and writes to everybody else, which makes that the current conversation. */
        Company begin() {
            peers.forEach((name, peer) -> {
                inRoom.put(name, begin(new Talk(peer, "/switch " + ROOM + "\n/say ", word, over)));
                peers.keySet().stream()
                        .filter(other -> !other.equals(name))
                        .forEach(other -> direct.put(
                                List.of(name, other), begin(new Talk(peer, "/msg " + other + " ", word, over))));
            });
            return this;
        }

        private Talk begin(Talk talk) {
            Thread thread = new Thread(talk);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
            return talk;
        }

        Company during(long ms) throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(ms);
            return this;
        }

        /** Ends the talk; everything that was said is shown to those it was for, once and in order. */
        void end(String where) throws InterruptedException {
            over.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            int shown = 0;
            for (Map.Entry<String, Talk> said : inRoom.entrySet()) {
                for (Map.Entry<String, Launched> hearer : peers.entrySet()) {
                    if (!hearer.getKey().equals(said.getKey())) {
                        said.getValue()
                                .assertHeardInOrder(hearer.getValue(), "[#" + ROOM + "] " + said.getKey() + ": ");
                        shown += said.getValue().said();
                    }
                }
            }
            System.out.println(
                    "meets: " + where + ": in the room " + shown + " of " + shown + " lines shown once, in order");
            shown = 0;
            for (Map.Entry<List<String>, Talk> said : direct.entrySet()) {
                String from = said.getKey().get(0);
                said.getValue().assertHeardInOrder(peer(said.getKey().get(1)), "[@" + from + "] ");
                shown += said.getValue().said();
            }
            System.out.println(
                    "meets: " + where + ": in private " + shown + " of " + shown + " lines shown once, in order");
            peers.values()
                    .forEach(peer -> peer.out().stream()
                            .filter(line -> line.contains("too old") || line.contains("missing"))
                            .forEach(line -> System.out.println("meets: " + where + ": told " + line)));
        }
    }

    private Launched registry(Surroundings state) throws IOException {
        return Launched.start(
                        home,
                        state,
                        "registry",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "0",
                        "--udp-port",
                        "0",
                        "--data",
                        Files.createTempDirectory(home, "registry").toString())
                .ready();
    }

    private Launched peer(Surroundings state, String profile, Launched registry) throws IOException {
        String address = "127.0.0.1:" + registry.port("tcp-port");
        return Launched.start(
                home, state, "peer", "--registry", address, "--pin", registry.value("key-full"), "--profile", profile);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void peersOfBothStatesTalkAtEitherRegistry(boolean registryIsEarlier) throws Exception {
        try (Launched registry = registry(registryIsEarlier ? earlier : PRESENT);
                Launched dana = peer(earlier, "dana", registry);
                Launched omar = peer(PRESENT, "omar", registry);
                Launched sara = peer(PRESENT, "sara", registry)) {
            new Company("line")
                    .signUp("dana", dana)
                    .signUp("omar", omar)
                    .signUp("sara", sara)
                    .meet(registryIsEarlier ? "dana" : "omar")
                    .begin()
                    .during(TALK_MS)
                    .end(registryIsEarlier ? "earlier registry" : "present registry");
            dana.type("/leave " + ROOM);
            omar.shows("dana left");
            new Company("later")
                    .with("omar", omar)
                    .with("sara", sara)
                    .begin()
                    .during(TALK_MS / 4)
                    .end("without dana");
        }
    }

    @Test
    void nothingIsLostWhileRegistriesAreUpgraded() throws Exception {
        try (Registries registries = new Registries(home, Site.loopback(), earlier, 2, 1);
                Launched dana = registries.peer("dana", earlier);
                Launched omar = registries.peer("omar", PRESENT)) {
            Company company = new Company("line")
                    .signUp("dana", dana)
                    .signUp("omar", omar)
                    .meet("dana")
                    .begin()
                    .during(TALK_MS / 4);
            for (int node = 0; node < registries.count(); node++) {
                assertEquals(0, registries.stop(node));
                registries.becomes(node, PRESENT);
                registries.start(node);
                registries.awaitReady(node);
                changeTheRoom(registries, "late" + node);
                company.during(TALK_MS / 2);
            }
            company.end("upgraded cluster");
        }
    }

    /** Registries of both states change one room, one after the other. */
    private static void changeTheRoom(Registries registries, String user) throws IOException {
        for (int node = 0; node < registries.count(); node++) {
            try (NativeClient client = registries.connect(node, TIMEOUT_MS)) {
                client.register(user);
                assertTrue(client.login(user).contains("<200>"));
                assertTrue(client.ask("JOIN_CHAT_ROOM lab3 - 1").contains("<200>"));
                assertTrue(client.ask("DISCOVER_PEERS lab3").contains(" " + user + " lab3 "));
                assertTrue(client.ask("LOGOUT").contains("<200>"));
            }
        }
    }

    @Test
    void profileOfTheEarlierStateGoesOn() throws Exception {
        try (Launched registry = registry(PRESENT);
                Launched omar = peer(PRESENT, "omar", registry)) {
            omar.type("/signup omar secret-omar").shows("Logged in as omar");
            try (Launched dana = peer(earlier, "dana", registry)) {
                dana.type("/signup dana secret-dana").shows("Logged in as dana");
                dana.type("/msg omar one").shows("(delivered)");
                omar.type("/logout").shows("Logged out");
                dana.type("/msg omar two").shows("(queued)");
                assertEquals(0, dana.type("/quit").exitStatus());
            }
            try (Launched dana = peer(PRESENT, "dana", registry)) {
                dana.type("/login dana secret-dana").shows("Logged in as dana");
                omar.type("/login omar secret-omar").shows("[@dana] two");
                dana.type("/msg omar three");
                omar.shows("[@dana] three");
                assertEquals(
                        List.of("one", "two", "three"),
                        omar.out().stream()
                                .filter(line -> line.startsWith("[@dana] "))
                                .map(line -> line.split(" ")[1])
                                .toList());
                System.out.println("meets: earlier profile: 3 of 3 lines shown once, in order");
            }
        }
    }
}
