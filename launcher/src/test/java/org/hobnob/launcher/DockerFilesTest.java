package org.hobnob.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.launcher.config.RegistryKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What can be said of the files for containers without an engine. */
@Tag("slow")
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
    void dockerfileKeepsTheRulesThatMatter() throws Exception {
        List<String> lines = Files.readAllLines(FOLDER.resolve("Dockerfile"));
        assertTrue(
                starting(lines, "FROM ").allMatch(line -> line.matches("FROM [a-z-]+:[0-9][^ ]*( AS [a-z]+)?")),
                "tags");
        assertEquals(0, starting(lines, "ADD ").count(), "COPY takes nothing from elsewhere and unpacks nothing");
        assertEquals(1, starting(lines, "HEALTHCHECK ").count());
        assertEquals(
                "USER hobnob",
                starting(lines, "USER ").reduce((one, last) -> last).orElse("root"));
        assertTrue(starting(lines, "ENTRYPOINT ").allMatch(line -> line.startsWith("ENTRYPOINT [")), "gets signals");
        assertTrue(lines.stream().noneMatch(line -> line.matches(".*\\b(sudo|curl|wget|chmod 777)\\b.*")));
    }

    private static Stream<String> starting(List<String> lines, String instruction) {
        return lines.stream().filter(line -> line.startsWith(instruction));
    }

    @Test
    @Tag("slow")
    void promtoolAcceptsConfigurationAndRules() throws Exception {
        assumeTrue(hasPromtool(), "skipped: there is no promtool (Debian: the package prometheus)");
        Process check = new ProcessBuilder("promtool", "check", "config", "prometheus.yaml")
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, check.waitFor(), said);
        assertTrue(said.contains("rules found"), said);
    }

    private static boolean hasPromtool() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, "promtool")));
    }
}
