package org.hobnob.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.net.Interfaces;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The class-data archives that the unpacked program makes for itself, with the Java of the test. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class SecondStartIT {
    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void unpack() throws Exception {
        // The archive's name holds the program's folder. Java expands %p and %t in it, so %peers%tests must not occur.
        folder = Files.createDirectories(temporary.resolve("peers/tests"));
        Process tar = new ProcessBuilder(
                        "tar", "xzf", Archives.TAR.toAbsolutePath().toString())
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertTrue(tar.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, tar.exitValue());
    }

    private Launched hobnob(String options, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                folder.resolve(Archives.TOP).resolve("bin/hobnob").toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().keySet().removeIf(name -> name.startsWith("HOBNOB_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HOBNOB_JAVA_OPTS", options);
        builder.environment().put("HOBNOB_INTERFACE", Interfaces.loopback().name());
        for (String base : List.of("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")) {
            builder.environment().put(base, temporary.resolve(base).toString());
        }
        return Launched.start(builder);
    }

    private void makeArchive(String command) throws Exception {
        try (Launched maker = hobnob("", "archive", command)) {
            assertEquals(0, maker.exitStatus(), maker::toString);
            assertEquals("", maker.err());
        }
    }

    private String contentOfTheArchive() throws IOException {
        try (Stream<Path> files = Files.walk(temporary.resolve("XDG_CACHE_HOME"))) {
            Path archive = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            return Files.readString(archive, StandardCharsets.ISO_8859_1);
        }
    }

    private Path classes() {
        return temporary.resolve("classes");
    }

    private String logging() {
        return "-Xlog:class+load:file=" + classes();
    }

    private void assertArchived(String name) throws IOException {
        List<String> lines = Files.readAllLines(classes()).stream()
                .filter(line -> line.contains(" " + name + " "))
                .toList();
        assertEquals(1, lines.size(), name);
        assertTrue(lines.get(0).contains("source: shared objects file"), lines::toString);
    }

    @Test
    void peerTakesItsClassesFromTheArchive() throws Exception {
        makeArchive("peer");
        assertTrue(contentOfTheArchive().contains("org/jline/reader/impl/LineReaderImpl"), "what a terminal needs");
        try (Launched peer = hobnob(logging(), "peer", "--registry", "127.0.0.1:1")) {
            assertEquals(ExitCode.NETWORK.number(), peer.exitStatus(), peer::toString);
            assertEquals(peer.complaint(), peer.err());
        }
        assertArchived("org.hobnob.launcher.peer.PeerCommand");
        // Classes of a signed jar would not be there.
        assertArchived("org.bouncycastle.math.ec.rfc8032.Ed25519");
    }

    @Test
    @Tag("long")
    void registryTakesItsClassesFromTheArchive() throws Exception {
        makeArchive("registry");
        String[] loopback = {"registry", "--host", "127.0.0.1", "--port", "0", "--udp-port", "0"};
        try (Launched registry = hobnob(logging(), loopback)) {
            registry.ready();
            assertEquals(0, registry.terminate().exitStatus(), registry::toString);
        }
        assertArchived("org.hobnob.launcher.registry.RegistryCommand");
        assertArchived("org.hobnob.registry.Registry");
    }
}
