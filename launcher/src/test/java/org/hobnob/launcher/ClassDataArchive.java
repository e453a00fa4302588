package org.hobnob.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hobnob.testing.NativeClient;

/** The classes of the program as a Java runtime maps them at once: made anew for each run of the integration tests. */
final class ClassDataArchive {
    private static final Path FILE = Path.of("target", "it", "classes.jsa").toAbsolutePath();

    private static boolean made;

    private ClassDataArchive() {}

    /** Options with which a command starts sooner. */
    static synchronized List<String> options() {
        if (!made) {
            try {
                make();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            made = true;
        }
        return List.of("-XX:SharedArchiveFile=" + FILE, "-Xlog:disable");
    }

    /** Written at its end by a registry that has done what registries do. */
    private static void make() throws IOException, InterruptedException {
        Files.createDirectories(FILE.getParent());
        Files.deleteIfExists(FILE);
        Path home = Files.createTempDirectory(FILE.getParent(), "training");
        try (Launched registry = Launched.start(
                home,
                Surroundings.PLAIN.options(List.of("-XX:ArchiveClassesAtExit=" + FILE, "-Xlog:disable")),
                "registry",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--udp-port",
                "0",
                "--hash-memory-kib",
                "64")) {
            try (NativeClient client = NativeClient.connect(registry.ready().port("tcp-port"))) {
                client.register("dana");
                client.login("dana");
            }
            assertEquals(0, registry.terminate().exitStatus(), registry::toString);
        }
    }
}
