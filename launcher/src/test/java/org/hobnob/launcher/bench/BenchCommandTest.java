package org.hobnob.launcher.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hobnob.launcher.Main;
import org.hobnob.launcher.bench.load.BenchPlan;
import org.hobnob.launcher.bench.load.BenchResults;
import org.hobnob.launcher.bench.load.Generator;
import org.hobnob.launcher.bench.measure.Progress;
import org.hobnob.launcher.bench.target.OwnRegistry;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.config.RegistryKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("folders of benches")
@Tag("slow")
class BenchCommandTest {
    private static final String ANOTHER_KEY = "00".repeat(32);
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));
    private static final int WORKLOADS = 19;

    static int bench(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "bench";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.commandLine().execute(all);
    }

    @Test
    @Tag("long")
    void tinyRunMeasuresEveryWorkload(@TempDir Path folder) throws Exception {
        Path json = folder.resolve("results.json");
        Set<Path> before = registryFolders(TEMPORARY);

        int exit = bench("--peers", "10", "--seconds", "1", "--set", "hash.memory-kib=64", "--json", json.toString());

        JsonObject results = new JsonObject(Files.readString(json));
        assertEquals(0, results.getLong("errors"), results::encode);
        assertEquals(ExitCode.OK.number(), exit);
        List<JsonObject> workloads = results.getJsonArray("workloads").stream()
                .map(JsonObject.class::cast)
                .toList();
        assertEquals(WORKLOADS, workloads.size());
        workloads.forEach(workload -> assertTrue(workload.getLong("count") > 0, workload::encode));
        assertEquals(
                3,
                workloads.stream().filter(one -> one.getString("hash") != null).count());
        assertEquals(0, results.getJsonObject("idle").getLong("falseTimeouts"));
        assertEquals(before, registryFolders(TEMPORARY));
    }

    @Test
    @Tag("long")
    void hostileRunTellsWhatBecameOfBothSides(@TempDir Path folder) throws Exception {
        Path json = folder.resolve("results.json");

        int exit = bench("--hostile", "nonsense", "--seconds", "1", "--set", "hash.memory-kib=64", "--json", json + "");

        JsonObject results = new JsonObject(Files.readString(json));
        JsonObject row = results.getJsonArray("rows").getJsonObject(0);
        assertEquals("nonsense", row.getString("kind"));
        assertEquals(20, row.getJsonObject("before").getJsonObject("requests").getLong("count"));
        assertEquals(60, row.getJsonObject("during").getJsonObject("requests").getLong("count"));
        assertEquals(3, row.getJsonObject("during").getJsonObject("newcomers").getLong("count"));
        assertTrue(row.getJsonObject("attackers").getLong("cut") > 0, row::encode);
        // On a busy machine a registry may miss: what counts is that the exit status says the same as the row.
        assertEquals(row.getBoolean("holds") ? ExitCode.OK.number() : ExitCode.NETWORK.number(), exit);
        assertEquals(row.getBoolean("holds"), row.getJsonArray("misses").isEmpty());
    }

    @Test
    @Tag("long")
    void everybodysLinesAreShownToEverybodyElse(@TempDir Path folder) throws Exception {
        Path json = folder.resolve("results.json");
        Path html = folder.resolve("page.html");

        int exit = bench(
                "--workload",
                "everybody",
                "--peers",
                "6",
                "--members",
                "3",
                "--seconds",
                "3",
                "--json",
                json + "",
                "--html",
                html + "");

        JsonObject crowd = new JsonObject(Files.readString(json)).getJsonObject("crowd");
        assertEquals(36, crowd.getLong("expected"));
        assertEquals(36, crowd.getLong("shown"), crowd::encode);
        assertEquals(ExitCode.OK.number(), exit);
        assertTrue(Files.readString(html).contains("36 of 36 were shown"));
    }

    @Test
    @Tag("long")
    void growthRunsOnceForEachSize(@TempDir Path folder) throws Exception {
        Path json = folder.resolve("results.json");

        int exit = bench("--workload", "growth", "--sizes", "4,12", "--seconds", "1", "--json", json + "");

        JsonObject results = new JsonObject(Files.readString(json));
        assertEquals(
                List.of(4, 12),
                results.getJsonArray("growth").stream()
                        .map(size -> ((JsonObject) size).getInteger("peers"))
                        .toList());
        assertEquals(ExitCode.OK.number(), exit);
    }

    @Test
    void aRegistryThatDoesNotAnswerIsANetworkTrouble() throws Exception {
        int freePort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            freePort = socket.getLocalPort();
        }

        assertEquals(ExitCode.NETWORK.number(), bench("--registry", "127.0.0.1:" + freePort));
    }

    @Test
    void invalidOptionsAreWrongUsage() {
        assertEquals(ExitCode.USAGE.number(), bench("--registry", "192.0.2.1:15600"));
        assertEquals(ExitCode.USAGE.number(), bench("--registry", "127.0.0.1:65536"));
        assertEquals(ExitCode.USAGE.number(), bench("--peers", "15001"));
        assertEquals(ExitCode.USAGE.number(), bench("--pin", ANOTHER_KEY));
        assertEquals(ExitCode.USAGE.number(), bench("--set", "no.such-key=1"));
        assertEquals(ExitCode.USAGE.number(), bench("--registry", "127.0.0.1:1", "--pin", "short"));
        assertEquals(ExitCode.USAGE.number(), bench("--hostile", "no-such-kind"));
        assertEquals(ExitCode.USAGE.number(), bench("--workload", "no-such-workload"));
        assertEquals(ExitCode.USAGE.number(), bench("--workload", "growth", "--sizes", "1"));
        assertEquals(ExitCode.USAGE.number(), bench("--workload", "everybody", "--peers", "15"));
        assertEquals(ExitCode.USAGE.number(), bench("--guard", "x.json", "--record", " "));
        assertEquals(ExitCode.USAGE.number(), bench("--guard", "x.json", "--registry", "127.0.0.1:1"));
        assertEquals(ExitCode.USAGE.number(), bench("--hostile", "unread", "--registry", "127.0.0.1:1"));
    }

    @Test
    void exitStatusReportsFailures() throws Exception {
        Map<RegistryKey, String> withoutOriginals =
                Map.of(RegistryKey.ORIGINAL, "false", RegistryKey.HASH_MEMORY, "64");
        try (OwnRegistry registry = OwnRegistry.start(withoutOriginals)) {
            String address = registry.target().address().shown();
            assertEquals(ExitCode.UNTRUSTED_KEY.number(), bench("--registry", address, "--pin", ANOTHER_KEY));

            BenchResults results =
                    Generator.run(registry.target(), new BenchPlan(4, 4, 50), "m=64", new Progress(System.err));

            assertTrue(results.errors() > 0);
            assertEquals(ExitCode.NETWORK, BenchCommand.exitCode(results));
        }
    }

    /** The folders of registries that runs started for themselves; each goes when its registry has ended. */
    static Set<Path> registryFolders(Path temporary) throws IOException {
        try (var all = Files.list(temporary)) {
            return all.filter(path -> path.getFileName().toString().startsWith("hobnob-bench-"))
                    .collect(Collectors.toSet());
        }
    }
}
