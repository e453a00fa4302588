package org.hobnob.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.net.Interfaces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The archive, unpacked where nothing else is: with a Java runtime, a shell, and no Maven, compiler or settings. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class UnpackedIT {
    @TempDir
    Path folder;

    private final List<Launched> started = new ArrayList<>();
    private Path home;
    private Path tools;
    private Path java;

    @BeforeEach
    void unpack() throws Exception {
        home = Files.createDirectories(folder.resolve("home of dana"));
        Process tar = new ProcessBuilder(
                        "tar", "xzf", Archives.TAR.toAbsolutePath().toString())
                .directory(home.toFile())
                .inheritIO()
                .start();
        assertTrue(tar.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, tar.exitValue());
        tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("bash", "dirname", "readlink", "sed")) {
            Path there = Path.of("/bin", tool);
            stand(tools.resolve(tool), Files.exists(there) ? there : Path.of("/usr/bin", tool));
        }
        Path jdk = Path.of(System.getProperty("java.home"));
        java = Files.createDirectories(folder.resolve("java"));
        stand(
                Files.createDirectory(java.resolve("bin")).resolve("java"),
                jdk.resolve("bin").resolve("java"));
        Files.copy(jdk.resolve("release"), java.resolve("release"));
    }

    /** Makes a program that runs another one. */
    private static void stand(Path in, Path program) throws IOException {
        Files.writeString(in, "#!/bin/sh\nexec '" + program + "' \"$@\"\n");
        Files.setPosixFilePermissions(in, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void stop() {
        started.forEach(Launched::close);
    }

    private Path unpacked() {
        return home.resolve(Archives.TOP);
    }

    private Launched hobnob(String... arguments) throws IOException {
        return hobnob(Map.of("JAVA_HOME", java.toString()), arguments);
    }

    private Launched hobnob(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(unpacked().resolve("bin/hobnob").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "HOBNOB_INTERFACE",
                        Interfaces.loopback().name(),
                        "HOBNOB_JAVA_OPTS",
                        "-Xmx256m -Duser.home=" + folder,
                        "HOME",
                        home.toString(),
                        "PATH",
                        tools.toString()));
        builder.environment().putAll(environment);
        Launched launched = Launched.start(builder);
        started.add(launched);
        return launched;
    }

    private Launched registry() throws IOException {
        return hobnob("registry", "--host", "127.0.0.1", "--port", "0", "--udp-port", "0")
                .ready();
    }

    private Launched peer(Launched registry, String name) throws IOException {
        String address = "127.0.0.1:" + registry.port("tcp-port");
        return hobnob("peer", "--registry", address, "--trust", "tofu", "--profile", name)
                .type("/signup " + name + " password-of-" + name)
                .shows("Logged in as " + name + ".");
    }

    @Test
    void twoPeersTalkInARoom() throws Exception {
        Launched registry = registry();
        Launched dana = peer(registry, "dana");
        Launched omar = peer(registry, "omar");
        dana.type("/create lab3").shows("#lab3 created");
        omar.type("/join lab3").shows("#lab3 joined");
        dana.shows("#lab3: omar joined");
        dana.type("good morning, room");
        omar.shows("[#lab3] dana: good morning, room");
        omar.type("good morning, dana");
        dana.shows("[#lab3] omar: good morning, dana");
        assertEquals(0, dana.type("/quit").exitStatus(), dana::toString);
        assertEquals(0, omar.type("/quit").exitStatus(), omar::toString);
        assertEquals(0, registry.terminate().exitStatus(), registry::toString);
        assertEquals("", dana.err() + omar.err());
    }

    @Test
    @Tag("long")
    void withoutOpensslItSpeaksTheTlsOfJava() throws Exception {
        try (Stream<Path> libraries = Files.list(unpacked().resolve("lib"))) {
            for (Path library : libraries.toList()) {
                if (library.getFileName().toString().startsWith("netty-tcnative-boringssl")) {
                    Files.delete(library);
                }
            }
        }
        Launched demanding = hobnob("registry", "--tls-engine", "openssl", "--port", "0", "--udp-port", "0");
        assertEquals(ExitCode.USAGE.number(), demanding.exitStatus(), demanding::toString);
        Launched demo = hobnob("demo", "--peers", "2");
        assertEquals(0, demo.exitStatus(), demo::toString);
        demo.shown("omar   sees   [@dana] hello omar, this is dana  (tcp)");
        demo.shown("[#lab3] dana: dana says good morning to the room  (multicast)");
        assertTrue(demo.out().contains("all 4 messages arrived"), demo::toString);
    }

    @Test
    void withoutJavaItSaysWhatToInstallAndInstallsNothing() throws Exception {
        String nowhere = folder.resolve("nowhere").toString();
        Launched failed = hobnob(Map.of("JAVA_HOME", nowhere, "HOBNOB_JVM_DIR", nowhere), "--version");
        assertEquals(1, failed.exitStatus(), failed::toString);
        assertTrue(failed.complaint().startsWith("hobnob: Java (17 or later) is missing: run: apt-get install"));
    }
}
