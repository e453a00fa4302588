package org.hobnob.launcher;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.registry.secrets.SecretsFile;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says and with which exit status when it cannot do as told; each in a real process. */
class RefusalsIT {
    private static final Map<String, String> FREE_PORTS = Map.of("HOBNOB_PORT", "0", "HOBNOB_UDP_PORT", "0");
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    Path home;

    private Path data;

    @BeforeEach
    void nameTheData() {
        data = home.resolve("data");
    }

    private Launched registry(String... flags) throws Exception {
        List<String> args = new ArrayList<>(List.of("registry", "--data", data.toString()));
        args.addAll(Arrays.asList(flags));
        return Launched.start(home, FREE_PORTS, args.toArray(String[]::new));
    }

    /** Waits for its end; the complaint must be one line, hold these words, and come without a stack trace. */
    private static void refused(Launched launched, ExitCode expected, String... words) throws Exception {
        try (launched) {
            int status = launched.exitStatus();
            String complaint = launched.complaint();
            assertEquals(expected.number(), status, launched::toString);
            for (String word : words) {
                assertTrue(complaint.contains(word), () -> "'" + word + "' is not in: " + complaint);
            }
            assertFalse(launched.err().contains("    at "), launched::err);
            assertTrue(launched.out().isEmpty(), launched::toString);
        }
    }

    @Test
    void aPortInUseIsNamedWithItsTransportAndFlag() throws Exception {
        try (ServerSocket tcp = new ServerSocket(0, 1, LOOPBACK);
                DatagramSocket udp = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            Launched onTcp = registry("--port", "" + tcp.getLocalPort());
            refused(onTcp, ExitCode.USER_FIXABLE, "TCP 127.0.0.1:" + tcp.getLocalPort(), "choose another", "--port");
            Launched onUdp = registry("--udp-port", "" + udp.getLocalPort());
            refused(onUdp, ExitCode.USER_FIXABLE, "UDP 127.0.0.1:" + udp.getLocalPort(), "--udp-port");
        }
    }

    @Test
    void silentDatabaseIsNamedWithoutItsPassword() throws Exception {
        int free;
        try (ServerSocket unused = new ServerSocket(0, 1, LOOPBACK)) {
            free = unused.getLocalPort();
        }
        Launched launched = registry("--mongo", "mongodb://dana:geheim@127.0.0.1:" + free + "/");
        refused(launched, ExitCode.NETWORK, "MongoDB at mongodb://127.0.0.1:" + free, "does not answer", "--mongo");
        assertFalse(launched.err().contains("geheim"), launched::err);
    }

    @Test
    void aDatabaseThatRefusesThePasswordIsSaidToDoSo() throws Exception {
        try (EmbeddedStore store = EmbeddedStore.open(home.resolve("store"), "127.0.0.1", 0)) {
            Path file = ownerOnly("uri", store.connectionString().replaceFirst("//hobnob:[^@]*@", "//hobnob:wrong@"));
            refused(registry("--mongo", "@" + file), ExitCode.NETWORK, "refuses the name or the password");
        }
    }

    @Test
    void anUnknownKeyIsNamedWithTheNearestKnown() throws Exception {
        Path file = Files.writeString(home.resolve("own.yaml"), "hash:\n  theads: 3\n");
        refused(
                registry("--config", file.toString()),
                ExitCode.USER_FIXABLE,
                "unknown key 'hash.theads' in " + file,
                "did you mean 'hash.threads'?");
    }

    @Test
    void aBadValueIsNamedWithWhereItWasSet() throws Exception {
        refused(registry("--hash-threads", "many"), ExitCode.USAGE, "--hash-threads must be 1 to 64, not 'many'");
        Launched byEnvironment =
                Launched.start(home, Map.of("HOBNOB_GRACE_S", "-1"), "registry", "--data", data.toString());
        refused(byEnvironment, ExitCode.USER_FIXABLE, "HOBNOB_GRACE_S must be 0 to 86400");
    }

    @Test
    void aWrongCommandLineIsAnsweredWithWhatIsMeant() throws Exception {
        refused(Launched.start(home, "registri"), ExitCode.USAGE, "'registri'", "did you mean registry");
        refused(registry("--prot", "1"), ExitCode.USAGE, "--prot", "hobnob registry --help");
    }

    @Test
    void aDataFolderThatIsAFileIsRefused() throws Exception {
        Files.writeString(data, "not a folder");
        refused(registry(), ExitCode.USER_FIXABLE, "data folder " + data, "cannot be used");
    }

    @Test
    void aDataFolderInUseIsRefusedWithItsHolder() throws Exception {
        try (EmbeddedStore holder = EmbeddedStore.open(data, "127.0.0.1", 0)) {
            assertTrue(holder.port() > 0);
            refused(
                    registry(),
                    ExitCode.USER_FIXABLE,
                    "in use",
                    "process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void aStoreOfANewerProgramIsLeftAlone() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (EmbeddedStore store = EmbeddedStore.open(data, "127.0.0.1", 0)) {
            JsonObject options = new JsonObject()
                    .put("connection_string", store.connectionString())
                    .put("db_name", "hobnob");
            MongoClient.create(vertx, options)
                    .insert("meta", new JsonObject().put("_id", "schema").put("version", 99))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
        refused(registry(), ExitCode.USER_FIXABLE, "schema version 99", "use the program that wrote it");
    }

    @Test
    void filesWithSecretsThatOthersMayReadAreRefused() throws Exception {
        Path file = Files.writeString(home.resolve("open"), "mongodb://127.0.0.1/");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertAll(
                () -> refused(
                        registry("--secrets", file.toString()), ExitCode.USER_FIXABLE, "open to other", "chmod 600"),
                () -> refused(
                        registry("--mongo", "@" + file), ExitCode.USAGE, "--mongo names " + file, "chmod 600 " + file));
    }

    @Test
    void clusterNeedsASharedStoreAndSharedSecrets() throws Exception {
        assertAll(
                () -> refused(
                        registry("-cluster"), ExitCode.USAGE, "-cluster needs a store", "--mongo", "hobnob store"),
                () -> refused(
                        registry("-cluster", "--mongo", "mongodb://127.0.0.1:1/", "--cluster-port", freePort()),
                        ExitCode.USER_FIXABLE,
                        "the secrets file " + data.resolve("secrets") + " is missing",
                        "copy it",
                        "hobnob secrets FILE"));
    }

    @Test
    void aClusterPortInUseIsRefused() throws Exception {
        new SecretsFile(data.resolve("secrets")).loadOrCreate(true, new SecureRandom());
        try (ServerSocket tcp = new ServerSocket(0, 1, LOOPBACK)) {
            String port = "" + tcp.getLocalPort();
            Launched launched = registry("-cluster", "--mongo", "mongodb://127.0.0.1:1/", "--cluster-port", port);
            refused(launched, ExitCode.NETWORK, "127.0.0.1:" + port, "--cluster-port is free");
        }
    }

    @Test
    void theEmbeddedStoreListensOnLoopbackOnly() throws Exception {
        Launched launched = Launched.start(home, "store", "--data", data.toString(), "--host", "0.0.0.0");
        refused(launched, ExitCode.USER_FIXABLE, "'0.0.0.0' is not a loopback address");
    }

    private static String freePort() throws Exception {
        try (ServerSocket unused = new ServerSocket(0, 1, LOOPBACK)) {
            return "" + unused.getLocalPort();
        }
    }

    private Path ownerOnly(String name, String text) throws Exception {
        Path file = Files.writeString(home.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
