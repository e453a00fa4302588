package org.hobnob.peer.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The file of dana's profile of November 2026, which H2 2.3.232 wrote until the program was killed: dana said five lines in
 * lab3, and one to omar waits until omar is back.
 */
class EarlierStateFileTest {
    private static final String RECORDED = "/stores/profile-h2-2.3.232.mv";

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        try (InputStream recorded = getClass().getResourceAsStream(RECORDED)) {
            Files.copy(recorded, folder.resolve("state.mv"));
        }
    }

    @Test
    void earlierMessagesAreFound() {
        try (StateFile state = StateFile.open(folder)) {
            assertEquals(List.of("this waits for omar"), texts(state.map("chat"), "kind", "waiting"));
            assertEquals(
                    List.of(1, 2, 3, 4, 5).stream()
                            .map(i -> "room line " + i + " of dana")
                            .toList(),
                    texts(state.map("rooms"), "change", "Said"));
        }
    }

    @Test
    void earlierFileTakesChanges() {
        try (StateFile state = StateFile.open(folder)) {
            state.map("chat").clear();
            state.map("words").put("new", "hello".getBytes(UTF_8));
            state.commit();
        }
        try (StateFile state = StateFile.open(folder)) {
            assertEquals(Map.of(), state.map("chat"));
            assertEquals("hello", new String(state.map("words").get("new"), UTF_8));
            assertEquals(5, texts(state.map("rooms"), "change", "Said").size());
        }
    }

    /** The texts of the entries in which that key has that value, in the order of the entries' names. */
    private static List<String> texts(Map<String, byte[]> entries, String key, String value) {
        return new TreeMap<>(entries)
                .values().stream()
                        .map(entry -> new JsonObject(new String(entry, UTF_8)))
                        .filter(entry -> entry.getString(key).equals(value))
                        .map(entry -> entry.getString("text"))
                        .toList();
    }
}
