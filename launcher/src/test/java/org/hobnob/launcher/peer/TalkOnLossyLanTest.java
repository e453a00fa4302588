package org.hobnob.launcher.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;
import org.hobnob.faults.Lan;
import org.hobnob.launcher.Launched;
import org.hobnob.launcher.Surroundings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two of three people in a room say ten lines a second each, through the pipes of their programs, on machines of a LAN that
 * loses multicast: every line stands on the others' screens, once and in order. Prints how long that takes, from writing a
 * line into one pipe to reading it from another. In the profile {@code faults}; skipped where namespaces cannot be made.
 */
@EnabledIfSystemProperty(named = "hobnob.faults.figures", matches = "true")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@Tag("slow")
class TalkOnLossyLanTest {
    private static final List<String> NAMES = List.of("dana", "omar", "amir");
    private static final int SPEAKERS = 2;
    private static final long PERIOD_MS = 100;
    private static final int WARM_UP_S = 30;
    private static final int MEASURED_S = 30;
    private static final int PATIENCE_S = 120;
    private static final int SLOW_S = 10;
    /** Those of {@code conf/java-options}. */
    private static final List<String> PEER_OPTIONS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-XX:MaxDirectMemorySize=64m");

    @TempDir
    Path home;

    private final List<TalkingMember> members =
            NAMES.stream().map(TalkingMember::new).toList();
    private final List<TalkingMember> speakers = members.subList(0, SPEAKERS);

    private Launched startRegistry(Lan lan) throws IOException {
        Surroundings hub = Surroundings.PLAIN.behind(lan.onHub()).with(Map.of("HOBNOB_INTERFACE", "br0"));
        return Launched.start(
                home,
                hub,
                "registry",
                "--host",
                lan.hubAddress(),
                "--port",
                "0",
                "--udp-port",
                "0",
                "--data",
                home.resolve("data").toString());
    }

    private void logIn(Lan lan, int registryPort) throws IOException {
        for (TalkingMember member : members) {
            int host = members.indexOf(member);
            Surroundings machine = Surroundings.PLAIN
                    .behind(lan.on(host))
                    .with(Map.of("HOBNOB_INTERFACE", lan.device()))
                    .options(PEER_OPTIONS);
            String registry = lan.hubAddress() + ":" + registryPort;
            member.runs(Launched.start(
                    home.resolve(member.name()),
                    machine,
                    member::take,
                    "peer",
                    "--registry",
                    registry,
                    "--trust",
                    "tofu"));
            member.program().type("/signup " + member.name() + " secret-" + member.name());
            member.program().shows("Logged in as " + member.name());
        }
    }

    /** Everybody goes to a new room of that name, where multicast reaches everybody. */
    private void meet(String room) throws IOException {
        members.get(0).program().type("/create " + room).shows("#" + room + " created");
        for (TalkingMember member : members.subList(1, members.size())) {
            member.program().type("/join " + room).shows("#" + room + " joined");
        }
        for (TalkingMember member : members) {
            for (String name : NAMES) {
                if (!name.equals(member.name())) {
                    member.program().shows("#" + room + ": multicast reaches " + name);
                }
            }
        }
    }

    private void talk(int seconds) throws InterruptedException {
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(SPEAKERS);
        for (TalkingMember speaker : speakers) {
            clock.scheduleAtFixedRate(speaker::say, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
        }
        clock.awaitTermination(seconds, TimeUnit.SECONDS);
        clock.shutdown();
        assertTrue(clock.awaitTermination(PATIENCE_S, TimeUnit.SECONDS), "a line cannot be written");
    }

    /** Talks while so many of a hundred datagrams are lost; prints a row, and returns what went wrong. */
    private List<String> measure(Lan lan, int percent) throws IOException, InterruptedException {
        meet("room" + percent);
        if (percent > 0) {
            lan.drop(percent);
        }
        talk(WARM_UP_S);
        List<Integer> from = speakers.stream().map(TalkingMember::said).toList();
        talk(MEASURED_S);
        Awaitility.await()
                .atMost(PATIENCE_S, TimeUnit.SECONDS)
                .until(() -> members.stream()
                        .allMatch(member ->
                                speakers.stream().allMatch(speaker -> speaker == member || member.hasLastOf(speaker))));
        assertTrue(percent == 0 || lan.dropped() > 0, "nothing was dropped");
        lan.heal();
        List<String> wrong = new ArrayList<>();
        Histogram micros = new Histogram(3);
        for (TalkingMember member : members) {
            for (TalkingMember speaker : speakers) {
                if (speaker != member) {
                    member.wrongOf(speaker).forEach(what -> wrong.add(percent + " %: " + what));
                    member.addLatencies(speaker, from.get(speakers.indexOf(speaker)), micros);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| %d %% | %d | %.1f | %.1f | %.1f | %.1f |%n",
                percent,
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        // On a busy machine it takes its time, but a line that waits for the outcome of each one before it takes far
        // longer.
        if (micros.getValueAtPercentile(50) > TimeUnit.SECONDS.toMicros(SLOW_S)) {
            wrong.add(percent + " %: half of the lines took longer than " + SLOW_S + " s");
        }
        return wrong;
    }

    @Test
    void linesAreShownToTheOthersOnceAndInOrder() throws Exception {
        Optional<String> hindrance = Lan.hindrance();
        hindrance.ifPresent(why -> System.out.println("skipped: " + why));
        assumeTrue(hindrance.isEmpty(), () -> hindrance.orElse(""));
        List<String> wrong = new ArrayList<>();
        try (Lan lan = new Lan(NAMES.size());
                Launched registry = startRegistry(lan).ready()) {
            try {
                logIn(lan, registry.port("tcp-port"));
                System.out.println("| lost | shown | p50 ms | p99 ms | longest ms | load |\n|---|---|---|---|---|---|");
                for (int percent : new int[] {0, 10, 20}) {
                    wrong.addAll(measure(lan, percent));
                }
            } finally {
                members.stream()
                        .map(TalkingMember::program)
                        .filter(Objects::nonNull)
                        .forEach(Launched::close);
            }
        }
        assertEquals(List.of(), wrong);
    }
}
