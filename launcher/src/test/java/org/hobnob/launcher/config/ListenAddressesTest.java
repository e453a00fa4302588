package org.hobnob.launcher.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No two listeners of a registry share an address. */
class ListenAddressesTest {
    private static final String CLUSTER =
            "mongo: 'mongodb://db/'\ncluster: {enabled: true, host: 10.0.0.1, port: 5701, bus-port: %s}\n";

    @TempDir
    Path home;

    private RegistryConfig load(String yaml, Map<RegistryKey, String> flags) throws Exception {
        Path file = Files.writeString(home.resolve("registry.yaml"), yaml);
        return RegistryConfig.load(ConfigSources.ofRegistry(Optional.of(file), Map.of(), flags), home);
    }

    private RegistryConfig load(String yaml) throws Exception {
        return load(yaml, Map.of());
    }

    private ConfigRefusedException refusal(String yaml, Map<RegistryKey, String> flags) {
        return assertThrows(ConfigRefusedException.class, () -> load(yaml, flags));
    }

    private void clash(String yaml, RegistryKey one, RegistryKey other) {
        String message = refusal(yaml, Map.of()).getMessage();
        String file = home.resolve("registry.yaml") + "(, line [0-9]+)?";
        assertTrue(message.matches("'" + one.key() + "' in " + file + ",? and '" + other.key() + "' in .*"), message);
        assertTrue(message.endsWith(" overlap; choose another port for one of them"), message);
    }

    @Test
    void metricsPortMustNotBeTheRegistrys() {
        clash("host: 127.0.0.1\nport: 4000\nmetrics: '127.0.0.1:4000'", RegistryKey.PORT, RegistryKey.METRICS);
        clash("host: 127.0.0.1\nport: 4000\nmetrics: 'localhost:4000'", RegistryKey.PORT, RegistryKey.METRICS);
    }

    @Test
    void wildcardsOverlapWithEveryAddress() {
        for (String wildcard : List.of("0.0.0.0", "'::'")) {
            clash(
                    "host: " + wildcard + "\nport: 4000\nmetrics: '127.0.0.1:4000'",
                    RegistryKey.PORT,
                    RegistryKey.METRICS);
        }
        clash("host: 127.0.0.1\nport: 4000\nmetrics: '0.0.0.0:4000'", RegistryKey.PORT, RegistryKey.METRICS);
    }

    @Test
    void keepAlivesMustBeApartFromRooms() {
        clash("udp-port: 4000\nrooms: {port: 4000}", RegistryKey.UDP_PORT, RegistryKey.ROOM_PORT);
    }

    @Test
    void clusterPortsMustBeApartFromAllOthers() {
        String plain = CLUSTER.formatted("0");
        clash(plain + "port: 5701", RegistryKey.PORT, RegistryKey.CLUSTER_PORT);
        clash(plain + "metrics: '10.0.0.1:5701'", RegistryKey.METRICS, RegistryKey.CLUSTER_PORT);
        clash(CLUSTER.formatted("5701"), RegistryKey.CLUSTER_PORT, RegistryKey.CLUSTER_BUS_PORT);
        clash(CLUSTER.formatted("5800") + "port: 5800", RegistryKey.PORT, RegistryKey.CLUSTER_BUS_PORT);
    }

    @Test
    void storeOnThisMachineKeepsItsPort() throws Exception {
        clash("port: 27117\nmongo: 'mongodb://127.0.0.1:27117/x'", RegistryKey.PORT, RegistryKey.MONGO);
        clash("port: 27017\nmongo: 'mongodb://me:secret@localhost/'", RegistryKey.PORT, RegistryKey.MONGO);
        clash(
                "metrics: '127.0.0.1:2'\nmongo: 'mongodb://192.0.2.1:2,127.0.0.1:2/'",
                RegistryKey.METRICS,
                RegistryKey.MONGO);
        load("port: 27117\nmongo: 'mongodb://192.0.2.1:27117/x'");
        load("port: 27117\nmongo: 'mongodb+srv://localhost/x'");
    }

    @Test
    void freePortNeverClashes() throws Exception {
        load("port: 0\nudp-port: 0\nmetrics: '127.0.0.1:0'");
        load(CLUSTER.formatted("0") + "port: 0\nmetrics: '10.0.0.1:0'");
    }

    @Test
    void otherAddressesAndOtherTransportsDoNotClash() throws Exception {
        load("host: 127.0.0.1\nport: 4000\nmetrics: '127.0.0.2:4000'");
        load("host: 127.0.0.1\nport: 4000\nudp-port: 4000");
        load("host: 127.0.0.1\nudp-port: 4000\nmetrics: '127.0.0.1:4000'");
        load("host: 127.0.0.1\nport: 5701\n" + CLUSTER.formatted("0"));
    }

    @Test
    void refusalNamesTheFlagAndBlamesTheCommandLine() {
        ConfigRefusedException refused =
                refusal("host: 127.0.0.1", Map.of(RegistryKey.PORT, "4000", RegistryKey.METRICS, "127.0.0.1:4000"));
        assertTrue(refused.onCommandLine());
        assertEquals(
                "--port and --metrics cannot be used together: TCP 127.0.0.1:4000 and TCP 127.0.0.1:4000 overlap;"
                        + " choose another port for one of them",
                refused.getMessage());
    }
}
