package org.hobnob.launcher.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class YamlLinesTest {
    private static final String FILE = """
            # settings
            name: "a: b"
            requests:
              # requests: 7
              burst: 120
              list-burst : 3
            rooms:
                members: 5
            log-level: info
            "requests":
              burst: 7
            """;

    @Test
    void lineOfAKeyIsFound() {
        assertEquals(OptionalInt.of(2), YamlLines.of(FILE, "name"));
        assertEquals(OptionalInt.of(8), YamlLines.of(FILE, "rooms.members"));
        assertEquals(OptionalInt.of(9), YamlLines.of(FILE, "log-level"));
    }

    @Test
    void lastOneCounts() {
        assertEquals(OptionalInt.of(11), YamlLines.of(FILE, "requests.burst"));
    }

    @Test
    void keyThatIsNotThereHasNoLine() {
        assertEquals(OptionalInt.empty(), YamlLines.of(FILE, "burst"));
        assertEquals(OptionalInt.empty(), YamlLines.of("{name: x}", "name"));
    }
}
