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
import org.junit.jupiter.api.Test;

/** The table of keys is repeated in two places for people; here they are held to it. */
class ConfigTableTest {
    private static final Path SHIPPED = Path.of("..", "conf", "registry.yaml");
    private static final Path SPEC = Path.of("..", "protocol", "SPEC.md");
    private static final String PLACEHOLDER = "<!-- configuration -->";

    /** The comment above each key of the shipped file, in its order. */
    private static Map<String, String> comments() throws IOException {
        Map<String, String> comments = new LinkedHashMap<>();
        String section = "";
        List<String> comment = new ArrayList<>();
        for (String line : Files.readAllLines(SHIPPED)) {
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

    @Test
    void theShippedFileHasEachKeyWithItsDefault() {
        Map<RegistryKey, String> shipped = new ConfigSources(Optional.of(SHIPPED), Map.of(), Map.of()).read();
        for (RegistryKey key : RegistryKey.values()) {
            assertEquals(key.byDefault(), shipped.get(key), key.key());
        }
    }

    @Test
    void shippedFileExplainsEveryKeyInOrder() throws IOException {
        Map<String, String> comments = comments();
        assertEquals(
                Arrays.stream(RegistryKey.values()).map(RegistryKey::key).toList(), List.copyOf(comments.keySet()));
        for (RegistryKey key : RegistryKey.values()) {
            assertEquals(key.meaning() + " (" + key.typeWords() + ")", comments.get(key.key()), key.key());
        }
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
        List<RegistryKey> keys = List.of(RegistryKey.values());
        keys.forEach(key -> assertTrue(key.accepts(key.byDefault()), key.key()));
        assertEquals(
                keys.size(),
                keys.stream().map(RegistryKey::environment).distinct().count());
        assertEquals(
                keys.size(), keys.stream().map(RegistryKey::flag).distinct().count());
        assertEquals("HOBNOB_INTERFACE", RegistryKey.INTERFACE.environment());
    }
}
