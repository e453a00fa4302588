package org.hobnob.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class DockerFilesTest {
    private static final Path FOLDER = Path.of("..", "docker");

    private static Map<?, ?> section(Map<?, ?> parent, String name) {
        return (Map<?, ?>) parent.get(name);
    }

    @Test
    void composeNamesARegistryAndItsDatabase() throws Exception {
        String text = Files.readString(FOLDER.resolve("compose.yaml"));
        Map<?, ?> compose = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        Map<?, ?> services = section(compose, "services");
        assertEquals(java.util.Set.of("registry", "mongo"), services.keySet());
        Map<?, ?> build = section(section(services, "registry"), "build");
        assertTrue(Files.isRegularFile(FOLDER.resolve(build.get("context").toString())
                .resolve(build.get("dockerfile").toString())));
        section(compose, "volumes").keySet().forEach(volume -> assertTrue(text.contains(volume + ":/"), volume + ""));
        assertTrue(!section(services, "mongo").containsKey("ports"), "the database is not for others");
    }

    @Test
    void theImageDoesNotRunAsRoot() throws Exception {
        assertTrue(
                Files.readAllLines(FOLDER.resolve("Dockerfile")).stream().anyMatch(line -> line.equals("USER hobnob")));
    }
}
