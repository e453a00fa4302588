package org.hobnob.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.launcher.chaos.PlantedFault;
import org.hobnob.net.Interfaces;
import org.hobnob.testing.NativeClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The command as it is installed, in a registry of which some classes have a fault. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Tag("slow")
class MemoryTest extends ScriptTree {
    private static final String PONG = "(to, ping, asker) -> Future.succeededFuture(new Reply.Pong())";

    /**
     * Throws for strangers. For users it wants more memory than there is, on a worker whose failure nobody looks at; for all
     * others there is enough.
     */
    private static final String PLANTED = """
            (to, ping, asker) -> {
                if (asker.login().isEmpty()) {
                    throw new IllegalStateException("planted");
                }
                io.vertx.core.Vertx.currentContext().executeBlocking(() -> new byte[2_000_000_000]);
                return Future.succeededFuture(new Reply.Pong());
            }""";

    @Test
    void faultEndsOneCommandAndSwallowedOutOfMemoryTheProcess() throws Exception {
        PlantedFault fault = new PlantedFault().with("gateway/RequestTable.java", PONG, PLANTED);
        try (Launched registry = registry(fault);
                NativeClient client = NativeClient.connect(registry.port("tcp-port"))) {
            assertEquals("PONG <ERROR> <500> reason=internal", client.ask("PING"));
            assertEquals(1, registry.complaintsOf("fault in PING"), registry::toString);
            assertEquals("REGISTER <SUCCESS> <200>", client.register("dana"));
            client.enter("LOGIN dana " + NativeClient.PASSWORD);
            client.send("@1 PING\n");
            assertEquals(70, registry.exitStatus(), registry::toString);
        }
    }

    private Launched registry(PlantedFault fault) throws Exception {
        unpackArchive();
        Path classes = fault.compiled(folder.resolve("planted"));
        Files.copy(Path.of("..", "conf", "logback.xml"), root.resolve("conf").resolve("logback.xml"));
        jar(root.resolve("lib/hobnob-launcher-1.jar"), classes);
        ProcessBuilder builder = new ProcessBuilder(
                "bash",
                script.toString(),
                "registry",
                "--port",
                "0",
                "--udp-port",
                "0",
                "--hash-memory-kib",
                "64",
                "--data",
                folder.resolve("data").toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("HOBNOB_") || name.startsWith("XDG_"));
        builder.environment().put("HOBNOB_INTERFACE", Interfaces.loopback().name());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HOBNOB_JAVA_OPTS", "-Xmx64m -Xshare:auto");
        return Launched.start(builder).ready();
    }

    /** A program of a manifest alone, which names the classes of this test behind those with the fault. */
    private static void jar(Path file, Path classes) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, "org.hobnob.launcher.Main");
        main.put(
                Attributes.Name.CLASS_PATH,
                Stream.concat(
                                Stream.of(classes),
                                Arrays.stream(System.getProperty("java.class.path")
                                                .split(File.pathSeparator))
                                        .map(Path::of))
                        .map(path -> path.toUri().toString())
                        .collect(Collectors.joining(" ")));
        try (OutputStream out = Files.newOutputStream(file)) {
            new JarOutputStream(out, manifest).close();
        }
    }
}
