package org.hobnob.launcher.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.peer.settings.PeerValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerConfigTest {
    @TempDir
    Path folder;

    private PeerValues load(String shared, Map<String, String> environment, Map<PeerKey, String> flags)
            throws IOException {
        Path file = Files.writeString(folder.resolve("shared.yaml"), shared);
        return PeerConfig.load(Optional.of(file), folder.resolve("profile"), environment, flags);
    }

    private PeerValues load(String shared) throws IOException {
        return load(shared, Map.of(), Map.of());
    }

    private void profile(String text) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("profile")).resolve("peer.yaml"), text);
    }

    @Test
    void flagsOverrideEnvironmentOverridesProfileOverridesFile() throws IOException {
        String shared = "times: date\ncolor: never\nbell: off\nkeywords: shared\n";
        profile("times: seconds\ncolor: always\nbell: on\n");
        PeerValues values =
                load(shared, Map.of("HOBNOB_TIMES", "none", "HOBNOB_COLOR", "auto"), Map.of(PeerKey.TIMES, "minutes"));
        assertEquals("minutes", values.text(PeerKey.TIMES));
        assertEquals("auto", values.text(PeerKey.COLOR));
        assertTrue(values.isOn(PeerKey.BELL));
        assertEquals(List.of("shared"), values.list(PeerKey.KEYWORDS));
        assertEquals("false", values.text(PeerKey.PLAIN));
        assertEquals(Optional.of("--times"), values.fixedBy(PeerKey.TIMES));
        assertEquals(Optional.of("HOBNOB_COLOR"), values.fixedBy(PeerKey.COLOR));
        assertEquals(Optional.empty(), values.fixedBy(PeerKey.BELL));
    }

    @Test
    void changedSettingsAreReadAtTheNextStart() throws IOException {
        profile("# mine\nkeywords:\n  - fire\n  - printer\n");
        PeerValues values = load("times: date\n");
        assertEquals(List.of("fire", "printer"), values.list(PeerKey.KEYWORDS));
        values.set(PeerKey.BELL, Optional.of("off"));
        values.set(PeerKey.KEYWORDS, Optional.of("a \"b\": #c, d"));
        values.set(PeerKey.TIMES, Optional.of("seconds"));
        values.set(PeerKey.TIMES, Optional.empty());
        assertEquals("date", values.text(PeerKey.TIMES));

        PeerValues next = load("");
        assertEquals("false", next.text(PeerKey.BELL));
        assertEquals("a \"b\": #c, d", next.text(PeerKey.KEYWORDS));
        assertEquals("minutes", next.text(PeerKey.TIMES));
        assertEquals(
                "# mine",
                Files.readAllLines(folder.resolve("profile/peer.yaml")).get(0));
    }

    @Test
    void unknownKeysAndInvalidValuesNameTheirFile() throws IOException {
        profile("bel: on\n");
        String unknown =
                assertThrows(ConfigRefusedException.class, () -> load("")).getMessage();
        assertEquals(
                "unknown key 'bel' in " + folder.resolve("profile/peer.yaml") + ", line 1; did you mean 'bell'?",
                unknown);
        profile("");
        String invalid = assertThrows(ConfigRefusedException.class, () -> load("times: noon\n"))
                .getMessage();
        assertEquals(
                "'times' in " + folder.resolve("shared.yaml")
                        + ", line 1, must be minutes, seconds, date, none, not 'noon'",
                invalid);
    }

    @Test
    void keysWithDotsAndListsOfSectionsNameTheirLine() {
        String dotted = refusal("# mine\nroom.history: 7\n");
        assertTrue(dotted.contains("shared.yaml, line 2, has a dot"), dotted);
        String list = refusal("bell: on\nkeywords:\n  - {a: 1}\n");
        assertTrue(list.contains("shared.yaml, line 2, holds more than plain values"), list);
    }

    private String refusal(String shared) {
        return assertThrows(ConfigRefusedException.class, () -> load(shared)).getMessage();
    }
}
