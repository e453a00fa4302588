package org.hobnob.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hobnob.launcher.config.RegistryKey;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What can be said of the files for containers without an engine. */
class DockerFilesTest {
    private static final Path FOLDER = Path.of("..", "docker");
    private static final List<String> REGISTRIES = List.of("registry-1", "registry-2", "registry-3");

    private static Map<?, ?> load(String file) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FOLDER.resolve(file)));
    }

    private static Map<?, ?> section(Map<?, ?> parent, String... names) {
        Map<?, ?> found = parent;
        for (String name : names) {
            found = (Map<?, ?>) found.get(name);
        }
        return found;
    }

    private static String setting(Map<?, ?> compose, String registry, RegistryKey key) {
        return section(compose, "services", registry, "environment")
                .get(key.environment())
                .toString();
    }

    @Test
    void composeNamesARegistryAndItsDatabase() throws Exception {
        Map<?, ?> compose = load("compose.yaml");
        assertEquals(Set.of("registry", "mongo"), section(compose, "services").keySet());
        assertBuilds(compose, "registry");
        assertVolumesAreUsed(compose, "compose.yaml");
        assertTrue(!section(compose, "services", "mongo").containsKey("ports"), "the database is not for others");
    }

    private static void assertBuilds(Map<?, ?> compose, String service) {
        Map<?, ?> build = section(compose, "services", service, "build");
        assertTrue(Files.isRegularFile(FOLDER.resolve(build.get("context").toString())
                .resolve(build.get("dockerfile").toString())));
    }

    private static void assertVolumesAreUsed(Map<?, ?> compose, String file) throws IOException {
        String text = Files.readString(FOLDER.resolve(file));
        section(compose, "volumes").keySet().forEach(volume -> assertTrue(text.contains(volume + ":/"), volume + ""));
    }

    @Test
    void theClustersRegistriesAreToldOfEachOther() throws Exception {
        Map<?, ?> compose = load("compose.cluster.yaml");
        Set<String> known = Arrays.stream(RegistryKey.values())
                .map(RegistryKey::environment)
                .collect(Collectors.toSet());
        List<String> members = new ArrayList<>();
        Set<String> ports = new HashSet<>();
        for (String registry : REGISTRIES) {
            assertBuilds(compose, registry);
            section(compose, "services", registry, "environment")
                    .keySet()
                    .forEach(key -> assertTrue(known.contains(key), "no such setting: " + key));
            String host = setting(compose, registry, RegistryKey.CLUSTER_HOST);
            assertEquals(
                    host,
                    section(compose, "services", registry, "networks", "cluster")
                            .get("ipv4_address"));
            members.add(host + ":" + RegistryKey.CLUSTER_PORT.byDefault());
            String tcp = setting(compose, registry, RegistryKey.PORT);
            String udp = setting(compose, registry, RegistryKey.UDP_PORT);
            assertEquals(
                    List.of(tcp + ":" + tcp + "/tcp", udp + ":" + udp + "/udp"),
                    section(compose, "services", registry).get("ports"),
                    "peers are told the port that a registry listens at");
            assertTrue(setting(compose, registry, RegistryKey.ADVERTISE).endsWith(":" + tcp));
            ports.add(tcp);
        }
        assertEquals(REGISTRIES.size(), ports.size());
        for (String registry : REGISTRIES) {
            assertEquals(String.join(",", members), setting(compose, registry, RegistryKey.CLUSTER_MEMBERS));
        }
    }

    @Test
    void clusterDatabasesFormOneReplicaSet() throws Exception {
        Map<?, ?> compose = load("compose.cluster.yaml");
        assertVolumesAreUsed(compose, "compose.cluster.yaml");
        String uri = setting(compose, REGISTRIES.get(0), RegistryKey.MONGO);
        String made = section(compose, "services", "mongo-1", "healthcheck")
                .get("test")
                .toString();
        for (String mongo : List.of("mongo-1", "mongo-2", "mongo-3")) {
            assertTrue(uri.contains(mongo + ":27017"), uri);
            assertTrue(made.contains("'" + mongo + ":27017'"), made);
            assertTrue(!section(compose, "services", mongo).containsKey("ports"));
            assertEquals(List.of("store"), section(compose, "services", mongo).get("networks"));
        }
        assertEquals(true, section(compose, "networks", "store").get("internal"));
    }

    @Test
    void prometheusAsksEachRegistry() throws Exception {
        Map<?, ?> compose = load("compose.cluster.yaml");
        String asked = load("prometheus.yaml").get("scrape_configs").toString();
        for (String registry : REGISTRIES) {
            String port = setting(compose, registry, RegistryKey.METRICS).replaceFirst(".*:", "");
            assertTrue(asked.contains(registry + ":" + port), asked);
        }
    }

    @Test
    void imageHasTheArchiveOfTheUserWhoRunsIt() throws Exception {
        List<String> lines = Files.readAllLines(FOLDER.resolve("Dockerfile"));
        int made = lines.indexOf("RUN HOME=/home/hobnob bin/hobnob archive registry");
        assertTrue(made > lines.indexOf("USER hobnob"), lines::toString);
    }

    @Test
    void theImageDoesNotRunAsRoot() throws Exception {
        assertTrue(
                Files.readAllLines(FOLDER.resolve("Dockerfile")).stream().anyMatch(line -> line.equals("USER hobnob")));
    }
}
