package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.hobnob.faults.Lan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A room of real programs on several machines, as network namespaces, whose kernels drop multicast at random: all that is
 * said is shown everywhere, once and in order. In the profile {@code faults}; skipped where that cannot be made.
 */
@EnabledIfSystemProperty(named = "hobnob.faults.figures", matches = "true")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
@Tag("slow")
class RoomOnLossyLanTest {
    @TempDir
    Path folder;

    private Lan lan;
    private Process registry;
    private int registryPort;

    @BeforeEach
    void start() throws IOException {
        Optional<String> hindrance = Lan.hindrance();
        hindrance.ifPresent(why -> System.out.println("skipped: " + why));
        assumeTrue(hindrance.isEmpty(), () -> hindrance.orElse(""));
        lan = new Lan(4);
        List<String> command = new ArrayList<>(lan.onHub());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.net.preferIPv4Stack=true",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                HostProcess.class.getName(),
                "registry",
                lan.hubAddress(),
                folder.toString()));
        registry = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(registry.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith("port ")) {
            line = out.readLine();
        }
        registryPort = Integer.parseInt(String.valueOf(line).substring("port ".length()));
    }

    @AfterEach
    void stop() {
        if (registry != null) {
            registry.destroy();
            registry.onExit().join();
        }
        if (lan != null) {
            lan.close();
        }
    }

    private Crowd crowd(List<String> names, int hosts) {
        return new Crowd(
                names,
                IntStream.range(0, hosts).mapToObj(lan::on).toList(),
                1,
                name -> new Crowd.Place(lan.hubAddress(), registryPort, lan.device()));
    }

    private RoomFigures.Network losing(int percent) {
        return new RoomFigures.Network() {
            @Override
            public void fail() {
                lan.drop(percent);
            }

            @Override
            public void heal() {
                assertTrue(lan.dropped() > 0, "nothing was dropped");
                lan.heal();
            }
        };
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "member" + i).toList();
    }

    @Test
    void aTenthLostIsRepaired() {
        List<String> names = names(3);
        try (Crowd crowd = crowd(names, 2)) {
            RoomFigures figures = RoomFigures.measured(crowd, names, "lab3", losing(10), 30);
            System.out.println(RoomFigures.head() + "\n" + figures.row("10 % by the kernel", names.size()));
            assertEquals(List.of(), figures.wrong());
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void figures() {
        int rounds = RoomFigures.rounds();
        List<String> names = names(8);
        List<String> wrong = new ArrayList<>();
        System.out.println(RoomFigures.head());
        try (Crowd crowd = crowd(names, 4)) {
            for (int percent : new int[] {1, 5, 10, 20}) {
                RoomFigures figures = RoomFigures.measured(crowd, names, "room" + percent, losing(percent), rounds);
                System.out.println(figures.row(percent + " % by the kernel", names.size()));
                figures.wrong().forEach(what -> wrong.add(percent + " %: " + what));
            }
        }
        assertEquals(List.of(), wrong);
    }
}
