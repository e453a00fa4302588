package org.hobnob.peer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hobnob.faults.Lan;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Machines on a network of their own for each test, with a registry at the hub; the test is skipped where none can be made. */
final class OwnLan implements BeforeEachCallback, AfterEachCallback {
    private final Optional<String> hindrance;
    private final int size;
    private Lan lan;
    private Path folder;
    private Process registry;
    private int registryPort;

    /** @param hindrance why there can be none on this machine */
    OwnLan(Optional<String> hindrance, int size) {
        this.hindrance = hindrance;
        this.size = size;
    }

    Lan lan() {
        return lan;
    }

    /** Peers, in turn on as many of the machines. */
    Crowd crowd(List<String> names, int hosts) {
        return new Crowd(
                names,
                IntStream.range(0, hosts).mapToObj(lan::on).toList(),
                1,
                name -> new Crowd.Place(lan.hubAddress(), registryPort, lan.device()));
    }

    @Override
    public void beforeEach(ExtensionContext test) throws IOException {
        hindrance.ifPresent(why -> System.out.println("skipped: " + why));
        assumeTrue(hindrance.isEmpty(), () -> hindrance.orElse(""));
        lan = new Lan(size);
        folder = Files.createTempDirectory("hobnob-lan");
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

    @Override
    public void afterEach(ExtensionContext test) throws IOException {
        if (registry != null) {
            registry.destroy();
            registry.onExit().join();
        }
        if (lan != null) {
            lan.close();
        }
        if (folder != null) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
