package org.hobnob.launcher.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.faults.Lan;
import org.hobnob.launcher.Surroundings;

/** Runs a test at the hub of a LAN made for it: a process cannot go into a network namespace, but begin there. */
final class OwnLan {
    private OwnLan() {}

    /** Makes the LAN, runs the test there, and fails where it does; skips where there can be no such LAN. */
    static void run(String test, int size, Path home, List<String> args) throws Exception {
        Optional<String> hindrance = Lan.hindrance();
        hindrance.ifPresent(why -> System.out.println("skipped: " + why));
        assumeTrue(hindrance.isEmpty(), () -> hindrance.orElse(""));
        try (Lan lan = new Lan(size)) {
            List<String> command = new ArrayList<>(lan.onHub());
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.net.preferIPv4Stack=true",
                    "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                    "-cp",
                    System.getProperty("java.class.path"),
                    OwnLan.class.getName(),
                    test,
                    lan.name(),
                    "" + size,
                    home.toString()));
            command.addAll(args);
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (BufferedReader output = process.inputReader()) {
                output.lines().forEach(System.out::println);
                assertEquals(0, process.waitFor(), "see the output above");
            } finally {
                process.destroy();
                process.onExit().join();
            }
        }
    }

    /** At the hub. Threads that still wait for an answer do not hold up its end. */
    public static void main(String[] args) {
        int size = Integer.parseInt(args[2]);
        Site site = Site.on(Lan.joined(args[1], size));
        long seed = Long.parseLong(args[4]);
        int status = 1;
        try (Registries registries = new Registries(Path.of(args[3]), site, Surroundings.PLAIN, size, seed)) {
            switch (args[0]) {
                case "chaos" -> new Chaos(registries, seed).run(Long.parseLong(args[5]));
                case "partition" -> new Partition(registries).run();
                default -> throw new IllegalArgumentException(args[0]);
            }
            status = 0;
        } catch (Exception | AssertionError e) {
            e.printStackTrace();
        }
        System.exit(status);
    }
}
