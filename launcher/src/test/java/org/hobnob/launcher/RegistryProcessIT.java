package org.hobnob.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.hobnob.testing.NativeClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry in a real process: what it prints, how it ends, what outlives it. */
class RegistryProcessIT {
    @TempDir
    Path home;

    private Launched registry() throws Exception {
        return Launched.start(
                        home,
                        "registry",
                        "--port",
                        "0",
                        "--udp-port",
                        "0",
                        "--patience-suspect-ms",
                        "60000",
                        "--hash-memory-kib",
                        "64",
                        "--data",
                        home.resolve("data").toString(),
                        "--metrics",
                        "127.0.0.1:0")
                .ready();
    }

    @Test
    void sigtermTellsPeersAndEndsWithZero() throws Exception {
        try (Launched launched = registry();
                NativeClient dana = NativeClient.connect(launched.port("tcp-port"))) {
            assertEquals("REGISTER <SUCCESS> <200>", dana.register("dana"));
            assertTrue(dana.login("dana").startsWith("AUTH <SUCCESS> <200> "));
            assertEquals(Optional.of("hobnob_sessions 1.0"), figure(launched, "hobnob_sessions "));
            launched.terminate();
            assertEquals("SESSION_ENDED shutdown", dana.notice());
            dana.awaitClosed();
            assertEquals(0, launched.exitStatus(), launched::toString);
            assertTrue(launched.err().lines().noneMatch(RegistryProcessIT::isComplaint), launched::err);
        }
    }

    private static Optional<String> figure(Launched launched, String name) throws IOException {
        URL url = URI.create("http://127.0.0.1:" + launched.port("metrics-port") + "/metrics")
                .toURL();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(url.openStream(), UTF_8))) {
            return reader.lines().filter(line -> line.startsWith(name)).findFirst();
        }
    }

    /** But for what is said of a machine that is too busy. */
    private static boolean isComplaint(String line) {
        boolean isOfBusyMachine = line.contains("BlockedThreadChecker") || line.contains("stood still for");
        return (line.contains(" WARN ") && !isOfBusyMachine) || line.contains(" ERROR ");
    }

    @Test
    void acknowledgedAccountSurvivesAKill() throws Exception {
        try (Launched first = registry();
                NativeClient dana = NativeClient.connect(first.port("tcp-port"))) {
            assertEquals("REGISTER <SUCCESS> <200>", dana.register("dana"));
            assertTrue(dana.login("dana").startsWith("AUTH <SUCCESS> <200> "));
            assertEquals(
                    "REGISTER <SUCCESS> <200>",
                    NativeClient.connect(first.port("tcp-port")).register("omar"));
            first.kill().exitStatus();
            try (Launched second = registry();
                    NativeClient again = NativeClient.connect(second.port("tcp-port"));
                    NativeClient omar = NativeClient.connect(second.port("tcp-port"))) {
                assertEquals(first.value("key-full"), second.value("key-full"));
                assertTrue(again.login("dana").startsWith("AUTH <SUCCESS> <200> "), "her old session is gone");
                assertTrue(omar.login("omar").startsWith("AUTH <SUCCESS> <200> "));
            }
        }
    }

    @Test
    void loopbackRegistryAnnouncesNoAddress() throws Exception {
        try (Launched launched = registry()) {
            assertEquals("none for other machines, only this one reaches it", launched.value("address"));
            assertEquals(
                    "hobnob://127.0.0.1:" + launched.port("tcp-port") + "/?key="
                            + launched.value("key-full").replace("-", ""),
                    launched.value("link"));
            assertTrue(launched.value("key-full").startsWith(launched.value("key")));
            assertEquals(launched.out().size() - 1, launched.out().indexOf("registry ready"));
            Path secrets = Path.of(launched.value("secrets"));
            assertEquals(
                    PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(secrets), "secrets");
        }
    }
}
