package org.hobnob.launcher.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hobnob.config.ConfigKey;
import org.hobnob.peer.settings.PeerKey;
import org.junit.jupiter.api.Test;

/** The tables of keys are repeated in places for people; here they are held to them. */
class ConfigTableTest {
    private static final Path CONF = Path.of("..", "conf");
    private static final Path SPEC = Path.of("..", "protocol", "SPEC.md");
    private static final Path USER_GUIDE = Path.of("..", "docs", "user-guide.md");
    private static final String PLACEHOLDER = "<!-- configuration -->";

    /** The comment above each key of a shipped file, in its order. */
    private static Map<String, String> comments(Path shipped) throws IOException {
        Map<String, String> comments = new LinkedHashMap<>();
        String section = "";
        List<String> comment = new ArrayList<>();
        for (String line : Files.readAllLines(shipped)) {
            String text = line.strip();
            if (text.startsWith("#")) {
                comment.add(text.substring(1).strip());
            } else if (text.endsWith(":")) {
                section = text.substring(0, text.length() - 1) + ".";
                comment.clear();
            } else if (text.contains(": ")) {
                String name = text.substring(0, text.indexOf(':'));
                comments.put(line.startsWith(" ") ? section + name : name, String.join(" ", comment));
                comment.clear();
            } else {
                comment.clear();
            }
        }
        return comments;
    }

    private static <K extends Enum<K> & ConfigKey> void assertHasDefaults(Class<K> table, String shipped) {
        Map<K, String> values =
                new ConfigSources<>(table, Optional.of(CONF.resolve(shipped)), Map.of(), Map.of()).read();
        for (K key : table.getEnumConstants()) {
            assertEquals(key.byDefault(), values.get(key), key.key());
        }
    }

    private static void assertExplained(List<? extends ConfigKey> table, String shipped) throws IOException {
        Map<String, String> comments = comments(CONF.resolve(shipped));
        assertEquals(table.stream().map(ConfigKey::key).toList(), List.copyOf(comments.keySet()));
        for (ConfigKey key : table) {
            assertEquals(key.meaning() + " (" + key.type().words() + ")", comments.get(key.key()), key.key());
        }
    }

    private static void assertSound(List<? extends ConfigKey> table) {
        table.forEach(key -> assertTrue(key.type().accepts(key.byDefault()), key.key()));
        assertEquals(
                table.size(),
                table.stream().map(ConfigKey::environment).distinct().count());
        assertEquals(
                table.size(), table.stream().map(ConfigKey::flag).distinct().count());
    }

    @Test
    void shippedFilesHaveEachKeyWithItsDefault() {
        assertHasDefaults(RegistryKey.class, "registry.yaml");
        assertHasDefaults(PeerKey.class, "peer.yaml");
    }

    @Test
    void shippedFilesExplainEveryKeyInOrder() throws IOException {
        assertExplained(List.of(RegistryKey.values()), "registry.yaml");
        assertExplained(List.of(PeerKey.values()), "peer.yaml");
    }

    @Test
    void theUserGuideHasThePeersTable() throws IOException {
        List<String> rows = Files.readString(USER_GUIDE)
                .lines()
                .dropWhile(line -> !line.startsWith("| setting |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        assertEquals(
                Arrays.stream(PeerKey.values()).map(PeerKey::markdownRow).collect(Collectors.joining("\n")),
                String.join("\n", rows));
    }

    @Test
    void theSpecificationHasTheSameTable() throws IOException {
        assumeTrue(Files.exists(SPEC), "no specification in this tree");
        String text = Files.readString(SPEC);
        List<String> rows =
                text.lines().filter(line -> line.contains("| `HOBNOB_")).toList();
        assumeTrue(!rows.isEmpty() || !text.contains(PLACEHOLDER), "the specification still waits for the table");
        assertEquals(
                Arrays.stream(RegistryKey.values())
                        .map(RegistryKey::markdownRow)
                        .toList(),
                rows);
    }

    @Test
    void everyDefaultIsAllowedAndNoTwoKeysShareAName() {
        assertSound(List.of(RegistryKey.values()));
        assertSound(List.of(PeerKey.values()));
        assertEquals("HOBNOB_INTERFACE", RegistryKey.INTERFACE.environment());
    }
}
